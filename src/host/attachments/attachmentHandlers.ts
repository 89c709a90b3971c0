import { attachmentNamed, attachmentsOf, isImage } from '../../core/attachments/attachments.ts';
import type { ImageStore } from '../../core/attachments/imageStore.ts';
import type {
	AttachmentFromPage,
	ChangedAttachments,
	LoadedImage,
} from '../../shared/attachments/attachmentProtocol.ts';
import type { MessageHandlers } from '../../shared/panel/messageHandlers.ts';
import type { FollowLink } from '../chat/chatLink.ts';
import type { OpenChats } from '../chat/openChats.ts';
import type { Say } from '../vscode/say.ts';
import { askedFor } from './askedFor.ts';
import { attachFiles, pickAttachment } from './attach.ts';
import type { AttachingChat } from './attachingChat.ts';
import type { CurrentAttachments } from './currentAttachments.ts';
import { openExcerpt } from './openExcerpt.ts';
import { loadImage, openImage } from './pageImages.ts';
import { attachPasted, putInBox } from './pasted.ts';
import { parseUris } from './readFiles.ts';
import { shortenAttachment } from './shortenAttachment.ts';

/** The chat on a page, as its attachments need it. */
export interface AttachmentPage extends AttachingChat {
	readonly chats: OpenChats;
	readonly images: ImageStore;
	/** Puts a text into the box of a chat. */
	putIn(text: string, conversation: string): void;
	readonly attached: Pick<CurrentAttachments, 'changed'>;
	/** Answers askChanged. */
	sendChanged(changed: ChangedAttachments): void;
	/** Shows a chat that was attached. */
	readonly follow: FollowLink;
	/** Tells the user, on the page where that is seen. */
	readonly say: Say;
	/** Answers loadImage. */
	sendImage(image: LoadedImage): void;
}

/** What the page asks for about files, images and pieces of code. */
export function attachmentHandlers(page: AttachmentPage): MessageHandlers<AttachmentFromPage> {
	const { chats, images } = page;
	return {
		attach: () => pickAttachment(page),
		attachFiles: ({ uris }) => attachFiles(page, parseUris(uris)),
		attachImage: ({ conversation, name, bytes }) => chats.box.addImage(conversation, name, bytes),
		attachPasted: ({ conversation, text }) => attachPasted(page, conversation, text),
		putInBox: ({ attachment }) => putInBox(page, attachment),
		removeAttachment: ({ attachment }) => chats.box.removeAttachment(attachment),
		shortenAttachment: ({ attachment }) => shortenAttachment(chats.box, attachment),
		chooseDetail: async ({ attachment }) => {
			const { chooseDetail } = await import('../composer/chooseDetail.ts');
			await chooseDetail(chats.box, attachment);
		},
		openExcerpt: ({ id, attachment }) => openAttached(page, id, attachment),
		askChanged: async ({ id }) => {
			const question = chats.chat.conversation.message(id);
			const attachments = question?.role === 'user' ? attachmentsOf(question) : [];
			const changed = await page.attached.changed(attachments);
			page.sendChanged({ type: 'changedAttachments', id, attachments: changed });
		},
		loadImage: async ({ hash }) => page.sendImage(await loadImage(chats, images, hash)),
		openImage: ({ hash }) => openImage(chats, images, hash),
	};
}

/** @param message the question that has it; undefined for one over the box */
async function openAttached(
	{ chats: { chat, box }, follow, say }: AttachmentPage,
	message: string | undefined,
	id: string,
): Promise<void> {
	const question = message === undefined ? undefined : chat.conversation.message(message);
	const attached = question?.role === 'user' ? attachmentsOf(question) : box.attachments;
	const attachment = attachmentNamed(attached, id);
	if (attachment === undefined || isImage(attachment)) return;
	// Over the box the text is shown that is to go: the chat would be shown in the place of the one that is asked in.
	if (question === undefined || attachment.source !== 'chat') await openExcerpt(attachment, say);
	else await follow({ chat: askedFor(attachment), name: attachment.label });
}
