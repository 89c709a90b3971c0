import type { BlockCode } from './block/blockCode.ts';
import { type Outcome, type Place, refused } from './place.ts';
import { hollowLines, lostUnits } from './placeUnit.ts';
import { headingsIn } from './symbols/headings.ts';
import { type Code, codeOf } from './symbols/items.ts';
import { membersOf, shown, type Unit, unitsOf } from './symbols/units.ts';
import { isBlank, withoutBlankEnds } from './text/documentLines.ts';
import { fitted, indentStyleOf } from './text/indentation.ts';

/** A block of less than this share of a document's lines is not all of it. */
const LEAST_SHARE = 0.25;

/** What a whole text consists of. */
interface Outline {
	/** Where its code begins: the first line that is no comment. */
	readonly first: number;
	/** Lines before what it declares first: imports and the like. */
	readonly head: ReadonlySet<string>;
	readonly names: readonly string[];
	/** What it declares is more than values, which statements declare as well. */
	readonly isTelling: boolean;
	/** How many statements stand behind the first declaration that declare nothing. */
	readonly statements: number;
	readonly code?: Code;
	readonly units: readonly Unit[];
}

/**
 * A block that is the whole document anew. That it is has to be shown: it begins as the document does, and it declares all that the
 * document declares. Undefined where nothing says that it is meant to be the whole document.
 */
export function placeWhole(place: Place, block: BlockCode): Outcome | undefined {
	const { document, language, style } = place;
	const lines = block.raw;
	if (lines.length < document.lines.length * LEAST_SHARE || block.markers.length > 0) {
		return undefined;
	}
	const own = outlineOf(lines, language);
	if (own.code?.open !== undefined || own.units.some(({ isOpen }) => isOpen)) return undefined;
	const old = outlineOf(document.lines, language);
	if (old.first < 0 || own.first < 0 || !old.isTelling) return undefined;
	const begins = document.lines[old.first]?.trim() === lines[own.first]?.trim();
	const isObject = old.code?.family === 'json' && begins;
	const hasHead = isObject || [...old.head].some((line) => own.head.has(line));
	if (!begins && !hasHead) return undefined;
	const lost = missing(old.names, own.names);
	// One of several versions of a declaration is too many.
	if (missing(own.names, old.names).some((name) => old.names.includes(name))) return undefined;
	if (lost.length > 0) {
		const isMost = lost.length < old.names.length / 2;
		return hasHead && isMost ? refused({ why: 'losesSymbols', names: lost }) : undefined;
	}
	// Statements have no names: fewer of them than before are a loss, and more may be an example.
	if (own.statements < old.statements) return undefined;
	if (!hasHead && own.statements > old.statements) return undefined;
	const hollow = hollowUnits(block, own, old);
	if (hollow.length > 0) return refused({ why: 'placeholders', lines: hollow });
	const members = lostMembers(old, own);
	if (members.length > 0) return refused({ why: 'losesSymbols', names: members });
	// A head of comments, such as a licence, that the block has left out stays.
	const inner = withoutBlankEnds(lines);
	const outer = withoutBlankEnds(document.lines);
	const from = inner.from === own.first ? old.first : outer.from;
	const wanted = lines.slice(inner.from, inner.to);
	const ownStyle = indentStyleOf(wanted, style.tabSize);
	const fits =
		ownStyle.insertSpaces === style.insertSpaces &&
		(ownStyle.tabSize === style.tabSize || !style.insertSpaces);
	const text = fits ? wanted : fitted(wanted, '', style, block.language);
	return { edits: [{ from, to: outer.to, lines: text, how: 'exact' }], unplaced: [] };
}

/** The names of one list that another has not, or not as often. */
function missing(names: readonly string[], others: readonly string[]): string[] {
	const counts = new Map<string, number>();
	for (const name of others) counts.set(name, (counts.get(name) ?? 0) + 1);
	return names.filter((name) => {
		const left = counts.get(name) ?? 0;
		counts.set(name, left - 1);
		return left <= 0;
	});
}

function hollowUnits(block: BlockCode, own: Outline, old: Outline): number[] {
	const { code } = old;
	if (code === undefined) return [];
	return own.units.flatMap((unit) => {
		const other = old.units.find(({ declares }) => declares?.name === unit.declares?.name);
		return other?.declares === undefined
			? []
			: hollowLines(block, unit, { code, unit: other, at: 0 });
	});
}

function lostMembers(old: Outline, own: Outline): string[] {
	const { code: oldCode } = old;
	const { code } = own;
	if (code === undefined || oldCode === undefined) return [];
	return old.units.flatMap((unit) => {
		if (unit.declares?.group !== 'type') return [];
		const { name } = unit.declares;
		const others = own.units.filter(({ declares }) => declares?.name === name);
		return lostUnits(
			others.flatMap((other) => membersOf(code, other)),
			membersOf(oldCode, unit),
		);
	});
}

function outlineOf(lines: readonly string[], language: string): Outline {
	const code = codeOf(lines, language);
	if (code.id === 'markdown') {
		const first = lines.findIndex((line) => !isBlank(line));
		const names = headingsIn(lines).map(({ name, level }) => `${'#'.repeat(level)} ${name}`);
		return { first, head: new Set(), names, isTelling: names.length > 0, statements: 0, units: [] };
	}
	if (code.family === 'none') return outlineOfLines(lines, code);
	const units = unitsOf(code);
	const isData = /^(?:json|yaml|css)$/.test(code.family);
	const first = units.find(({ isComment }) => !isComment)?.head ?? -1;
	const declared = units.findIndex(({ declares }) => declares !== undefined);
	const head = units
		.slice(0, Math.max(0, declared))
		.filter(({ isComment }) => !isComment)
		.flatMap((unit) => lines.slice(unit.head, unit.to).map((line) => line.trim()));
	return {
		first: code.family === 'json' ? lines.findIndex((line) => !isBlank(line)) : first,
		head: new Set(head),
		names: units.flatMap(({ declares }) => (declares === undefined ? [] : [shown(declares)])),
		isTelling: isData || units.some(({ declares }) => declares && declares.group !== 'value'),
		statements: isData
			? 0
			: units.filter(
					({ declares, isComment }, index) =>
						index > declared && declares === undefined && !isComment,
				).length,
		code,
		units,
	};
}

/** Where nothing is known of a language: what stands at the left edge, and in markup what has an id. */
function outlineOfLines(lines: readonly string[], code: Code): Outline {
	const first = lines.findIndex((line) => !isBlank(line));
	const filled = lines.filter((line) => !isBlank(line)).length;
	const isPage = /^\s*<(?:!doctype|html|[?]xml)\b/i.test(lines[first] ?? '');
	const edge = lines.filter((line) => /^[^\s})\]]/.test(line)).map((line) => line.trim());
	const ids = lines.flatMap((line) =>
		[...line.matchAll(/\sid="([^"]{1,200})"|\bfunction ([\w$]{1,200})/g)].map(
			([, id, name]) => id ?? `${name}()`,
		),
	);
	return {
		first,
		head: new Set(),
		names: [...edge, ...ids],
		// The first line and the last one alone would tell nothing.
		isTelling: isPage || (edge.length > 2 && edge.length > filled / 2),
		statements: 0,
		units: [],
		code,
	};
}
