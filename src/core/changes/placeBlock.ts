import type { BlockToPlace, Placed, PlaceKnown, Unplaced } from './change.ts';
import { placeInRange } from './placeInRange.ts';
import { linesOf, withoutBlankEnds } from './text/documentLines.ts';
import { type Edit, hunksOf, withHunks } from './text/edits.ts';
import { findLines } from './text/findLines.ts';
import { indentStyleOf } from './text/indentation.ts';

/**
 * Finds the place of a reply's code block in a document: in the range that it was asked for, else where its text stands already.
 * Nothing is ever placed by likeness, or by a first and a last line. What has no place, or several, comes back with the reason.
 */
export function placeBlock(document: string, block: BlockToPlace, known: PlaceKnown): Placed {
	const own = linesOf(document);
	const all = linesOf(block.text).lines;
	const { from, to } = withoutBlankEnds(all);
	const lines = all.slice(from, to);
	const edits: Edit[] = [];
	const unplaced: Unplaced[] = [];
	if (lines.length === 0) {
		unplaced.push({ why: 'incomplete' });
	} else if (known.range !== undefined) {
		const style = indentStyleOf(own.lines, known.tabSize);
		const language = block.language ?? known.language ?? '';
		edits.push(placeInRange(own, known.range, lines, style, language));
	} else {
		const places = findLines(own.lines, lines);
		if (places.length === 0) unplaced.push({ why: 'notFound' });
		if (places.length > 1) {
			unplaced.push({ why: 'ambiguous', places: places.map(({ at }) => at + 1) });
		}
	}
	const hunks = hunksOf(own, edits);
	return {
		hunks,
		unplaced,
		text: withHunks(document, hunks),
		withoutSymbols: known.symbols === undefined,
	};
}
