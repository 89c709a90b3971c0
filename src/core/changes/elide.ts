import { type BlockCode, markerLines } from './block/blockCode.ts';
import { NOTHING, type Outcome, refused } from './place.ts';
import { type Code, codeOf } from './symbols/items.ts';
import { shown, unitsOf } from './symbols/units.ts';
import { isBlank, withoutBlankEnds } from './text/documentLines.ts';
import type { Edit } from './text/edits.ts';
import { endTrimmed, occurrences } from './text/findLines.ts';

/** Lines [from, to) of a document, and whether a block's first and last part begin and end with them. */
export interface Region {
	readonly from: number;
	readonly to: number;
	readonly isBegun: boolean;
	readonly isEnded: boolean;
}

/** Lines of a block between two markers. */
interface Part {
	readonly from: number;
	readonly to: number;
}

/** An edge of a part in the document, or why it has none. */
type Edge = { readonly at: number } | { readonly refusal: Outcome };

/**
 * Places lines [from, to) of a block in which markers stand for lines of the document: each part between two markers must have an edge
 * at its beginning and one at its end that the document has once there. What is between the two edges of a part becomes that part, all
 * else stays. All parts have their places, or none.
 *
 * @param lines of the document
 */
export function placeParts(
	lines: readonly string[],
	region: Region,
	block: BlockCode,
	from: number,
	to: number,
	language: string,
): Outcome {
	const markers = block.markers.filter((marker) => marker >= from && marker < to);
	const left = refused({ why: 'placeholders', lines: markerLines(block, markers) });
	const parts = partsOf(block, markers, from, to);
	const edits: Edit[] = [];
	const first = withoutBlankEnds(lines, region.from, region.to);
	let cursor = region.from;
	let above: { readonly part: Part; readonly end: number } | undefined;
	for (const [index, part] of parts.entries()) {
		const isFirst = index === 0;
		const isLast = index === parts.length - 1;
		const own = block.code.lines.slice(part.from, part.to);
		if (own.length === 0) continue;
		const isTiedAbove = isFirst && region.isBegun;
		const isTiedBelow = isLast && region.isEnded;
		const head = isTiedAbove
			? { at: first.from }
			: (closing(lines, region, block, part, above, language) ?? headEdge(lines, region, own));
		if (head === undefined) return left;
		if ('refusal' in head) return head.refusal;
		const tail = isTiedBelow ? { at: first.to } : tailEdge(lines, region, own);
		if (tail === undefined) return left;
		if ('refusal' in tail) return tail.refusal;
		if (head.at < cursor || tail.at < head.at) return left;
		const old = lines.slice(head.at, tail.at);
		const loss = lostBetween(old, own, language);
		if (loss.length > 0) return refused({ why: 'losesSymbols', names: loss });
		if (balance(old) !== balance(own)) return left;
		edits.push({ from: head.at, to: tail.at, lines: own, how: 'elision' });
		cursor = tail.at;
		above = { part, end: tail.at };
	}
	return edits.length === 0 && parts.every(({ from: start, to: end }) => start === end)
		? NOTHING
		: { edits, unplaced: [] };
}

function partsOf(block: BlockCode, markers: readonly number[], from: number, to: number): Part[] {
	const parts: Part[] = [];
	let start = from;
	for (const marker of [...markers, to]) {
		parts.push(withoutBlankEnds(block.code.lines, start, marker));
		start = marker + 1;
	}
	return parts;
}

/** Where the shortest beginning of a part stands that is there once. */
function headEdge(
	lines: readonly string[],
	region: Region,
	own: readonly string[],
): Edge | undefined {
	for (let length = 1; length <= own.length; length++) {
		if (isBlank(own[length - 1])) continue;
		const places = found(lines, region, own.slice(0, length));
		if (places.length === 0) return undefined;
		if (places.length === 1) return { at: places[0] ?? 0 };
		if (length === own.length) return { refusal: severalPlaces(places) };
	}
	return undefined;
}

/** The line behind the shortest end of a part that is there once. */
function tailEdge(
	lines: readonly string[],
	region: Region,
	own: readonly string[],
): Edge | undefined {
	for (let length = 1; length <= own.length; length++) {
		if (isBlank(own[own.length - length])) continue;
		const places = found(lines, region, own.slice(own.length - length));
		if (places.length === 0) return undefined;
		if (places.length === 1) return { at: (places[0] ?? 0) + length };
		if (length === own.length) return { refusal: severalPlaces(places) };
	}
	return undefined;
}

function found(
	lines: readonly string[],
	{ from, to }: Region,
	wanted: readonly string[],
): number[] {
	return occurrences(endTrimmed(lines), endTrimmed(wanted), from, to);
}

function severalPlaces(places: readonly number[]): Outcome {
	return refused({ why: 'ambiguous', places: places.map((place) => place + 1) });
}

/** Where a part begins with what closes a bracket that the part above ended with: what closes that one in the document is known. */
function closing(
	lines: readonly string[],
	region: Region,
	{ code }: BlockCode,
	part: Part,
	above: { readonly part: Part; readonly end: number } | undefined,
	language: string,
): Edge | undefined {
	if (above === undefined) return undefined;
	const opened = code.layout.brackets[part.from];
	if (opened === undefined || opened.line !== above.part.to - 1) return undefined;
	if (opened.closed?.line !== part.from) return undefined;
	const from = above.end - 1;
	const own = codeOf(lines.slice(from, region.to), language);
	const closed = own.layout.brackets[1]?.line === 0 ? own.layout.brackets[1].closed : undefined;
	if (closed === undefined) return undefined;
	const at = from + closed.line;
	return lines[at]?.trimEnd() === code.lines[part.from]?.trimEnd() ? { at } : undefined;
}

/** The functions and types that lines declare and others do not. */
export function lostBetween(
	old: readonly string[],
	own: readonly string[],
	language: string,
): string[] {
	const oldNames = namesIn(codeOf(old, language));
	if (oldNames.size === 0) return [];
	const names = namesIn(codeOf(own, language));
	return [...oldNames]
		.filter(([name, count]) => (names.get(name) ?? 0) < count)
		.map(([name]) => name);
}

function namesIn(code: Code): Map<string, number> {
	const names = new Map<string, number>();
	for (const { declares } of unitsOf(code)) {
		if (declares === undefined || declares.group === 'value') continue;
		const name = shown(declares);
		names.set(name, (names.get(name) ?? 0) + 1);
	}
	return names;
}

/** How many more brackets are opened than closed, each kind by itself. */
export function balance(lines: readonly string[]): string {
	const counts = new Map([...'()[]{}'].map((bracket) => [bracket, 0]));
	for (const line of lines) {
		for (const [bracket] of line.replace(/"[^"]*"|'[^']*'/g, '').matchAll(/[()[\]{}]/g)) {
			counts.set(bracket, (counts.get(bracket) ?? 0) + 1);
		}
	}
	const net = (one: string, other: string) => (counts.get(one) ?? 0) - (counts.get(other) ?? 0);
	return [net('(', ')'), net('[', ']'), net('{', '}')].join();
}
