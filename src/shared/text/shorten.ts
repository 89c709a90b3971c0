/** A text cut to `limit` UTF-16 units, with a sign at its end where something is left out. */
export function shorten(text: string, limit: number): string {
	return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}
