import { Range, Uri, window, workspace } from 'vscode';
import { unreadReason } from '../../core/errors/diskReason.ts';
import type { InstructionFile } from '../../core/instructions/instructionFile.ts';
import type { InstructionFromPage } from '../../shared/instructions/instructionProtocol.ts';
import type { MessageHandlers } from '../../shared/panel/messageHandlers.ts';
import type { OpenChats } from '../chat/openChats.ts';
import { notificationText } from '../vscode/notificationText.ts';
import type { ProjectInstructions } from './projectInstructions.ts';

/** What the page asks for about the project's instructions. */
export function instructionHandlers(
	chats: Pick<OpenChats, 'chat' | 'choose'>,
	instructions: Pick<ProjectInstructions, 'named'>,
): MessageHandlers<InstructionFromPage> {
	return {
		chooseInstructions: ({ file, choice }) => {
			const named = instructions.named(file);
			if (named === undefined) return;
			const { choices } = chats.chat.conversation;
			chats.choose({
				...choices,
				instructions: { ...choices.instructions, [named.uri]: choice },
			});
		},
		openInstructions: async ({ file }) => {
			const named = instructions.named(file);
			if (named !== undefined) await open(named);
		},
	};
}

/** Opens a file, at what is wrong with it where something is. */
async function open({ uri, label, line }: InstructionFile): Promise<void> {
	try {
		const document = await workspace.openTextDocument(Uri.parse(uri, true));
		const selection = document.validateRange(new Range((line ?? 1) - 1, 0, (line ?? 1) - 1, 0));
		await window.showTextDocument(document, line === undefined ? {} : { selection });
	} catch (error) {
		const text = `${label} cannot be opened: ${unreadReason(error)}`;
		void window.showWarningMessage(notificationText(text));
	}
}
