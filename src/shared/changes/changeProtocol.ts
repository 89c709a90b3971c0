import * as v from 'valibot';
import { BlockMark, Index, MessageId } from '../text/fields.ts';

/** A code block of a reply: that with this number and, where it is known, this mark. */
const CodeBlockPart = { id: MessageId, block: Index, mark: v.exactOptional(BlockMark) };

/** What became of a code block that was applied. */
export const BlockChange = v.object({
	block: Index,
	/** `unchanged`: its document has it already. `refused`: none of it has a place. */
	phase: v.picklist(['proposed', 'accepted', 'discarded', 'unchanged', 'refused']),
	/** The proof, or why there is no change; a sentence without a full stop, names of code between backticks. */
	text: v.string(),
	/** Lines of the document where a part of the code could be meant, counted from 1. */
	places: v.exactOptional(v.array(v.pipe(v.number(), v.integer(), v.minValue(1)))),
});
export type BlockChange = v.InferOutput<typeof BlockChange>;

export const ChangesToPage = v.variant('type', [
	/** What became of the code blocks of a reply: of all that were applied. */
	v.object({ type: v.literal('blockChanges'), reply: v.string(), blocks: v.array(BlockChange) }),
]);
export type ChangesToPage = v.InferOutput<typeof ChangesToPage>;

export const ChangesFromPage = v.variant('type', [
	/** Finds the place of a code block in a document, and proposes the change. */
	v.object({
		type: v.literal('apply'),
		...CodeBlockPart,
		/** In place of what is selected in the active editor. */
		selection: v.exactOptional(v.literal(true)),
	}),
	/** Shows the change that was proposed for a code block again. */
	v.object({ type: v.literal('openChange'), id: MessageId, block: Index }),
	/** Shows one of its places. */
	v.object({ type: v.literal('openPlace'), id: MessageId, block: Index, line: Index }),
	v.object({ type: v.literal('newFile'), ...CodeBlockPart }),
	/** Types a code block into a terminal; nothing is run. */
	v.object({ type: v.literal('runInTerminal'), ...CodeBlockPart }),
]);
export type ChangesFromPage = v.InferOutput<typeof ChangesFromPage>;
