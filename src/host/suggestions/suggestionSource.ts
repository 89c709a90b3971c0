import type { Suggestion, SuggestionKind } from '../../shared/suggestions/suggestionProtocol.ts';

/** What fits a query. */
export interface Found {
	/** Best first. */
	readonly items: readonly Suggestion[];
	/** What is to be known of the list: what is missing in it, and why. */
	readonly note?: string;
}

/** What one of the two lists under the box is filled from. */
export interface SuggestionSource {
	/**
	 * What fits, best first. It is asked with each key; an answer that comes after the next question is dropped.
	 * @param query what is typed after "/" or "#", up to the caret; "" at first
	 * @throws where the list cannot be made: what is thrown is shown in its place
	 */
	find(query: string): Promise<Found>;
	/**
	 * Puts what was taken over the box. By then it may be gone, or no longer what it was when the list was made.
	 * @param id that of a suggestion; it comes from the page, so it may be any string
	 * @param conversation the chat whose box it was taken in
	 * @throws where that cannot be done: what is thrown is said over the box
	 */
	take(id: string, query: string, conversation: string): Promise<void>;
}

/** The sources of the lists there are. A list without one does not open. */
export type SuggestionSources = { readonly [Kind in SuggestionKind]?: SuggestionSource };
