import type { EditScript } from './block/editScript.ts';
import { isIdle } from './block/editScripts.ts';
import { isMarker } from './block/markers.ts';
import { NOTHING, type Outcome, type Place, refused, together } from './place.ts';
import { isBlank, withoutBlankEnds } from './text/documentLines.ts';
import type { Edit } from './text/edits.ts';
import { findLines, type Match } from './text/findLines.ts';
import { fitted } from './text/indentation.ts';

/**
 * Places search and replace blocks, and the hunks of diffs: each where the document has its old lines once. Those of several files are
 * for this document only where all of one file's are found, and not all of another's.
 */
export function placeEdits(place: Place, scripts: readonly EditScript[]): Outcome {
	const outcomes = scripts.map((script) => ({ file: script.file, ...placeScript(place, script) }));
	const files = [...new Set(outcomes.map(({ file }) => file))];
	const whole = files.filter((file) =>
		outcomes.every((outcome) => outcome.file !== file || outcome.unplaced.length === 0),
	);
	if (files.length > 1 && whole.length !== 1) {
		return whole.length === 0 ? refused({ why: 'notFound' }) : withoutOverlaps(outcomes);
	}
	const own = files.length > 1 ? outcomes.filter(({ file }) => file === whole[0]) : outcomes;
	return withoutOverlaps(own);
}

/** Of two that change the same lines the later one has no place. */
function withoutOverlaps(outcomes: readonly Outcome[]): Outcome {
	const taken: Edit[] = [];
	return together(
		outcomes.map((outcome) => {
			const overlaps = outcome.edits.some((edit) =>
				taken.some(
					(other) =>
						(edit.from < other.to && other.from < edit.to) ||
						(edit.from === other.from && edit.to === other.to),
				),
			);
			if (overlaps) return refused({ why: 'notFound' });
			for (const edit of outcome.edits) taken.push(edit);
			return outcome;
		}),
	);
}

function placeScript(place: Place, script: EditScript): Outcome {
	if (script.isOpen) return refused({ why: 'incomplete' });
	if (isIdle(script)) return NOTHING;
	const { lines: document } = place.document;
	if (document.every(isBlank) && script.old.every(isBlank)) {
		return {
			edits: [{ from: 0, to: document.length, lines: [...script.lines, ''], how: 'exact' }],
			unplaced: [],
		};
	}
	const all = [script, ...script.others];
	if (!script.isDivided) {
		return (
			first(all.map((reading) => () => ofReading(place, reading, script.isSearch))) ??
			refused({ why: 'notFound' })
		);
	}
	// Where several lines could divide the old from the new, as an underline can, both have as many of them.
	const found = all.filter((reading) => ofReading(place, reading, script.isSearch) !== undefined);
	const even = found.filter(({ old, lines }) => middlesIn(old) === middlesIn(lines));
	const [only, ...more] = found.length > 1 ? even : found;
	const outcome = only && more.length === 0 ? ofReading(place, only, script.isSearch) : undefined;
	return outcome ?? refused({ why: 'notFound' });
}

type Reading = Pick<EditScript, 'old' | 'lines'>;

function ofReading(place: Place, reading: Reading, isSearch: boolean): Outcome | undefined {
	return (
		placeReading(place, reading, isSearch) ??
		placeReading(place, withoutSharedBlanks(reading), isSearch)
	);
}

function first(attempts: readonly (() => Outcome | undefined)[]): Outcome | undefined {
	for (const attempt of attempts) {
		const outcome = attempt();
		if (outcome !== undefined) return outcome;
	}
	return undefined;
}

function middlesIn(lines: readonly string[]): number {
	return lines.filter((line) => /^={5,9}$/.test(line.trim())).length;
}

/** Blank lines at the ends may be missing in the document. */
function withoutSharedBlanks({ old, lines }: Reading): Reading {
	const inner = withoutBlankEnds(old);
	const above = inner.from;
	const below = old.length - inner.to;
	const own = withoutBlankEnds(lines);
	return {
		old: old.slice(inner.from, inner.to),
		lines: lines.slice(
			Math.min(above, own.from),
			Math.max(own.to, lines.length - Math.min(below, lines.length - own.to)),
		),
	};
}

function placeReading(
	place: Place,
	{ old, lines }: Reading,
	isSearch: boolean,
): Outcome | undefined {
	const { document, language } = place;
	if (old.every(isBlank)) return undefined;
	const matches = findLines(document.lines, old);
	const [match] = matches;
	if (matches.length > 1) return severalPlaces(matches.map(({ at }) => at));
	if (match !== undefined) return replacing(place, old, lines, match);
	const isLeftOut = (line: string) => isMarker(line, language);
	if (old.some(isLeftOut)) return aroundMarkers(place, old, lines, isLeftOut);
	return relevelled(place, old, lines) ?? (isSearch ? withinLine(place, old, lines) : undefined);
}

function severalPlaces(places: readonly number[]): Outcome {
	return refused({ why: 'ambiguous', places: places.map((place) => place + 1) });
}

function replacing(
	{ document }: Place,
	old: readonly string[],
	lines: readonly string[],
	{ at, shift }: Match,
): Outcome | undefined {
	const moved = shift === undefined ? [...lines] : shift(lines);
	if (moved === undefined) return undefined;
	// White space at the ends of lines that stay is the document's.
	const ends = new Map(old.map((line, index) => [line, document.lines[at + index] ?? line]));
	const own = shift === undefined ? moved.map((line) => ends.get(line) ?? line) : moved;
	const how = shift === undefined ? 'exact' : 'reindented';
	return { edits: [{ from: at, to: at + old.length, lines: own, how }], unplaced: [] };
}

/** Lines whose levels have another width, or tabs for spaces, than the document's. */
function relevelled(
	place: Place,
	old: readonly string[],
	lines: readonly string[],
): Outcome | undefined {
	const { document, style, language } = place;
	const first = old.findIndex((line) => !isBlank(line));
	const start = (old[first] ?? '').trim();
	const found: { at: number; lines: string[] }[] = [];
	for (const [line, text] of document.lines.entries()) {
		if (text.trim() !== start) continue;
		const at = line - first;
		const isThere = old.every((one, index) => one.trim() === document.lines[at + index]?.trim());
		if (at < 0 || !isThere) continue;
		const blanks = text.slice(0, text.length - text.trimStart().length);
		const both = fitted([...old, ...lines], blanks, style, language);
		const fits = old.every(
			(_, index) => both[index]?.trimEnd() === document.lines[at + index]?.trimEnd(),
		);
		found.push({ at, lines: fits ? both.slice(old.length) : [] });
		if (!fits) found.push({ at, lines: [] });
	}
	const [only, ...more] = found;
	if (only === undefined) return undefined;
	if (new Set(found.map(({ at }) => at)).size > 1) return severalPlaces(found.map(({ at }) => at));
	if (more.length > 0) return undefined;
	return {
		edits: [{ from: only.at, to: only.at + old.length, lines: only.lines, how: 'reindented' }],
		unplaced: [],
	};
}

/** A part of one line that the document has once. */
function withinLine(
	{ document }: Place,
	old: readonly string[],
	lines: readonly string[],
): Outcome | undefined {
	const [piece = '', ...more] = old;
	const wanted = piece.trim();
	if (more.length > 0 || lines.length !== 1 || wanted.length < 3) return undefined;
	const found = document.lines.flatMap((line, index) => {
		const at = line.indexOf(wanted);
		if (at < 0) return [];
		return line.indexOf(wanted, at + 1) < 0
			? [{ index, at }]
			: [
					{ index, at },
					{ index, at },
				];
	});
	const [only, ...others] = found;
	if (only === undefined) return undefined;
	if (others.length > 0) return severalPlaces([...new Set(found.map(({ index }) => index))]);
	const line = document.lines[only.index] ?? '';
	const before = line.slice(0, only.at);
	const behind = line.slice(only.at + wanted.length);
	const isWord = (one: string, other: string) =>
		/[\p{L}\p{N}_$]$/u.test(one) && /^[\p{L}\p{N}_$]/u.test(other);
	if (isWord(before, wanted)) return undefined;
	// It is a whole expression, and no beginning of one.
	if (before.trim() === '' || !/^\s*(?:[;,)\]}]|$)/.test(behind)) return undefined;
	const own = before + (lines[0] ?? '').trim() + behind;
	return {
		edits: [{ from: only.index, to: only.index + 1, lines: [own], how: 'exact' }],
		unplaced: [],
	};
}

/** Old lines and new ones that leave out the same: each part between two markers is looked for by itself, below the one before. */
function aroundMarkers(
	place: Place,
	old: readonly string[],
	lines: readonly string[],
	isLeftOut: (line: string) => boolean,
): Outcome {
	const left = refused({
		why: 'placeholders',
		lines: old.flatMap((line, index) => (isLeftOut(line) ? [index + 1] : [])),
	});
	const olds = divided(old, isLeftOut);
	const news = divided(lines, isLeftOut);
	if (olds.length !== news.length) return left;
	const edits: Edit[] = [];
	let cursor = 0;
	for (const [index, part] of olds.entries()) {
		const own = news[index] ?? [];
		if (part.every(isBlank)) {
			if (!own.every(isBlank)) return left;
			continue;
		}
		const [match, ...more] = findLines(place.document.lines, part);
		if (match === undefined || match.at < cursor) return left;
		if (more.length > 0) return severalPlaces([match, ...more].map(({ at }) => at));
		const outcome = replacing(place, part, own, match);
		if (outcome === undefined) return left;
		for (const edit of outcome.edits) edits.push({ ...edit, how: 'elision' });
		cursor = match.at + part.length;
	}
	return { edits, unplaced: [] };
}

function divided(lines: readonly string[], divides: (line: string) => boolean): string[][] {
	const parts: string[][] = [[]];
	for (const line of lines) {
		if (divides(line)) parts.push([]);
		else parts.at(-1)?.push(line);
	}
	return parts.map((part) => {
		const { from, to } = withoutBlankEnds(part);
		return part.slice(from, to);
	});
}
