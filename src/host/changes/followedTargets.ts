import { type Disposable, type Uri, workspace } from 'vscode';
import type { Proposal } from '../../core/changes/proposal.ts';
import { rebaseProposal } from '../../core/changes/rebaseProposal.ts';
import { openDocument } from '../vscode/openDocument.ts';
import { proposalAddress } from './proposalAddress.ts';

/** How long after a change of a document its proposals follow, in milliseconds. */
const FOLLOW_AFTER_MS = 300;

/** Proposals as the documents that they follow see them. */
export interface FollowingProposals {
	/** Those that change a document. */
	of(target: Uri): Proposal[];
	keep(proposal: Proposal): void;
}

/**
 * Brings proposals that are open to what their documents become, so that the diff shows what Accept would write. Where both have changed
 * the same, the proposal stays as it is.
 */
export class FollowedTargets implements Disposable {
	readonly #proposals: FollowingProposals;
	readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
	readonly #listener: Disposable;

	constructor(proposals: FollowingProposals) {
		this.#proposals = proposals;
		this.#listener = workspace.onDidChangeTextDocument(({ document }) => this.follow(document.uri));
	}

	/** A document may be another, or what was typed into a proposal of it. */
	follow(target: Uri): void {
		if (this.#proposals.of(target).length === 0) return;
		const key = target.toString();
		clearTimeout(this.#timers.get(key));
		const follow = () => {
			this.#timers.delete(key);
			for (const proposal of this.#proposals.of(target)) this.#follow(proposal);
		};
		this.#timers.set(key, setTimeout(follow, FOLLOW_AFTER_MS));
	}

	dispose(): void {
		this.#listener.dispose();
		for (const timer of this.#timers.values()) clearTimeout(timer);
	}

	#follow(proposal: Proposal): void {
		const document = openDocument(proposal.target);
		if (document === undefined || openDocument(proposalAddress(proposal)) === undefined) return;
		const rebased = rebaseProposal(proposal, document.getText());
		if ('text' in rebased && rebased !== proposal) this.#proposals.keep(rebased);
	}
}
