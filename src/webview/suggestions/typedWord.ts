import { MAX_QUERY, type SuggestionKind } from '../../shared/suggestions/suggestionProtocol.ts';

/** What a list can be asked for: "/" at the start of the box or "#" at the start of a word, with what follows up to the caret. */
export interface TypedWord {
	readonly kind: SuggestionKind;
	/** Where its "/" or "#" stands in the box. */
	readonly start: number;
	/** What follows it, up to the caret. */
	readonly query: string;
}

const PROMPT = /^\s*\/(?<query>\S*)$/;
/** Brackets and quotes may stand before it: "(#file". "C#", "&#39;" and "this.#count" are no such words. */
const CONTEXT = /^[\p{Ps}\p{Pi}"'`]*#(?<query>[^#]\S*)?$/u;

/** The word that the caret is at the end or in the midst of; undefined where that is no such word, or something is selected. */
export function typedWord({
	value,
	selectionStart,
	selectionEnd,
}: HTMLTextAreaElement): TypedWord | undefined {
	if (selectionStart !== selectionEnd) return undefined;
	// Of a long text only as much as such a word can have.
	const from = Math.max(0, selectionStart - MAX_QUERY - 2);
	const before = value.slice(from, selectionStart);
	const prompt = from === 0 ? PROMPT.exec(before) : null;
	const found = prompt ?? CONTEXT.exec(before.split(/\s/).at(-1) ?? '');
	if (found === null) return undefined;
	const query = found.groups?.['query'] ?? '';
	if (query.length > MAX_QUERY) return undefined;
	return {
		kind: prompt === null ? 'context' : 'prompts',
		start: selectionStart - query.length - 1,
		query,
	};
}
