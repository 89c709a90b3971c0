import * as v from 'valibot';
import { InContext } from '../conversation/messages.ts';
import { AttachmentId, MessageId, OfChat, Text } from '../text/fields.ts';

/** What the page is told of the next request's size. All numbers are tokens, estimated. */

export const ContextPart = v.object({
	kind: v.picklist([
		'system',
		'instructions',
		'history',
		'attachment',
		'image',
		'question',
		'reply',
		'margin',
	]),
	/** "System prompt", or what the attachment or the file of instructions is called. */
	label: v.string(),
	tokens: v.number(),
	/** Which attachment, or which file of instructions. */
	attachment: v.exactOptional(AttachmentId),
	/** It would take so much, and is not sent: the user has left it out, or has to ask for it. */
	notSent: v.exactOptional(v.literal(true)),
});
export type ContextPart = v.InferOutput<typeof ContextPart>;

export const ContextView = v.object({
	/** Of the prompt as it will be sent: without what is left out, and without the room for the reply. */
	tokens: v.number(),
	/** What the model takes in all, prompt and reply; null where that is not known. */
	context: v.nullable(v.number()),
	/** What is to be known of that, where the server was asked: in a sentence. */
	window: v.exactOptional(v.string()),
	parts: v.array(ContextPart),
	/** The shown messages that will not be sent, oldest first. */
	unsent: v.array(
		v.object({ id: v.string(), why: v.picklist(['noRoom', 'leftOut', 'inSummary']) }),
	),
	/** What the messages take for which there is no room; absent where there is room for all. */
	noRoom: v.exactOptional(v.number()),
	/** A summary of these is being made. */
	summarising: v.exactOptional(v.literal(true)),
	/** False where not even what has to go along fits: it will be refused. */
	fits: v.boolean(),
});
export type ContextView = v.InferOutput<typeof ContextView>;

/** The answer to askReread: what the server reads again where a message is edited, left out, put back or pinned, in sentences. */
export const Reread = v.object({
	type: v.literal('reread'),
	id: MessageId,
	words: v.object({
		edit: v.exactOptional(v.string()),
		leaveOut: v.exactOptional(v.string()),
		pinned: v.exactOptional(v.string()),
	}),
});
export type Reread = v.InferOutput<typeof Reread>;

export const ContextFromPage = v.variant('type', [
	/** Pins a message in later requests, leaves it out of them, or (null) sends it while there is room. */
	v.object({
		type: v.literal('keepInContext'),
		id: MessageId,
		inContext: v.nullable(InContext),
	}),
	/** Asks what the server would read again for a change at a message. */
	v.object({ type: v.literal('askReread'), id: MessageId }),
	/** Has a summary made of the messages for which there is no room. */
	v.object({ type: v.literal('summarise'), ...OfChat }),
	/** Shows what would be sent for it. */
	v.object({ type: v.literal('previewSummary'), ...OfChat }),
	v.object({ type: v.literal('cancelSummary'), ...OfChat }),
	/** The user's own words in the place of a summary's. It is named by the message that it is kept with, here and below. */
	v.object({ type: v.literal('editSummary'), id: MessageId, text: Text }),
	/** Whether it is used in later requests; else the messages that it stands for count again. */
	v.object({ type: v.literal('useSummary'), id: MessageId, used: v.boolean() }),
	v.object({ type: v.literal('deleteSummary'), id: MessageId }),
	v.object({ type: v.literal('copySummary'), id: MessageId }),
	v.object({ type: v.literal('showSummaryRequest'), id: MessageId }),
]);
export type ContextFromPage = v.InferOutput<typeof ContextFromPage>;
