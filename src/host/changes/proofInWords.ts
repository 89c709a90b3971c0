import { Uri, workspace } from 'vscode';
import { lostNames } from '../../core/changes/lostNames.ts';
import { type Proof, proofOf } from '../../core/changes/proof.ts';
import type { Proposal } from '../../core/changes/proposal.ts';
import { rebaseProposal } from '../../core/changes/rebaseProposal.ts';
import { withHunks } from '../../core/changes/text/edits.ts';
import { openDocument } from '../vscode/openDocument.ts';
import { knownSymbols } from './knownSymbols.ts';
import { problemCount, problemsInWords } from './problemCounts.ts';
import { proposalAddress } from './proposalAddress.ts';

/** What is proved of a proposal as it is now. */
export async function proofInWords(proposal: Proposal): Promise<string> {
	const target = Uri.parse(proposal.target, true);
	const facts = await factsInWords(proposal);
	const problems = problemsInWords(problemCount(target), problemCount(proposalAddress(proposal)));
	return `${facts}; ${problems}`;
}

/** The same without the problems. */
export async function factsInWords(proposal: Proposal): Promise<string> {
	const { sentence, whiteSpaceLines } = proved(proposal, await lostSymbols(proposal));
	const hides = workspace.getConfiguration('diffEditor').get('ignoreTrimWhitespace') === true;
	const hidden =
		hides && whiteSpaceLines > 0 ? ['the diff hides lines that change in white space alone'] : [];
	return [sentence, ...hidden, ...proposal.missing, ...collisions(proposal)].join('; ');
}

/** Where the document has changed the same meanwhile: Accept would write nothing. */
function collisions(proposal: Proposal): string[] {
	const document = openDocument(proposal.target);
	const rebased = document && rebaseProposal(proposal, document.getText());
	if (rebased === undefined || 'text' in rebased) return [];
	const lines = rebased.collisions.map(({ line }) => line).join(', ');
	return [`the file has changed at the same place since (line ${lines})`];
}

/** What stands in the title of the diff. */
export function shortProof(proposal: Proposal): string {
	return proved(proposal).short;
}

function proved({ base, hunks, text }: Proposal, lost?: readonly string[]): Proof {
	const placed = { hunks, unplaced: [], text: withHunks(base, hunks), withoutSymbols: false };
	return proofOf(base, text, placed, lost);
}

/** The names that an extension knows in the document and not in the proposal; undefined where none answers for both. */
async function lostSymbols(proposal: Proposal): Promise<readonly string[] | undefined> {
	const before = openDocument(proposal.target);
	const after = openDocument(proposalAddress(proposal));
	if (before === undefined || after === undefined) return undefined;
	const known = await knownSymbols(before);
	const kept = known && (await knownSymbols(after));
	if (known === undefined || kept === undefined) return undefined;
	return lostNames(
		known.map(({ name }) => name),
		kept.map(({ name }) => name),
	);
}
