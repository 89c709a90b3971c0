import { window } from 'vscode';
import type { ImageStore } from '../../core/attachments/imageStore.ts';
import type { Conversation } from '../../core/conversation/conversation.ts';
import {
	exportedChat,
	fileNameOf,
	formatExport,
	imagesOf,
	withImages,
} from '../../core/history/chatExport.ts';
import { chatAsMarkdown, titleAsSent } from '../../core/history/chatMarkdown.ts';
import { fileToOffer, saveFile } from '../vscode/saveFile.ts';

const MARKDOWN = { label: 'Markdown', detail: 'For people: the shown messages.', extension: 'md' };
const JSON_FILE = {
	label: 'JSON',
	detail: 'Everything, every branch, to be imported again.',
	extension: 'json',
};

/** Writes the chat to a file that the user picks. */
export async function exportChat(conversation: Conversation, images: ImageStore): Promise<void> {
	if (conversation.head === null) {
		void window.showInformationMessage('There is nothing in this chat yet.');
		return;
	}
	const format = await window.showQuickPick([MARKDOWN, JSON_FILE], { title: 'Export Chat' });
	if (format === undefined) return;
	const name = `${fileNameOf(titleAsSent(conversation))}.${format.extension}`;
	const target = await window.showSaveDialog({
		title: 'Export Chat',
		defaultUri: fileToOffer(name),
		filters: { [format.label]: [format.extension] },
	});
	if (target === undefined) return;
	const text =
		format.extension === 'json'
			? await chatAsJson(conversation, images)
			: chatAsMarkdown(conversation);
	await saveFile(target, text);
}

async function chatAsJson(conversation: Conversation, store: ImageStore): Promise<string> {
	const chat = await withImages(exportedChat(conversation), store);
	const missing = imagesOf(chat).length - (chat.images?.length ?? 0);
	if (missing > 0) {
		const what = missing === 1 ? '1 image' : `${missing} images`;
		void window.showWarningMessage(
			`${what} of this chat could not be read and cannot be exported.`,
		);
	}
	return formatExport([chat]);
}
