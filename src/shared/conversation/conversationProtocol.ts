import * as v from 'valibot';
import { AttachmentId, BlockMark, Index, MessageId, OfChat, Text, Title } from '../text/fields.ts';
import { Time } from '../text/time.ts';
import { Message } from './messages.ts';

/** What a reply waits for before it is asked for again. */
export const RetryView = v.object({
	/** Milliseconds left. */
	wait: v.number(),
	/** Which retry it is, from 1, of how many. */
	number: v.number(),
	limit: v.number(),
	/** Why, in a few words. */
	reason: v.string(),
	/** What went wrong, in the words of an alert. */
	message: v.string(),
});
export type RetryView = v.InferOutput<typeof RetryView>;

/** A message as the page shows it: with its place among its siblings, counted from 1. */
export const MessageView = v.object({
	message: Message,
	/** The name over it: "You", or the model's. */
	name: v.string(),
	sibling: v.number(),
	siblings: v.number(),
	/** When the message before this one was written; absent for the first one. */
	writtenBefore: v.exactOptional(Time),
	/** The names of the models, where another one was asked for this reply than for the one before. */
	modelChange: v.exactOptional(v.object({ from: v.string(), to: v.string() })),
	/** Whether the reply stopped early and stands at the end, so that it can go on. */
	canContinue: v.exactOptional(v.boolean()),
	retry: v.exactOptional(RetryView),
	/** Whether the reply failed where images were sent, so that asking again without them may help. */
	canLeaveOutImages: v.exactOptional(v.boolean()),
	/**
	 * Where not the model that was asked has answered: one of the request's fallback models, one that nobody asked for, or one that may
	 * have the name that was asked, and was not the one that the server's list had for it.
	 */
	answeredBy: v.exactOptional(v.picklist(['fallback', 'other', 'unlisted'])),
	/** What it cost by our estimate may be more: its id asks for what the list has no price for, or was answered without its ":free". */
	costsAtLeast: v.exactOptional(v.literal(true)),
	/** Where the answer had several choices: how many of them are there, and the place of the first among the siblings, 0 where it is gone. */
	answer: v.exactOptional(v.object({ choices: v.number(), first: v.number() })),
	/** Another window is receiving this reply; what it has written down comes here too. */
	elsewhere: v.exactOptional(v.boolean()),
});
export type MessageView = v.InferOutput<typeof MessageView>;

export const ConversationToPage = v.variant('type', [
	/** A new message at the end, or new facts of one that is shown; its text is only taken when it is new. */
	v.object({ type: v.literal('message'), view: MessageView }),
	/** Messages of the branch that stand right before those that have come, oldest first. */
	v.object({ type: v.literal('earlier'), views: v.array(MessageView) }),
	v.object({ type: v.literal('text'), id: v.string(), text: v.string() }),
	v.object({ type: v.literal('reasoning'), id: v.string(), text: v.string() }),
]);

/** A question, or the summary that is kept with a message, that is being changed, as it stands in its edit box. */
export const EditDraft = v.object({
	id: MessageId,
	text: Text,
	/**
	 * The id of the summary, where it is one that is kept with this message: another may be made for the same. One that came with a file
	 * may have any length.
	 */
	summary: v.exactOptional(Text),
	/** The attachments that were taken off. */
	removed: v.pipe(v.array(AttachmentId), v.maxLength(1000)),
	/** Those that are to go as they are now, and not as they were sent. */
	now: v.exactOptional(v.pipe(v.array(AttachmentId), v.maxLength(1000))),
});
export type EditDraft = v.InferOutput<typeof EditDraft>;

/** A message, or the code block of it with this number in document order, if that is the one with this mark. */
const MessagePart = {
	id: MessageId,
	block: v.exactOptional(Index),
	mark: v.exactOptional(BlockMark),
};

export const ConversationFromPage = v.variant('type', [
	v.object({ type: v.literal('copy'), ...MessagePart }),
	v.object({ type: v.literal('insert'), ...MessagePart }),
	v.object({ type: v.literal('regenerate'), id: MessageId }),
	/** Asks for another reply by a model that is then chosen, for that reply only. */
	v.object({ type: v.literal('regenerateWith'), id: MessageId }),
	/** Ends the wait for the next try. */
	v.object({ type: v.literal('tryNow'), ...OfChat }),
	v.object({
		type: v.literal('edit'),
		id: MessageId,
		text: Text,
		/** The question's attachments that no longer go along, each of which is taken off once. */
		removed: v.exactOptional(v.pipe(v.array(AttachmentId), v.maxLength(1000))),
		/** Those that go as they are now; the others go as they were sent. */
		now: v.exactOptional(v.pipe(v.array(AttachmentId), v.maxLength(1000))),
	}),
	/** All questions and summaries of a conversation that are being changed, a moment after that changed: the host keeps them over a reload. */
	v.object({
		type: v.literal('editDrafts'),
		conversation: MessageId,
		edits: v.pipe(v.array(EditDraft), v.maxLength(100)),
	}),
	/** Asks the question of this failed reply again without images. */
	v.object({ type: v.literal('askWithoutImages'), id: MessageId }),
	v.object({ type: v.literal('delete'), id: MessageId }),
	v.object({ type: v.literal('undoDelete'), ...OfChat }),
	v.object({ type: v.literal('continue'), id: MessageId }),
	v.object({ type: v.literal('fork'), id: MessageId }),
	/** Shows the chat that this one was made from, at the message that it was forked at. */
	v.object({ type: v.literal('openOrigin'), ...OfChat }),
	/** Gives a chat another title, "" its own again. It says which one: what is typed may be kept when another is shown already. */
	v.object({ type: v.literal('renameChat'), conversation: MessageId, title: Title }),
	v.object({ type: v.literal('showSibling'), id: MessageId, step: v.picklist([-1, 1]) }),
]);
export type ConversationFromPage = v.InferOutput<typeof ConversationFromPage>;
