import { type Code, codeOf } from '../symbols/items.ts';
import { blanksOf, isBlank } from '../text/documentLines.ts';
import { isMarker, saysLeftOut } from './markers.ts';
import { OwnLines } from './ownLines.ts';

/** A block whose lines that stand for code it leaves out are blank, and known. */
export interface BlockCode {
	readonly code: Code;
	/** Lines, from 0, in order. */
	readonly markers: readonly number[];
	/** The lines with the markers still in them. */
	readonly raw: readonly string[];
	/** By line the one, from 0, of the block as it stands in the reply. */
	readonly origins: readonly number[];
	readonly language: string;
}

/**
 * Finds what stands for code that is left out. A line that the document has as well is no such line.
 *
 * @param origins which line of the reply's block each line was
 */
export function blockCodeOf(
	lines: readonly string[],
	language: string,
	documentLines: readonly string[],
	origins: readonly number[] = lines.map((_, index) => index),
): BlockCode {
	const own = new OwnLines(documentLines);
	const kept: string[] = [];
	const raw: string[] = [];
	const from: number[] = [];
	const markers: number[] = [];
	const add = (line: string, origin: number, isLeftOut = false) => {
		if (isLeftOut) markers.push(kept.length);
		kept.push(isLeftOut ? '' : line);
		raw.push(line);
		from.push(origin);
	};
	for (let index = 0; index < lines.length; index++) {
		const line = lines[index] ?? '';
		const origin = origins[index] ?? index;
		const length = commentLength(lines, index);
		if (length > 1 && isMarker(joined(lines, index, length), language)) {
			for (let at = 0; at < length; at++)
				add(lines[index + at] ?? '', origins[index + at] ?? index, true);
			index += length - 1;
			continue;
		}
		if (isMarker(line, language) && !own.has(line)) {
			add(line, origin, true);
			continue;
		}
		const split = splitMarker(line, language);
		if (split === undefined || own.has(line)) add(line, origin);
		else {
			add(split.before, origin);
			add(`${blanksOf(line)}\t`, origin, true);
			if (split.after !== '') add(blanksOf(line) + split.after, origin);
		}
	}
	for (const edge of dotsAtEdges(kept, language)) {
		if (own.has(kept[edge] ?? '')) continue;
		kept[edge] = '';
		markers.push(edge);
	}
	markers.sort((one, other) => one - other);
	return { code: codeOf(kept, language), markers, raw, origins: from, language };
}

/** How many lines a comment takes that is all there is in them; 0 where there is none. */
function commentLength(lines: readonly string[], index: number): number {
	const first = (lines[index] ?? '').trim();
	const isHtml = first.startsWith('<!--');
	if (!isHtml && !/^\{?\/\*/.test(first)) return 0;
	const end = isHtml ? '-->' : '*/';
	for (let length = 1; length <= 4; length++) {
		const line = (lines[index + length - 1] ?? '').trim();
		if (!line.includes(end)) continue;
		return line.endsWith(end) || line.endsWith(`${end}}`) ? length : 0;
	}
	return 0;
}

function joined(lines: readonly string[], index: number, length: number): string {
	return lines
		.slice(index, index + length)
		.map((line) => line.trim().replace(/^\*(?!\/)\s*/, ''))
		.filter((line) => line !== '')
		.join(' ');
}

/** Whether a line stands for code that is left out, or has a part that does. */
export function leavesOut(line: string, language: string): boolean {
	return isMarker(line, language) || splitMarker(line, language) !== undefined;
}

/** `f() { ... }`, `if (x) { // rest unchanged`: the marker in a line of code that opens something. */
function splitMarker(
	line: string,
	language: string,
): { readonly before: string; readonly after: string } | undefined {
	if (line.length > 300 || !/\.\.\.|…|unchanged|existing|rest|same|omitted|remain/i.test(line))
		return undefined;
	const opening = /[{([:>][ \t]{0,8}(?:\/\/|\/\*|#|<!--|\{\/\*|--|\.\.\.|…)/.exec(line);
	if (opening === null) return undefined;
	const before = line.slice(0, opening.index + 1);
	const rest = line.slice(before.length).trim();
	const after = /(?:[})\]]{1,8}[;,]?|<\/[\w-]{1,40}>)$/.exec(rest)?.[0] ?? '';
	const said = rest.slice(0, rest.length - after.length);
	if (before.endsWith(':') && after !== '') return undefined;
	// A line comment takes what closes behind it with it.
	const isLine = /^(?:\/\/|#|--)/.test(said);
	const text = isLine ? said + after : said;
	if (!isMarker(text.trim(), language)) return undefined;
	if (isLine && !/\.\.\.|…/.test(text) && !saysLeftOut(text.replace(/^\W+/, ''))) return undefined;
	return { before, after: isLine ? '' : after };
}

/** Where three dots are code: those on a block's edge, outside of everything, say nothing else than in other languages. */
function dotsAtEdges(lines: readonly string[], language: string): number[] {
	if (isMarker('...', language)) return [];
	const first = lines.findIndex((line) => !isBlank(line));
	const last = lines.findLastIndex((line) => !isBlank(line));
	return [first, last].filter((edge, index, all) => {
		const line = lines[edge] ?? '';
		return /^(?:\.\.\.|…)\s*$/.test(line) && first !== last && all.indexOf(edge) === index;
	});
}

/** The lines of the reply's block, from 1, in which markers stand. */
export function markerLines({ origins }: BlockCode, markers: readonly number[]): number[] {
	return [...new Set(markers.map((marker) => (origins[marker] ?? marker) + 1))];
}
