import * as v from 'valibot';
import { AttachmentId } from '../text/fields.ts';

/** A file of the project's instructions that applies to the next message and was not left out of this chat. */
export const InstructionView = v.object({
	id: AttachmentId,
	/** Its path in the workspace. */
	label: v.string(),
	/** Sent, offered because it takes so much of the context, or not sent because it cannot be told what it says. */
	state: v.picklist(['sent', 'tooLarge', 'unreadable']),
	/** Estimated. */
	tokens: v.number(),
	/** What the model takes in all, in tokens, where that is why it is not sent. */
	context: v.exactOptional(v.number()),
	/** Why it cannot be told what it says. */
	problem: v.exactOptional(v.string()),
	/** What of it cannot be seen: how many characters, and which. */
	hidden: v.exactOptional(v.object({ count: v.number(), words: v.array(v.string()) })),
	/** What it looks as if it held: "a GitHub token". */
	secrets: v.exactOptional(v.array(v.string())),
});
export type InstructionView = v.InferOutput<typeof InstructionView>;

/** What the page asks for about the project's own instructions: each file is named as its chip and its part of the meter are. */
export const InstructionFromPage = v.variant('type', [
	/** Sends a file with this chat's messages although it takes much of the context, or leaves it out of them. */
	v.object({
		type: v.literal('chooseInstructions'),
		file: AttachmentId,
		choice: v.picklist(['sent', 'leftOut']),
	}),
	v.object({ type: v.literal('openInstructions'), file: AttachmentId }),
]);
export type InstructionFromPage = v.InferOutput<typeof InstructionFromPage>;
