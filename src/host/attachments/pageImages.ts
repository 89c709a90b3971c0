import { commands, Uri, window } from 'vscode';
import { imagesIn, isImage } from '../../core/attachments/attachments.ts';
import type { ImageStore } from '../../core/attachments/imageStore.ts';
import type { LoadedImage } from '../../shared/attachments/attachmentProtocol.ts';
import type { Image } from '../../shared/conversation/messages.ts';
import { errorText } from '../../shared/errors/errorText.ts';
import type { OpenChats } from '../chat/openChats.ts';
import { notificationText } from '../vscode/notificationText.ts';

/** An image of the shown chat or of its box, by its hash: of others the page is told nothing. */
function imageOf(chats: OpenChats, hash: string): Image | undefined {
	const shown = chats.chat.conversation.messages().flatMap(imagesIn);
	return [...chats.box.attachments.filter(isImage), ...shown].find((image) => image.hash === hash);
}

/** The bytes of an image for the page, or why there are none. */
export async function loadImage(
	chats: OpenChats,
	store: ImageStore,
	hash: string,
): Promise<LoadedImage> {
	const image = imageOf(chats, hash);
	const read = image === undefined ? 'missing' : await readImage(store, image);
	const answer = { type: 'loadedImage', hash } as const;
	return typeof read === 'string'
		? { ...answer, problem: `its file is ${read}` }
		: { ...answer, bytes: read };
}

async function readImage(store: ImageStore, image: Image) {
	try {
		return await store.read(image);
	} catch (error) {
		return `unreadable (${errorText(error)})`;
	}
}

/** Opens an image in an editor; says so where its file is not what it was. */
export async function openImage(chats: OpenChats, store: ImageStore, hash: string): Promise<void> {
	const image = imageOf(chats, hash);
	if (image === undefined) return;
	const read = await readImage(store, image);
	if (typeof read === 'string') {
		void window.showWarningMessage(
			notificationText(`${image.name} cannot be opened: its file is ${read}.`),
		);
		return;
	}
	await commands.executeCommand('vscode.open', Uri.file(store.path(image)), undefined, image.name);
}
