import { commands, Uri, window } from 'vscode';
import type { Proposal } from '../../core/changes/proposal.ts';
import { notificationText } from '../vscode/notificationText.ts';
import { targetName } from './changeTarget.ts';
import { proposalAddress } from './proposalAddress.ts';

const ACCEPT = 'Accept Changes';

/** Says what saving a proposal does, and what it does not. */
export async function saySaved(proposal: Proposal): Promise<void> {
	const name = targetName(Uri.parse(proposal.target, true));
	const choice = await window.showInformationMessage(
		notificationText(`The proposal is kept, and ${name} is not written. Accept Changes writes it.`),
		ACCEPT,
	);
	if (choice !== ACCEPT) return;
	await commands.executeCommand('llamaChat.acceptChanges', proposalAddress(proposal));
}
