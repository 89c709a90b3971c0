import { type ExtensionContext, Uri } from 'vscode';
import type { ChatController } from '../host/panel/chatController.ts';
import type { ChatEditors } from '../host/panel/chatEditors.ts';
import { lazily } from './lazily.ts';

/** The editors with chats. What makes them is loaded with the first. */
export function openEditors(
	{ extensionUri }: ExtensionContext,
	chat: ChatController,
): () => Promise<ChatEditors> {
	return lazily(async () => {
		const { ChatEditors } = await import('../host/panel/chatEditors.ts');
		return new ChatEditors({
			chat,
			dist: Uri.joinPath(extensionUri, 'dist'),
			icon: Uri.joinPath(extensionUri, 'media/icon.png'),
		});
	});
}
