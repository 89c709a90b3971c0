/** The first `limit` UTF-16 units of a text; one less where the last would be half of a character. */
export function cut(text: string, limit: number): string {
	const beginning = text.slice(0, limit);
	return beginning.length < text.length && /[\ud800-\udbff]$/.test(beginning)
		? beginning.slice(0, -1)
		: beginning;
}

/** A text cut to `limit` UTF-16 units, with a sign at its end where something is left out. */
export function shorten(text: string, limit: number): string {
	return text.length <= limit ? text : `${cut(text, limit - 1)}…`;
}
