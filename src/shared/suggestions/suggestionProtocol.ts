import * as v from 'valibot';
import { MessageId } from '../text/fields.ts';

/** What a list under the box offers: prompts after "/" at its start, context after "#" at the start of a word. */
export const SuggestionKind = v.picklist(['prompts', 'context']);
export type SuggestionKind = v.InferOutput<typeof SuggestionKind>;

/** The longest query, in UTF-16 units. What is longer is no name: the page asks nothing. */
export const MAX_QUERY = 1024;
/** In UTF-16 units: the address of a file, and what it is to be taken as. */
const MAX_ID = 10_000;
const Id = v.pipe(v.string(), v.maxLength(MAX_ID));
/** What is typed after "/" or "#", up to the caret. */
const Query = v.pipe(v.string(), v.maxLength(MAX_QUERY));

/** One line of a list. */
export const Suggestion = v.object({
	/** Names it to the host. */
	id: Id,
	/** "/fix", "sum.py". */
	name: v.string(),
	/** Dimmed behind the name: "Fix the code", "src/core". */
	description: v.exactOptional(v.string()),
	/** Where it comes from: "Built in", ".github/prompts", "open". */
	origin: v.exactOptional(v.string()),
	/** What stands in the box in the place of what was typed: "#sum.py", "#file:", "" for a prompt, which becomes a chip. */
	insert: v.string(),
	/** What is inserted is a beginning: the list stays open for the rest, and the host is not told that it was taken. */
	goesOn: v.exactOptional(v.literal(true)),
});
export type Suggestion = v.InferOutput<typeof Suggestion>;

/** The answer to suggest. It is no news but asked for, so it has no number and is not acknowledged. */
export const Suggestions = v.object({
	type: v.literal('suggestions'),
	kind: SuggestionKind,
	query: Query,
	/** What fits, best first. */
	items: v.pipe(v.array(Suggestion), v.readonly()),
	/** What is to be known of the list: what is missing in it, and why. */
	note: v.exactOptional(v.string()),
});
export type Suggestions = v.InferOutput<typeof Suggestions>;

export const SuggestionFromPage = v.variant('type', [
	v.object({ type: v.literal('suggest'), kind: SuggestionKind, query: Query }),
	/** One was taken: its chip is to stand over this conversation's box. */
	v.object({
		type: v.literal('takeSuggestion'),
		conversation: MessageId,
		kind: SuggestionKind,
		id: Id,
		query: Query,
	}),
]);
export type SuggestionFromPage = v.InferOutput<typeof SuggestionFromPage>;
