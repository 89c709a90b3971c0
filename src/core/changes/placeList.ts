import type { BlockCode } from './block/blockCode.ts';
import type { Unplaced } from './change.ts';
import type { Region } from './elide.ts';
import type { Outcome, Place } from './place.ts';
import type { Declaration } from './symbols/declaration.ts';
import type { Target } from './symbols/targets.ts';
import type { Unit } from './symbols/units.ts';
import { isBlank } from './text/documentLines.ts';
import type { Edit } from './text/edits.ts';
import { findLines } from './text/findLines.ts';
import { fitted } from './text/indentation.ts';

/** How the declarations of a list find the document's. */
interface Search {
	/** Lines [from, to) of the block, in which the units stand. */
	readonly from: number;
	readonly to: number;
	/** Puts a declaration in the place of the one that was found. */
	readonly place: (unit: Unit, target: Target) => Outcome;
	readonly find: (
		declares: Declaration,
	) => readonly Target[] | { readonly places: readonly number[] };
}

/** What stands in a list, in the order of the block. */
type Element =
	| { readonly is: 'marker' }
	/** It has its place in lines [from, to) of the document. */
	| { readonly is: 'placed'; readonly from: number; readonly to: number; readonly unit: Unit }
	/** The document has none of the name, or no such lines. */
	| { readonly is: 'new'; readonly unit: Unit }
	/** It has a place that is not known, or has been refused. */
	| { readonly is: 'refused' };

/**
 * Places the declarations of a block each by itself: one that the document has in the place of that, a new one where it stands between
 * two that have their places, or beside one of them. Statements are not placed; where the document has them as they are they count as
 * what has its place.
 */
export function placeList(
	place: Place,
	block: BlockCode,
	units: readonly Unit[],
	region: Region,
	search: Search,
): Outcome {
	const edits: Edit[] = [];
	const unplaced: Unplaced[] = [];
	const wanted = timesWanted(units, search);
	const elements: Element[] = [];
	let marker = 0;
	const markers = block.markers.filter((at) => at >= search.from && at < search.to);
	for (const unit of units) {
		while ((markers[marker] ?? Infinity) < unit.from) {
			elements.push({ is: 'marker' });
			marker++;
		}
		// Those in it are its own.
		while ((markers[marker] ?? Infinity) < unit.to) marker++;
		elements.push(placeOne(unit));
	}
	if (marker < markers.length) elements.push({ is: 'marker' });

	function placeOne(unit: Unit): Element {
		const found = unit.declares && search.find(unit.declares);
		if (found === undefined) return statement(unit);
		if ('places' in found) {
			unplaced.push({ why: 'ambiguous', places: found.places });
			return { is: 'refused' };
		}
		const [target] = found;
		if (target === undefined) return known(unit) ?? { is: 'new', unit };
		const lines = found.map(({ at, unit: { head } }) => at + head + 1);
		const isShared = lines.length > 1 || (wanted.get(lines[0] ?? 0) ?? 0) > 1;
		if (isShared) {
			// Of two places, and of two versions for one place, none is chosen.
			unplaced.push({ why: 'ambiguous', places: lines });
			return { is: 'refused' };
		}
		const outcome = search.place(unit, target);
		for (const edit of outcome.edits) edits.push(edit);
		for (const one of outcome.unplaced) unplaced.push(one);
		const { from, to } = target.unit;
		return { is: 'placed', from: target.at + from, to: target.at + to, unit };
	}

	/** A declaration that no symbol is known for, as those of locals, and that stands in the document as it is. */
	function known(unit: Unit): Element | undefined {
		const element = statement(unit);
		return element.is === 'placed' ? element : undefined;
	}

	function statement(unit: Unit): Element {
		const lines = block.code.lines.slice(unit.from, unit.to);
		const [match, ...more] = findLines(place.document.lines, lines, region.from, region.to);
		if (match === undefined) return { is: 'new', unit };
		if (more.length > 0) return { is: 'refused' };
		return { is: 'placed', from: match.at, to: match.at + lines.length, unit };
	}

	for (const run of runsOf(elements)) {
		const inserted = insertion(place, block, elements, run, region, search);
		if (inserted === undefined) unplaced.push({ why: run.isOpen ? 'incomplete' : 'notFound' });
		else edits.push(inserted);
	}
	return { edits, unplaced };
}

/** How many declarations of the block stand for the one that begins in a line of the document. */
function timesWanted(units: readonly Unit[], { find }: Search): ReadonlyMap<number, number> {
	const times = new Map<number, number>();
	for (const { declares } of units) {
		const found = declares === undefined ? [] : find(declares);
		if ('places' in found) continue;
		for (const { at, unit } of found) {
			const line = at + unit.head + 1;
			times.set(line, (times.get(line) ?? 0) + 1);
		}
	}
	return times;
}

/** Elements [from, to), all new. */
interface Run {
	readonly from: number;
	readonly to: number;
	readonly units: readonly Unit[];
	readonly isOpen: boolean;
}

function runsOf(elements: readonly Element[]): Run[] {
	const runs: Run[] = [];
	for (let from = 0; from < elements.length; from++) {
		const units: Unit[] = [];
		let to = from;
		for (let element = elements[to]; element?.is === 'new'; element = elements[++to]) {
			units.push(element.unit);
		}
		if (units.length > 0) runs.push({ from, to, units, isOpen: units.some((unit) => unit.isOpen) });
		from = Math.max(from, to);
	}
	return runs;
}

/**
 * Where new declarations go: between two neighbours that touch in the document, between the last one and the end of the document, or beside one
 * where a marker says that the rest follows.
 */
function insertion(
	{ document, style }: Place,
	block: BlockCode,
	elements: readonly Element[],
	{ from, to, units, isOpen }: Run,
	region: Region,
	search: Search,
): Edit | undefined {
	const first = units[0];
	const last = units.at(-1);
	if (isOpen || first === undefined || last === undefined) return undefined;
	const areDeclared = units.every(({ declares, isComment }) => declares !== undefined || isComment);
	const neighbour = elements[from - 1];
	const isAtEnd =
		areDeclared &&
		to === elements.length &&
		neighbour?.is === 'placed' &&
		region.to === document.lines.length &&
		document.lines.slice(neighbour.to).every(isBlank);
	const hasPlaceAbove = region.isBegun || elements.slice(0, from).some(({ is }) => is === 'placed');
	const hasPlaceBelow =
		region.isEnded || isAtEnd || elements.slice(to).some(({ is }) => is === 'placed');
	if (!hasPlaceAbove || !hasPlaceBelow) return undefined;
	const above = neighbour;
	const below = elements[to];
	const endAbove =
		above?.is === 'placed'
			? above.to
			: above === undefined && region.isBegun
				? region.from
				: undefined;
	const startBelow =
		below?.is === 'placed'
			? below.from
			: below === undefined && (region.isEnded || isAtEnd)
				? region.to
				: undefined;
	const isMarked = above?.is === 'marker' || below?.is === 'marker';
	const lines = block.code.lines.slice(first.from, last.to);
	const blanksAbove = blankLines(block, first.from, -1, search);
	const blanksBelow = blankLines(block, last.to - 1, 1, search);
	const indentation = indentationThere(document.lines, elements, region) ?? '';
	const own = fitted(lines, indentation, style, block.language);
	const at = (line: number, text: readonly string[]): Edit => ({
		from: line,
		to: line,
		lines: text,
		how: 'elision',
	});
	if (endAbove !== undefined && startBelow !== undefined) {
		const between = document.lines.slice(endAbove, startBelow);
		if (!between.every(isBlank)) return undefined;
		const how = 'symbol' as const;
		const edit = at(endAbove, [...Array<string>(blanksAbove).fill(''), ...own]);
		return { ...edit, how };
	}
	if (!isMarked || !areDeclared) return undefined;
	if (endAbove !== undefined) {
		return above === undefined
			? at(endAbove, [...own, ...Array<string>(Math.max(1, blanksBelow)).fill('')])
			: at(endAbove, [...Array<string>(blanksAbove).fill(''), ...own]);
	}
	if (startBelow !== undefined) {
		if (below !== undefined)
			return at(startBelow, [...own, ...Array<string>(blanksBelow).fill('')]);
		let end = startBelow;
		while (end > region.from && isBlank(document.lines[end - 1])) end--;
		return at(end, [...Array<string>(end > region.from ? blanksAbove : 0).fill(''), ...own]);
	}
	return undefined;
}

/** How many blank lines stand beside a line of the block, markers left aside. */
function blankLines(block: BlockCode, line: number, step: 1 | -1, { from, to }: Search): number {
	let count = 0;
	for (let at = line + step; at >= from && at < to && isBlank(block.code.lines[at]); at += step) {
		if (block.markers.includes(at)) break;
		count++;
	}
	return count;
}

function indentationThere(
	lines: readonly string[],
	elements: readonly Element[],
	region: Region,
): string | undefined {
	const placed = elements.find((element) => element.is === 'placed');
	const line =
		placed?.is === 'placed'
			? placed.from
			: lines.findIndex(
					(text, index) => index >= region.from && index < region.to && !isBlank(text),
				);
	return line < 0 ? undefined : (/^[ \t]*/.exec(lines[line] ?? '')?.[0] ?? '');
}
