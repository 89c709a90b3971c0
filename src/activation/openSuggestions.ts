import type { SuggestionSources } from '../host/suggestions/suggestionSource.ts';

/** What the lists after `/` and `#` are filled from. */
export function openSuggestions(): SuggestionSources {
	return {};
}
