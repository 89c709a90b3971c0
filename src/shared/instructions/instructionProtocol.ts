import * as v from 'valibot';
import { AttachmentId } from '../text/fields.ts';

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
