import { commands, type Tab, TabInputText, TabInputTextDiff, type Uri, window } from 'vscode';
import type { Proposal } from '../../../core/changes/proposal.ts';
import { SCHEMES } from '../../documents/schemes.ts';
import { openDocument } from '../../vscode/openDocument.ts';
import { proposalAddress } from '../proposalAddress.ts';

/** The proposal that a tab shows, by its address. */
function proposalOf(tab: Tab | undefined): Uri | undefined {
	const input = tab?.input;
	let uri: Uri | undefined;
	if (input instanceof TabInputTextDiff) uri = input.modified;
	else if (input instanceof TabInputText) uri = input.uri;
	return uri?.scheme === SCHEMES.change ? uri : undefined;
}

/** The proposal in the active editor. */
export function proposalInFront(): Uri | undefined {
	return proposalOf(window.tabGroups.activeTabGroup.activeTab);
}

/** The proposals that are shown in front in a group of editors, without the file beside them. */
export function plainTabsInFront(): { readonly tab: Tab; readonly uri: Uri }[] {
	return window.tabGroups.all.flatMap(({ activeTab }) => {
		const uri = activeTab?.input instanceof TabInputText ? proposalOf(activeTab) : undefined;
		return activeTab === undefined || uri === undefined ? [] : [{ tab: activeTab, uri }];
	});
}

/** Closes the editors of a proposal without a question, also where it was edited by hand. */
export async function closeProposal(proposal: Proposal): Promise<void> {
	const uri = proposalAddress(proposal);
	const shown = (tab: Tab | undefined) => proposalOf(tab)?.toString() === uri.toString();
	const tabs = () => window.tabGroups.all.flatMap((group) => group.tabs.filter(shown));
	if (openDocument(uri)?.isDirty === true && !shown(window.tabGroups.activeTabGroup.activeTab)) {
		// Only the active editor can be closed so. A diff that is open is shown, not opened again.
		const input = tabs()[0]?.input;
		if (input instanceof TabInputTextDiff) {
			await commands.executeCommand('vscode.diff', input.original, input.modified);
		} else if (input instanceof TabInputText) {
			await window.showTextDocument(input.uri);
		}
	}
	if (shown(window.tabGroups.activeTabGroup.activeTab)) {
		await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
	}
	// In other groups. They show the same document, which has nothing to be saved any more.
	await window.tabGroups.close(tabs(), true);
}
