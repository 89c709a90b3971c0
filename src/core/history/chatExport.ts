import * as v from 'valibot';
import { type Image, ImageHash, ImageType, Message } from '../../shared/conversation/messages.ts';
import { Time } from '../../shared/text/time.ts';
import { imagesIn } from '../attachments/attachments.ts';
import type { ImageStore } from '../attachments/imageStore.ts';
import { Conversation } from '../conversation/conversation.ts';
import {
	type ConversationEvent,
	ConversationId,
	LOG_VERSION,
} from '../conversation/conversationEvent.ts';
import { asInterrupted } from '../conversation/messageChanges.ts';

/** One chat, whole: all branches. docs/chat-export.schema.json says the same to others. */
const ExportedChat = v.object({
	id: ConversationId,
	/** As the user gave it; null where the first question is the title. */
	title: v.nullable(v.string()),
	created: Time,
	/** The URI of the workspace folder it was begun in; null without one. */
	workspace: v.nullable(v.string()),
	/** The message that the shown branch ends in; null for none. */
	head: v.nullable(v.string()),
	/** In the order they came: each after the one it follows. */
	messages: v.array(Message),
	/** What the messages name, each once, in the order they name it; one that could not be read is left out. */
	images: v.exactOptional(
		v.array(
			v.object({
				hash: ImageHash,
				mediaType: ImageType,
				/** In base64. */
				data: v.string(),
			}),
		),
	),
});
export type ExportedChat = v.InferOutput<typeof ExportedChat>;

export const ChatExport = v.object({
	format: v.literal('llama-chat'),
	version: v.literal(1),
	chats: v.array(ExportedChat),
});

/** The chat as a value. A reply that still comes in is exported as interrupted: an export has nobody to write on. */
export function exportedChat(conversation: Conversation): ExportedChat {
	const { id, created, workspace, head } = conversation;
	const title = conversation.givenTitle ?? null;
	const messages = conversation.messages().map(asInterrupted);
	return { id, title, created, workspace, head, messages };
}

/** What the messages of a chat name, each once. */
export function imagesOf({ messages }: ExportedChat): Image[] {
	return [...new Map(messages.flatMap(imagesIn).map((image) => [image.hash, image])).values()];
}

/** The chat with its images embedded, so that it can be taken elsewhere. */
export async function withImages(
	chat: ExportedChat,
	store: Pick<ImageStore, 'readBase64'>,
): Promise<ExportedChat> {
	const images: NonNullable<ExportedChat['images']> = [];
	for (const { hash, mediaType } of imagesOf(chat)) {
		const data = await store.readBase64({ hash, mediaType });
		if (data !== undefined) images.push({ hash, mediaType, data });
	}
	return images.length === 0 ? chat : { ...chat, images };
}

/** JSON with its keys in the order of the schema, so that the same chats always give the same bytes. */
export function formatExport(chats: readonly ExportedChat[]): string {
	const whole = v.parse(ChatExport, { format: 'llama-chat', version: 1, chats });
	return `${JSON.stringify(whole, undefined, '\t')}\n`;
}

/**
 * The lines of a log that give this chat again, without the header.
 * @throws Error naming the message that has no place in the tree
 */
export function eventsOf(chat: ExportedChat): ConversationEvent[] {
	const { id, created, workspace, title, head, messages } = chat;
	const conversation = new Conversation({
		type: 'header',
		version: LOG_VERSION,
		id,
		created,
		workspace,
	});
	const events: ConversationEvent[] = [];
	const add = (event: ConversationEvent, path: string) => {
		if (!conversation.apply(event)) throw new Error(`${path} names a message that does not fit in`);
		events.push(event);
	};
	// Whoever wrote it on is not here: else it would be taken for cut off with a window of ours, and for paid.
	for (const [index, message] of messages.map(asInterrupted).entries())
		add({ type: 'message', message }, `messages[${index}]`);
	if (title !== null) add({ type: 'title', title }, 'title');
	if (head !== conversation.head) add({ type: 'head', id: head }, 'head');
	return events;
}

/** A chat's title as the name of a file, without an ending: letters, digits and what no system minds. */
export function fileNameOf(title: string): string {
	return title.replace(/[^\p{L}\p{N} _-]+/gu, '').trim() || 'chat';
}
