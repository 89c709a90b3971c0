import { type Disposable, type Tab, Uri, window } from 'vscode';
import type { Proposal } from '../../../core/changes/proposal.ts';
import { CannotChange, openTarget } from '../changeTarget.ts';
import { plainTabsInFront } from './proposalTabs.ts';
import { showDiff } from './showDiff.ts';

/**
 * Shows the diff in place of an editor that has a proposal and not the file beside it. VS Code brings one that was edited by hand back so after
 * the window was reloaded. Where there is no file to show, the editor stays.
 */
export class PlainProposals implements Disposable {
	readonly #at: (uri: Uri) => Proposal | undefined;
	readonly #listeners: readonly Disposable[];
	/** Those that are being replaced, or cannot be. */
	readonly #seen = new WeakSet<Tab>();

	/** @param at the proposal that is shown at an address */
	constructor(at: (uri: Uri) => Proposal | undefined) {
		this.#at = at;
		const update = () => this.update();
		this.#listeners = [
			window.tabGroups.onDidChangeTabs(update),
			window.tabGroups.onDidChangeTabGroups(update),
		];
	}

	/** Other editors may be in front. */
	update(): void {
		for (const { tab, uri } of plainTabsInFront()) {
			const proposal = this.#at(uri);
			if (proposal === undefined || this.#seen.has(tab)) continue;
			this.#seen.add(tab);
			void replace(tab, proposal);
		}
	}

	dispose(): void {
		for (const listener of this.#listeners) listener.dispose();
	}
}

async function replace(tab: Tab, proposal: Proposal): Promise<void> {
	try {
		await openTarget(Uri.parse(proposal.target, true));
	} catch (error) {
		if (error instanceof CannotChange) return;
		throw error;
	}
	const { viewColumn, isActive } = tab.group;
	await showDiff(proposal, { viewColumn, preserveFocus: !isActive });
	// The diff shows the same document, so that nothing is asked.
	const shown = window.tabGroups.all.flatMap(({ tabs }) => tabs);
	if (shown.includes(tab)) await window.tabGroups.close(tab, true);
}
