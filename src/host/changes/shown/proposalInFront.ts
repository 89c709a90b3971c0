import {
	commands,
	type Disposable,
	languages,
	StatusBarAlignment,
	type StatusBarItem,
	type Uri,
	window,
	workspace,
} from 'vscode';
import type { Proposal } from '../../../core/changes/proposal.ts';
import { isEdited } from '../../../core/changes/rebaseProposal.ts';
import { notificationLabel } from '../../vscode/notificationText.ts';
import type { ChangeStates } from '../changeStates.ts';
import { proofInWords } from '../proofInWords.ts';
import { proposalInFront } from './proposalTabs.ts';

/** How long after a change of a text its proof is made, in milliseconds. */
const PROVE_AFTER_MS = 200;

export interface ShownProposals {
	readonly states: ChangeStates;
	at(uri: Uri): Proposal | undefined;
}

/** Says of the proposal in the active editor what is proved of it: in the status bar and, by the context key, to Escape. */
export class ProposalInFront implements Disposable {
	readonly #proposals: ShownProposals;
	readonly #item: StatusBarItem;
	readonly #listeners: readonly Disposable[];
	#timer: ReturnType<typeof setTimeout> | undefined;
	#edited = false;

	constructor(proposals: ShownProposals) {
		this.#proposals = proposals;
		this.#item = window.createStatusBarItem('llamaChat.change', StatusBarAlignment.Left, -1);
		this.#item.name = 'Proposed Change';
		const update = () => this.update();
		this.#listeners = [
			window.tabGroups.onDidChangeTabs(update),
			window.tabGroups.onDidChangeTabGroups(update),
			languages.onDidChangeDiagnostics(update),
			workspace.onDidChangeTextDocument(update),
		];
	}

	/** What is shown may be another. */
	update(): void {
		const proposal = this.#inFront();
		this.#setEdited(proposal !== undefined && isEdited(proposal));
		if (proposal === undefined) this.#item.hide();
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#prove(), PROVE_AFTER_MS);
	}

	dispose(): void {
		clearTimeout(this.#timer);
		this.#item.dispose();
		for (const listener of this.#listeners) listener.dispose();
	}

	#inFront(): Proposal | undefined {
		const uri = proposalInFront();
		return uri && this.#proposals.at(uri);
	}

	async #prove(): Promise<void> {
		const proposal = this.#inFront();
		if (proposal === undefined) return;
		const text = await proofInWords(proposal);
		// What has been shown or typed meanwhile gets a proof of its own.
		if (this.#inFront() !== proposal) return;
		this.#item.text = `$(diff) ${notificationLabel(text)}`;
		this.#item.tooltip = text;
		this.#item.show();
		this.#proposals.states.set(proposal, { phase: 'proposed', text });
	}

	/** Escape closes a proposal, but not one that was edited by hand. */
	#setEdited(edited: boolean): void {
		if (this.#edited === edited) return;
		this.#edited = edited;
		void commands.executeCommand('setContext', 'llamaChat.changeEdited', edited);
	}
}
