import { languageNamed } from '../editor/languageNames.ts';
import { type BlockCode, blockCodeOf, leavesOut, markerLines } from './block/blockCode.ts';
import { cleanBlock } from './block/cleanBlock.ts';
import { editsIn } from './block/editScripts.ts';
import { OwnLines } from './block/ownLines.ts';
import type { BlockToPlace, Placed, PlaceKnown, Unplaced } from './change.ts';
import { placeParts } from './elide.ts';
import { NOTHING, type Outcome, type Place, refused, together } from './place.ts';
import { placeEdits } from './placeEdits.ts';
import { placeInRange } from './placeInRange.ts';
import { placeList } from './placeList.ts';
import { placeSections } from './placeSections.ts';
import { placeUnit } from './placeUnit.ts';
import { placeWhole } from './placeWhole.ts';
import { Targets } from './symbols/targets.ts';
import { type Unit, unitsOf } from './symbols/units.ts';
import { isBlank, linesOf } from './text/documentLines.ts';
import { hunksOf, withHunks } from './text/edits.ts';
import { findLines } from './text/findLines.ts';
import { indentStyleOf } from './text/indentation.ts';

/**
 * Finds the place of a reply's code block in a document. In this order: what the block itself says (search and replace, a diff); the
 * range that it was asked for; its text where it stands already; the whole document, where that can be shown; symbols of the same name
 * and kind; parts around what it leaves out. Nothing is ever placed by likeness, or by a first and a last line. What has no place, or
 * several, comes back with the reason, and the rest can be used.
 */
export function placeBlock(document: string, block: BlockToPlace, known: PlaceKnown): Placed {
	const own = linesOf(document);
	const language = languageNamed(known.language ?? block.language ?? '');
	const place: Place = {
		document: own,
		language,
		style: indentStyleOf(own.lines, known.tabSize),
		...(known.symbols && { targets: new Targets(own, known.symbols, language) }),
	};
	const found = find(place, linesOf(block.text).lines, block, known);
	const { edits, unplaced } = withoutPlaceholders(place, found, linesOf(block.text).lines);
	const hunks = hunksOf(own, edits);
	return {
		hunks,
		unplaced,
		text: withHunks(document, hunks),
		withoutSymbols: known.symbols === undefined,
	};
}

/** Whatever has placed them: lines that stand for code are never written. */
function withoutPlaceholders(
	{ document, language }: Place,
	{ edits, unplaced }: Outcome,
	block: readonly string[],
): Outcome {
	const own = new OwnLines(document.lines);
	const refusals: Unplaced[] = [];
	const kept = edits.filter((edit) => {
		const left = edit.lines.filter((line) => leavesOut(line, language) && !own.has(line));
		if (left.length === 0) return true;
		const trimmed = new Set(left.map((line) => line.trim()));
		const lines = block.flatMap((line, index) =>
			trimmed.has(line.replace(/^[+]/, '').trim()) ? [index + 1] : [],
		);
		refusals.push({ why: 'placeholders', lines });
		return false;
	});
	return { edits: kept, unplaced: [...unplaced, ...refusals] };
}

function find(
	place: Place,
	all: readonly string[],
	{ language = '', breaksOff = false }: BlockToPlace,
	{ range, path }: PlaceKnown,
): Outcome {
	const named = languageNamed(language);
	const asWhat = named === 'diff' || place.language === '' ? named : place.language;
	const script = editsIn(all, asWhat, place.document.lines, path);
	if (script !== undefined)
		return breaksOff ? refused({ why: 'incomplete' }) : placeEdits(place, script);
	const clean = cleanBlock(all, named, place);
	if (clean.lines.every(isBlank)) return refused({ why: 'incomplete' });
	const name = place.language === '' ? language : place.language;
	const block = blockCodeOf(clean.lines, name, place.document.lines, clean.origins);
	if (breaksOff) return placeBegun(place, block);
	const inRange = range && placeInRange(place, range, block);
	return inRange ?? placeAnywhere(place, block);
}

function placeAnywhere(place: Place, block: BlockCode): Outcome {
	const { document } = place;
	const places = block.markers.length > 0 ? [] : findLines(document.lines, block.raw);
	if (places.length === 1) return NOTHING;
	const whole = places.length === 0 ? placeWhole(place, block) : undefined;
	if (whole !== undefined) return whole;
	const listed = bySymbols(place, block);
	if (listed !== undefined && listed.edits.length + listed.unplaced.length === 0) return listed;
	if (places.length > 1) {
		const isClear = listed !== undefined && listed.unplaced.length === 0;
		return isClear ? listed : refused({ why: 'ambiguous', places: places.map(({ at }) => at + 1) });
	}
	if (block.markers.length > 0) return aroundMarkers(place, block, listed);
	if (listed !== undefined && listed.edits.length > 0) return listed;
	const [reason] = listed?.unplaced.filter(({ why }) => why !== 'notFound') ?? [];
	if (reason !== undefined && listed !== undefined) return listed;
	return refused({ why: block.code.open === undefined ? 'notFound' : 'incomplete' });
}

/** Of a block that breaks off, what stands before its last declaration or statement, by symbols alone: nothing tells how that goes on. */
function placeBegun(place: Place, block: BlockCode): Outcome {
	const cut = refused({ why: 'incomplete' });
	const last = unitsOf(block.code).at(-1);
	if (last === undefined || last.from === 0) return cut;
	const lines = block.raw.slice(0, last.from);
	const whole = blockCodeOf(lines, block.language, place.document.lines, block.origins);
	const listed = bySymbols(place, whole);
	return listed === undefined ? cut : together([listed, cut]);
}

function bySymbols(place: Place, block: BlockCode): Outcome | undefined {
	const { targets, document, language } = place;
	if (targets === undefined) return undefined;
	if (language === 'markdown') return placeSections(place, block);
	const units = unitsOf(block.code);
	if (!units.some(({ declares }) => declares !== undefined)) return undefined;
	const region = { from: 0, to: document.lines.length, isBegun: false, isEnded: false };
	return placeList(place, block, withoutLooseValues(place, block, units), region, {
		from: 0,
		to: block.code.lines.length,
		place: (unit, target) => placeUnit(place, block, unit, target, 'symbol'),
		find: (declares) => {
			const { targets: found, lines } = targets.find(declares);
			if (found.length === 0 && lines.length > 0) return { places: lines.map((line) => line + 1) };
			return found;
		},
	});
}

/** Among statements that the document has not, a value is one of them: it has the name of another by chance. */
function withoutLooseValues(
	{ document }: Place,
	{ code, markers }: BlockCode,
	units: readonly Unit[],
): readonly Unit[] {
	if (code.family === 'json' || code.family === 'yaml' || code.family === 'css') return units;
	const isLoose = units.some(({ declares, isComment, from, to }) => {
		if (declares !== undefined || isComment) return false;
		if (markers.some((marker) => marker >= from && marker < to)) return false;
		return findLines(document.lines, code.lines.slice(from, to)).length === 0;
	});
	if (!isLoose) return units;
	return units.map(({ declares, ...unit }) =>
		declares === undefined || declares.group === 'value' ? unit : { ...unit, declares },
	);
}

/** Around what a block leaves out: by its symbols, or else by the lines beside the markers. */
function aroundMarkers(place: Place, block: BlockCode, listed: Outcome | undefined): Outcome {
	const { document, language } = place;
	if (listed !== undefined && listed.unplaced.length === 0) return listed;
	const region = { from: 0, to: document.lines.length, isBegun: false, isEnded: false };
	const parts = placeParts(document.lines, region, block, 0, block.code.lines.length, language);
	if (parts.unplaced.length === 0) return parts;
	if (listed !== undefined && listed.edits.length > 0) return listed;
	const reason = listed?.unplaced.find(({ why }) => why !== 'notFound');
	if (reason !== undefined) return refused(reason);
	return parts.unplaced.some(({ why }) => why !== 'notFound')
		? parts
		: refused({ why: 'placeholders', lines: markerLines(block, block.markers) });
}
