import * as v from 'valibot';
import { SecretAnswer } from '../conversation/withheldText.ts';
import { MessageId, OfChat, Text } from '../text/fields.ts';

/** Which key sends: Enter, or with Control (Command on a Mac); the other one of the two begins a new line. */
export const SendKey = v.picklist(['enter', 'ctrlEnter']);
export type SendKey = v.InferOutput<typeof SendKey>;

/** A message that waits for the running reply to be complete. */
export const QueuedMessageView = v.object({
	id: v.string(),
	/** Its beginning. */
	text: v.string(),
	/** How many pieces of code and images go with it. */
	attachments: v.number(),
});
export type QueuedMessageView = v.InferOutput<typeof QueuedMessageView>;

export const ComposerToPage = v.variant('type', [
	/** The message that was sent, or this one, is in the conversation: the box may be emptied. */
	v.object({ type: v.literal('accepted'), text: v.exactOptional(v.string()) }),
	/** A message that came back: into the box, unless something else has been typed there. */
	v.object({ type: v.literal('returned'), text: v.string() }),
	/** The message was not sent: it stays in the box. */
	v.object({ type: v.literal('refused') }),
	/** A message that was taken out of the queue to be changed: into the box, before what stands there. */
	v.object({ type: v.literal('unqueued'), text: v.string() }),
	v.object({ type: v.literal('focus') }),
]);

export const ComposerFromPage = v.variant('type', [
	v.object({
		type: v.literal('send'),
		...OfChat,
		text: Text,
		withoutImages: v.exactOptional(v.boolean()),
		/** Although it does not fit, by the estimate. */
		anyway: v.exactOptional(v.boolean()),
		secrets: v.exactOptional(SecretAnswer),
	}),
	/** Does what was refused last, an edit for one: although it does not fit, by the estimate, or in this way what looks like a secret. */
	v.object({
		type: v.literal('sendAnyway'),
		...OfChat,
		secrets: v.exactOptional(SecretAnswer),
	}),
	/** Sends the message once the running reply is complete. */
	v.object({ type: v.literal('queue'), ...OfChat, text: Text }),
	v.object({ type: v.literal('editQueued'), id: MessageId }),
	v.object({ type: v.literal('removeQueued'), id: MessageId }),
	/** Sends the first queued message now, the others after it; nothing where that is not the one that was shown as the first. */
	v.object({ type: v.literal('sendQueued'), id: v.exactOptional(MessageId) }),
	/** What stands in this conversation's box, a moment after it changed: the host keeps it over a reload. */
	v.object({ type: v.literal('draft'), conversation: MessageId, text: Text }),
	/** Ends the reply, if it is this one that comes in. */
	v.object({ type: v.literal('stop'), id: v.exactOptional(MessageId), ...OfChat }),
	v.object({ type: v.literal('dismissNotice') }),
]);
export type ComposerFromPage = v.InferOutput<typeof ComposerFromPage>;
