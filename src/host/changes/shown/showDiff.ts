import { commands, type TextDocumentShowOptions, Uri, workspace } from 'vscode';
import type { Proposal } from '../../../core/changes/proposal.ts';
import { targetName } from '../changeTarget.ts';
import { shortProof } from '../proofInWords.ts';
import { proposalAddress } from '../proposalAddress.ts';

/** The file on the left as it is in its editor, on the right what Accept would write. */
export async function showDiff(
	proposal: Proposal,
	options: TextDocumentShowOptions = {},
): Promise<void> {
	const target = Uri.parse(proposal.target, true);
	const right = await workspace.openTextDocument(proposalAddress(proposal));
	const title = `${targetName(target).split('/').at(-1)}: ${shortProof(proposal)}`;
	const shown = { preview: false, ...options };
	await commands.executeCommand('vscode.diff', target, right.uri, title, shown);
}
