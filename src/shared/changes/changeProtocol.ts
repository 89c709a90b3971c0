import * as v from 'valibot';
import { BlockMark, Index, MessageId } from '../text/fields.ts';

export const ChangesFromPage = v.variant('type', [
	/** Finds the place of a code block, the one with this number and mark, in a document, and proposes the change. */
	v.object({
		type: v.literal('apply'),
		id: MessageId,
		block: Index,
		mark: v.exactOptional(BlockMark),
		/** In place of what is selected in the active editor. */
		selection: v.exactOptional(v.literal(true)),
	}),
]);
export type ChangesFromPage = v.InferOutput<typeof ChangesFromPage>;
