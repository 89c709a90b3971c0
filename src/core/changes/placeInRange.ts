import { reindent } from '../editor/reindent.ts';
import type { BlockCode } from './block/blockCode.ts';
import { raisedFirst } from './block/raisedFirst.ts';
import { balance, lostBetween, placeParts } from './elide.ts';
import { type Outcome, type Place, refused } from './place.ts';
import { placeUnit } from './placeUnit.ts';
import { codeOf } from './symbols/items.ts';
import { leadAbove, type Target } from './symbols/targets.ts';
import { unitsIn } from './symbols/units.ts';
import { blanksOf, isBlank, lineAt } from './text/documentLines.ts';
import type { Edit } from './text/edits.ts';
import { fitted } from './text/indentation.ts';

interface Range {
	readonly start: number;
	readonly end: number;
}

/** A range without the white space at its ends: the lines around it stay. One of white space only is the place where it begins. */
function trimmedRange(text: string, range: Range): Range {
	const inside = text.slice(range.start, range.end);
	if (inside.trim() === '') return { start: range.start, end: range.start };
	const start = range.start + (inside.length - inside.trimStart().length);
	return { start, end: start + inside.trim().length };
}

/**
 * A block in place of what it was asked for. Undefined where it is no answer to that: it declares what the document has elsewhere.
 */
export function placeInRange(place: Place, wanted: Range, block: BlockCode): Outcome | undefined {
	const { document, language } = place;
	const range = trimmedRange(document.text, wanted);
	const old = document.text.slice(range.start, range.end);
	const first = lineAt(document, range.start);
	const last = lineAt(document, range.end);
	const oldLines = document.lines.slice(first, last + 1);
	if (declaresMore(place, block, range)) return undefined;
	if (block.markers.length > 0) return around(place, block, first, last + 1);
	const hollow = old.trim() === '' ? undefined : onlyUnit(place, first, last + 1);
	const own = onlyUnitOf(block);
	if (
		hollow !== undefined &&
		own !== undefined &&
		own.declares?.name === hollow.unit.declares?.name
	) {
		const { edits, unplaced } = placeUnit(place, block, own, hollow, 'range');
		if (edits.length === 0) return { edits, unplaced };
	}
	if (old.trim() !== '') {
		if (block.code.open !== undefined && balance(oldLines) !== balance(block.code.lines)) {
			return refused({ why: 'incomplete' });
		}
		const lost = lostBetween(oldLines, block.code.lines, language);
		const gained = lostBetween(block.code.lines, oldLines, language);
		// One of another name may be the old one.
		if (lost.length > gained.length) return refused({ why: 'losesSymbols', names: lost });
	}
	return { edits: [replaced(place, range, block)], unplaced: [] };
}

function replaced({ document, style }: Place, { start, end }: Range, block: BlockCode): Edit {
	const first = lineAt(document, start);
	const last = lineAt(document, end);
	const line = document.lines[first] ?? '';
	const column = start - (document.starts[first] ?? 0);
	const behind = (document.lines[last] ?? '').slice(end - (document.starts[last] ?? 0));
	const lines = raisedFirst(block.code.lines, style.tabSize, block.language);
	const isWhole = line.slice(0, column).trim() === '';
	const old = document.lines.slice(first, last + 1);
	// Where the block's own lines go further out than its first one, so do the document's.
	const isDeep = isWhole && leastBlanks(lines).length < blanksOf(lines[0] ?? '').length;
	const text = isDeep
		? fitted(lines, leastBlanks(old), style, block.language).join('\n')
		: line.slice(0, column) + reindent(lines.join('\n'), { line, column }, style, block.language);
	return { from: first, to: last + 1, lines: `${text}${behind}`.split('\n'), how: 'range' };
}

function leastBlanks(lines: readonly string[]): string {
	return lines
		.filter((line) => !isBlank(line))
		.map(blanksOf)
		.reduce((least, blanks) => (blanks.length < least.length ? blanks : least));
}

/** Whether a block has declarations that the document has outside of a range: it is the answer to another question. */
function declaresMore(
	{ document, targets, language }: Place,
	block: BlockCode,
	range: Range,
): boolean {
	const units = unitsIn(block.code, 0, block.code.lines.length, undefined, false);
	const inside = codeOf(document.text.slice(range.start, range.end).split(/\r\n|\r|\n/), language);
	const names = new Set(
		unitsIn(inside, 0, inside.lines.length, undefined, true).map(({ declares }) => declares?.name),
	);
	return units.some(({ declares, head }) => {
		if (declares === undefined || declares.group === 'value' || names.has(declares.name))
			return false;
		if (targets === undefined) {
			const line = block.code.lines[head]?.trim();
			return document.lines.some((own) => own.trim() === line);
		}
		return targets.find(declares).lines.length > 0;
	});
}

/** A block with markers in a range: around the body of the one declaration there, or around lines. */
function around(place: Place, block: BlockCode, from: number, to: number): Outcome {
	const { document, language, style } = place;
	const target = onlyUnit(place, from, to);
	const unit = onlyUnitOf(block);
	if (
		target?.unit.body !== undefined &&
		unit?.declares?.group === target.unit.declares?.group &&
		unit !== undefined
	) {
		return asRange(placeUnit(place, block, unit, target, 'range'));
	}
	const blanks = blanksOf(document.lines.slice(from, to).find((line) => !isBlank(line)) ?? '');
	const lines = fitted(block.code.lines, blanks, style, block.language);
	const inner = { ...block, code: codeOf(lines, block.language) };
	const region = { from, to, isBegun: true, isEnded: true };
	return asRange(placeParts(document.lines, region, inner, 0, lines.length, language));
}

function asRange({ edits, unplaced }: Outcome): Outcome {
	return { edits: edits.map((edit) => ({ ...edit, how: 'elision' as const })), unplaced };
}

/** The one declaration that lines [from, to) of the document are. */
function onlyUnit({ document, language }: Place, from: number, to: number): Target | undefined {
	const at = Math.max(leadAbove(document.lines, from, language), 0);
	const code = codeOf(document.lines.slice(at, to), language);
	const [unit, ...more] = unitsIn(code, 0, code.lines.length, undefined, true);
	return unit?.declares === undefined || more.length > 0 || unit.isOpen
		? undefined
		: { code, unit, at };
}

function onlyUnitOf({ code }: BlockCode) {
	const [unit, ...more] = unitsIn(code, 0, code.lines.length, undefined, true);
	return unit?.declares === undefined || more.length > 0 ? undefined : unit;
}
