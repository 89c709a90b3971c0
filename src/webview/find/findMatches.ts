/**
 * Where a text holds the searched one, in UTF-16 code units, without overlaps and whatever the case. An empty search finds
 * nothing.
 */
export function findMatches(text: string, searched: string): { start: number; end: number }[] {
	if (searched === '') return [];
	const literal = searched.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
	return [...text.matchAll(new RegExp(literal, 'giu'))].map((match) => ({
		start: match.index,
		end: match.index + match[0].length,
	}));
}
