import { type BlockCode, markerLines } from './block/blockCode.ts';
import { raisedFirst } from './block/raisedFirst.ts';
import type { Placement } from './change.ts';
import { placeParts } from './elide.ts';
import { NOTHING, type Outcome, type Place, refused, together } from './place.ts';
import { placeList } from './placeList.ts';
import { codeIn, codeOf } from './symbols/items.ts';
import { mergedLead, type Target } from './symbols/targets.ts';
import { indentationOf, membersOf, shown, type Unit, unitsIn } from './symbols/units.ts';
import { blanksOf, isBlank } from './text/documentLines.ts';
import type { Edit } from './text/edits.ts';
import { fitted } from './text/indentation.ts';

/**
 * A whole declaration of a block in place of the one that it stands for. Comments and decorators above it come with it; where it has
 * none, the document's stay.
 *
 * @param how it was found
 */
export function placeUnit(
	place: Place,
	block: BlockCode,
	unit: Unit,
	target: Target,
	how: Placement,
): Outcome {
	if (unit.isOpen) return refused({ why: 'incomplete' });
	const symbol = target.unit.declares === undefined ? undefined : shown(target.unit.declares);
	const named = symbol === undefined ? {} : { symbol };
	const end = endWithMarkers(block, unit);
	const hasMarkers = block.markers.some((marker) => marker >= unit.from && marker < end);
	if (hasMarkers) return placeAround(place, block, { ...unit, to: end }, target, named);
	const hollow = hollowLines(block, unit, target);
	if (hollow.length > 0) return refused({ why: 'placeholders', lines: hollow });
	const lost = lostMembers(block, unit, target);
	if (lost.length > 0) return refused({ why: 'losesSymbols', names: lost });
	const lines = fittedUnit(place, block, unit, target, unit.to);
	const from = target.at + target.unit.from;
	const to = target.at + target.unit.to;
	const lead = mergedLead(leadOf(target), lines.slice(0, unit.head - unit.from));
	const own = withSameEnd(place, [...lead, ...lines.slice(unit.head - unit.from)], to - 1);
	return { edits: [{ from, to, lines: own, how, ...named }], unplaced: [] };
}

function leadOf({ code, unit }: Target) {
	return { code, lines: code.lines.slice(unit.from, unit.head) };
}

/** Where a declaration ends that a marker ends, as it may where indentation counts. */
function endWithMarkers({ code, markers, raw }: BlockCode, unit: Unit): number {
	if (code.family !== 'indentation' && code.family !== 'yaml') return unit.to;
	const width = blanksOf(raw[unit.head] ?? '').length;
	let end = unit.to;
	for (let line = unit.to; line < code.lines.length && isBlank(code.lines[line]); line++) {
		if (markers.includes(line) && blanksOf(raw[line] ?? '').length > width) end = line + 1;
	}
	return end;
}

/** The lines of a declaration as they stand in the document's place, indented as that. */
function fittedUnit(
	place: Place,
	block: BlockCode,
	unit: Unit,
	target: Target,
	to: number,
): string[] {
	const lines = raisedFirst(
		block.code.lines.slice(unit.from, to),
		place.style.tabSize,
		block.language,
	);
	return fitted(lines, indentationOf(target.code.lines, target.unit), place.style, block.language);
}

/** A comma or semicolon behind the document's declaration stays, and one comes with the block where the document has one. */
function withSameEnd({ document }: Place, lines: readonly string[], last: number): string[] {
	const sign = /[;,]$/.exec((document.lines[last] ?? '').trimEnd())?.[0];
	const own = lines.at(-1) ?? '';
	const ownSign = /[;,]$/.exec(own.trimEnd())?.[0];
	if (sign === ',' && ownSign === undefined) return [...lines.slice(0, -1), `${own.trimEnd()},`];
	if (sign !== ',' && ownSign === ',')
		return [...lines.slice(0, -1), own.trimEnd().slice(0, -1) + (sign ?? '')];
	return [...lines];
}

/** The lines of a body that is dots only, where the document has more: it stands for what is there. */
export function hollowLines({ code, origins }: BlockCode, unit: Unit, target: Target): number[] {
	if (code.family !== 'indentation' || unit.body === undefined) return [];
	const all = unit.declares?.group === 'type' ? membersOf(code, unit) : [unit];
	const others =
		unit.declares?.group === 'type' ? membersOf(target.code, target.unit) : [target.unit];
	return all.flatMap((one) => {
		const dots = dotsIn(code.lines, code, one);
		if (dots.length === 0) return [];
		const other = others.find(({ declares }) => declares?.name === one.declares?.name);
		if (other === undefined) return [];
		const old = dotsIn(target.code.lines, target.code, other);
		return old.length > 0 ? [] : dots.map((line) => (origins[line] ?? line) + 1);
	});
}

/** Where dots stand as a statement. */
function dotsIn(lines: readonly string[], code: BlockCode['code'], unit: Unit): number[] {
	const found: number[] = [];
	for (let line = unit.head; line < unit.to; line++) {
		if (
			/^(?:.*:\s*)?\.\.\.$/.test(codeIn(code, line)) &&
			code.layout.brackets[line] === code.layout.brackets[unit.head] &&
			code.layout.isText[line] !== true
		) {
			found.push(line);
		}
	}
	return lines.length > 0 ? found : [];
}

/** The members that the document's declaration has and the block's has not; of those that are in both, also theirs. */
function lostMembers({ code }: BlockCode, unit: Unit, target: Target): string[] {
	const isHolder = target.unit.declares?.group === 'type' || /^(?:json|yaml)$/.test(code.family);
	if (!isHolder) return [];
	const own = membersOf(code, unit);
	return lostUnits(own, membersOf(target.code, target.unit));
}

export function lostUnits(own: readonly Unit[], old: readonly Unit[]): string[] {
	const counts = new Map<string, number>();
	for (const { declares } of own) {
		if (declares) counts.set(declares.name, (counts.get(declares.name) ?? 0) + 1);
	}
	return old.flatMap(({ declares }) => {
		if (declares === undefined) return [];
		const left = counts.get(declares.name) ?? 0;
		counts.set(declares.name, left - 1);
		return left > 0 ? [] : [shown(declares)];
	});
}

/** A declaration whose body has markers: its head and its end by themselves, its members or lines around what stays. */
function placeAround(
	place: Place,
	block: BlockCode,
	unit: Unit,
	target: Target,
	named: { readonly symbol?: string },
): Outcome {
	const { document, language } = place;
	const markers = block.markers.filter((marker) => marker >= unit.from && marker < unit.to);
	const left = refused({ why: 'placeholders', lines: markerLines(block, markers) });
	// What is left out is blank by now; in its place stands the document's own indentation.
	const lines = fittedUnit(place, block, unit, target, unit.to);
	const inner = blockOfLines(lines, block, unit, markers);
	const [own, ...more] = unitsIn(
		inner.code,
		0,
		lines.length,
		undefined,
		target.unit.declares?.form === 'member',
	);
	const oldBody = target.unit.body;
	const body = own && (own.body ?? hollowBody(inner, own, lines.length));
	if (own === undefined || more.length > 0 || body === undefined || oldBody === undefined)
		return left;
	if (inner.markers.some((marker) => marker < body.from)) return left;
	const edits: Edit[] = [];
	const from = target.at + target.unit.from;
	const bodyFrom = target.at + oldBody.from;
	const bodyTo = target.at + oldBody.to;
	const lead = mergedLead(leadOf(target), lines.slice(0, own.head));
	edits.push({
		from,
		to: bodyFrom,
		lines: [...lead, ...lines.slice(own.head, body.from)],
		how: 'elision',
		...named,
	});
	const bodyEnd = inner.markers.reduce((end, marker) => Math.max(end, marker + 1), body.to);
	const bodyStop =
		own.body?.bracket === undefined && block.code.family !== 'ends' ? bodyEnd : body.to;
	if (bodyStop < own.to || target.unit.to > oldBody.to) {
		const tail = withSameEnd(place, lines.slice(bodyStop, own.to), target.at + target.unit.to - 1);
		edits.push({
			from: bodyTo,
			to: target.at + target.unit.to,
			lines: tail,
			how: 'elision',
			...named,
		});
	}
	const isHolder =
		target.unit.declares?.group === 'type' || /^(?:json|yaml)$/.test(block.code.family);
	const region = { from: bodyFrom, to: bodyTo, isBegun: true, isEnded: true };
	const inside = isHolder
		? placeList(
				place,
				inner,
				unitsIn(inner.code, body.from, bodyStop, own.body?.bracket, true),
				region,
				{
					from: body.from,
					to: bodyStop,
					find: (declares) => membersNamed(target, declares.name),
					place: (member, other) => placeUnit(place, inner, member, other, 'symbol'),
				},
			)
		: placeParts(document.lines, region, inner, body.from, bodyStop, language);
	const whole = together([{ edits, unplaced: [] }, inside]);
	// Where nothing in it has its place, its head alone is not to change.
	if (inside.edits.length === 0 && inside.unplaced.length > 0)
		return { ...NOTHING, unplaced: inside.unplaced };
	return { ...whole, edits: whole.edits.map((edit) => ({ ...named, ...edit })) };
}

function hollowBody(
	inner: BlockCode,
	own: Unit,
	to: number,
): { from: number; to: number } | undefined {
	const first = inner.markers[0];
	return first === undefined || inner.code.family === 'braces'
		? undefined
		: { from: Math.max(own.to, own.head + 1), to };
}

function blockOfLines(
	lines: readonly string[],
	block: BlockCode,
	unit: Unit,
	markers: readonly number[],
): BlockCode {
	return {
		code: codeOf(lines, block.language),
		raw: block.raw.slice(unit.from, unit.to),
		markers: markers.map((marker) => marker - unit.from),
		origins: lines.map((_, index) => block.origins[unit.from + index] ?? 0),
		language: block.language,
	};
}

function membersNamed(target: Target, name: string): readonly Target[] {
	return membersOf(target.code, target.unit)
		.filter(({ declares }) => declares?.name === name)
		.map((unit) => ({ ...target, unit }));
}
