import * as v from 'valibot';
import {
	type Image,
	ImageHash,
	ImageType,
	type Message,
} from '../../shared/conversation/messages.ts';
import { cut } from '../../shared/text/shorten.ts';
import { Time } from '../../shared/text/time.ts';
import { imagesIn } from '../attachments/attachments.ts';
import type { ImageStore } from '../attachments/imageStore.ts';
import { Conversation } from '../conversation/conversation.ts';
import {
	type ConversationEvent,
	ConversationId,
	LOG_VERSION,
} from '../conversation/conversationEvent.ts';
import { versionOf } from '../conversation/logVersion.ts';
import { asInterrupted } from '../conversation/messageChanges.ts';
import { RecordedMessage } from '../conversation/recordedMessage.ts';
import { RequestTexts } from '../conversation/requestTexts.ts';
import { withSharedTexts } from '../conversation/sharedTexts.ts';
import { asSent } from '../secrets/asSent.ts';
import { withheldOf } from '../secrets/chatSecrets.ts';
import { titleSent } from '../secrets/titleSent.ts';
import { asWritten, MessageInFile } from './exportedRequest.ts';
import type { LeftOut } from './leftOutOfImport.ts';

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
	messages: v.array(RecordedMessage),
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

/** What a file gave, and what was left out of it, each by its kind. */
export type ImportedChats = { chats: ExportedChat[]; leftOut: LeftOut[] };

const ChatExport = v.object({
	format: v.literal('llama-chat'),
	version: v.literal(1),
	chats: v.array(ExportedChat),
});

/** What is read of a file of ours. */
export const ExportInFile = v.object({
	...ChatExport.entries,
	chats: v.array(v.object({ ...ExportedChat.entries, messages: v.array(MessageInFile) })),
});

/** The chat as a value. A reply that still comes in is exported as interrupted: an export has nobody to write on. */
export function exportedChat(conversation: Conversation): ExportedChat {
	const { id, created, workspace, head } = conversation;
	const all = conversation.messages();
	const withheld = withheldOf(conversation);
	const given = conversation.givenTitle;
	const title = given === undefined ? null : titleSent(given, withheld);
	const messages = asSent(all, withheld).map(asInterrupted);
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
	const written = whole.chats.map((chat) => ({ ...chat, messages: chat.messages.map(asWritten) }));
	return `${JSON.stringify({ ...whole, chats: written }, undefined, '\t')}\n`;
}

/**
 * The lines of a log that give this chat again: as in one that was written message by message, a text that several questions have stands
 * with the first.
 * @param id of the chat; its own if not given
 * @throws Error naming the message that has no place in the tree
 */
export function eventsOf(chat: ExportedChat, id = chat.id): ConversationEvent[] {
	const { created, workspace, title, head, messages } = chat;
	const header = { type: 'header', version: LOG_VERSION, id, created, workspace } as const;
	const conversation = new Conversation(header);
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
	const shared = withTextsOnce(conversation.messages());
	const requests = new RequestTexts();
	const lines = events.map((event): ConversationEvent => {
		if (event.type !== 'message') return event;
		const { id: one } = event.message;
		const message = shared.get(one) ?? conversation.message(one) ?? event.message;
		const line = requests.once({ type: 'message', message });
		requests.add(message);
		return line;
	});
	const needed = lines.map(versionOf);
	const version = needed.find((one) => needed.every((other) => other <= one)) ?? LOG_VERSION;
	return [{ ...header, version }, ...lines];
}

/** Those of the messages that have texts of earlier ones, without these, by their ids. */
function withTextsOnce(messages: readonly Message[]): ReadonlyMap<string, Message> {
	const shared = new Map<string, Message>();
	const before: Message[] = [];
	for (const message of messages) {
		if (message.role !== 'user' || message.excerpts.length === 0) continue;
		const without = withSharedTexts(message, before);
		if (without !== undefined) shared.set(message.id, without);
		before.push(message);
	}
	return shared;
}

/** A chat's title as the name of a file, without an ending: letters, digits and what no system minds. */
export function fileNameOf(title: string): string {
	const name = title.replace(/[^\p{L}\p{M}\p{N} _-]+/gu, '').trim();
	// A file system takes 255 bytes, of which a letter can take four, and saving adds to the name.
	return cut(name, 50).trim() || 'chat';
}
