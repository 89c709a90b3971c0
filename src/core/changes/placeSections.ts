import type { BlockCode } from './block/blockCode.ts';
import type { Unplaced } from './change.ts';
import { placeParts } from './elide.ts';
import { NOTHING, type Outcome, type Place, refused, together } from './place.ts';
import { type Heading, headingsIn } from './symbols/headings.ts';
import { isBlank, withoutBlankEnds } from './text/documentLines.ts';

/** Sections of Markdown, each in place of the one of the same heading. Undefined where the block does not begin with a heading. */
export function placeSections(
	{ document, language }: Place,
	block: BlockCode,
): Outcome | undefined {
	const { lines } = block.code;
	const own = headingsIn(block.raw);
	const first = own[0];
	if (first === undefined || lines.slice(0, first.from).some((line) => !isBlank(line))) {
		return undefined;
	}
	const level = own.reduce((least, heading) => Math.min(least, heading.level), first.level);
	if (first.level !== level) return undefined;
	const old = headingsIn(document.lines);
	return together(
		own
			.filter((heading) => heading.level === level)
			.map((heading) => {
				const places = old.filter(
					(other) => other.name === heading.name && other.level === heading.level,
				);
				const [place] = places;
				if (place === undefined) return refused({ why: 'notFound' });
				if (places.length > 1) {
					const at = places.map(({ from }) => from + 1);
					return refused({ why: 'ambiguous', places: at } satisfies Unplaced);
				}
				return placeSection(document.lines, block, heading, place, old, language);
			}),
	);
}

function placeSection(
	lines: readonly string[],
	block: BlockCode,
	own: Heading,
	old: Heading,
	all: readonly Heading[],
	language: string,
): Outcome {
	const symbol = old.name;
	const markers = block.markers.some((marker) => marker >= own.from && marker < own.to);
	if (markers) {
		const region = { from: old.from, to: old.to, isBegun: true, isEnded: true };
		return placeParts(lines, region, block, own.from, own.to, language);
	}
	const names = new Set(headingsIn(block.raw.slice(own.from, own.to)).map(({ name }) => name));
	const lost = all
		.filter(({ from, name }) => from > old.from && from < old.to && !names.has(name))
		.map(({ name }) => name);
	if (lost.length > 0) return refused({ why: 'losesSymbols', names: lost });
	const inner = withoutBlankEnds(block.raw, own.from, own.to);
	const outer = withoutBlankEnds(lines, old.from, old.to);
	return {
		...NOTHING,
		edits: [{ ...outer, lines: block.raw.slice(inner.from, inner.to), how: 'symbol', symbol }],
	};
}
