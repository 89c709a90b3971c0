import * as v from 'valibot';
import { MessageId } from '../text/fields.ts';

/** Where the reader is in a conversation: the message at the top edge, which stays where it is whatever the width and what follows. */
export const Place = v.object({
	id: MessageId,
	/** How many pixels of it are above the edge; negative where it begins below. */
	offset: v.number(),
});
export type Place = v.InferOutput<typeof Place>;

export const ReadingToPage = v.variant('type', [
	/**
	 * Brings a message in view that a search has found, where what was searched, or else a word of it, stands in a line of its text, and
	 * opens Find in Chat with that. What was searched is "" where nothing was: the message is shown from its beginning, without Find.
	 */
	v.object({
		type: v.literal('reveal'),
		id: v.string(),
		query: v.string(),
		word: v.string(),
		line: v.string(),
	}),
	/** Opens Find in Chat, with the keyboard in it. */
	v.object({ type: v.literal('find') }),
]);
export type Reveal = Extract<v.InferOutput<typeof ReadingToPage>, { type: 'reveal' }>;

export const ReadingFromPage = v.variant('type', [
	/** Where the reader is in this conversation, a moment after the last move; null at its end. */
	v.object({ type: v.literal('place'), conversation: MessageId, place: v.nullable(Place) }),
]);
export type ReadingFromPage = v.InferOutput<typeof ReadingFromPage>;
