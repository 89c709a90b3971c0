import * as v from 'valibot';
import { BlockMark, Index, MessageId } from '../text/fields.ts';

/** A code block of a reply: that with this number and, where it is known, this mark. */
const CodeBlockPart = { id: MessageId, block: Index, mark: v.exactOptional(BlockMark) };

export const ChangesFromPage = v.variant('type', [
	/** Finds the place of a code block in a document, and proposes the change. */
	v.object({
		type: v.literal('apply'),
		...CodeBlockPart,
		/** In place of what is selected in the active editor. */
		selection: v.exactOptional(v.literal(true)),
	}),
	v.object({ type: v.literal('newFile'), ...CodeBlockPart }),
	/** Types a code block into a terminal; nothing is run. */
	v.object({ type: v.literal('runInTerminal'), ...CodeBlockPart }),
]);
export type ChangesFromPage = v.InferOutput<typeof ChangesFromPage>;
