/**
 * VS Code's globs, as `files.exclude`, `search.exclude` and `applyTo` have them. They are not those of the usual libraries: braces do
 * not nest, a name that begins with a dot is one like any other, a backslash separates as a slash does, and what is not closed is
 * dropped. The same patterns match the same paths as there. It goes through a path once for each piece of the pattern, so that no
 * pattern can take long.
 */

/** Where in a text a piece of a pattern can end, by where it can begin. */
type Piece = (text: string, starts: ReadonlySet<number>) => ReadonlySet<number>;

/** Whether the case of letters counts, as a regular expression is told it. */
type Flags = '' | 'i';

const GLOBSTAR = '**';

const SLASH = one(/[/\\]/);
const NAME = some(one(/[^/\\]/));
/** Any part of a name. */
const STAR = any(one(/[^/\\]/));
/** Folders with the slashes behind them, none of them too. */
const FOLDERS = any(either([SLASH, inTurn([NAME, SLASH])]));
/** The same at the end of a pattern, where a name follows its slash as well. */
const ALL_BELOW = any(either([SLASH, inTurn([NAME, SLASH]), inTurn([SLASH, NAME])]));

/** What tells whether a path is one that a glob means. */
export type GlobMatcher = (path: string) => boolean;

/**
 * Undefined for a pattern that means nothing at all.
 * @param pattern matched against paths with slashes between their parts
 */
export function globMatcher(
	pattern: string,
	{ ignoreCase = false }: { readonly ignoreCase?: boolean } = {},
): GlobMatcher | undefined {
	const trimmed = pattern.trim();
	const plain = ignoreCase ? undefined : anywhere(trimmed);
	if (plain !== undefined) return plain;
	const piece = pieceOf(trimmed, ignoreCase ? 'i' : '');
	return piece && ((path) => piece(path, new Set([0])).has(path.length));
}

/** A matcher for the plain patterns that most settings consist of: some are tested against tens of thousands of paths. */
function anywhere(pattern: string): GlobMatcher | undefined {
	const [, star, name] = /^\*\*\/(\*?)([^*?{}[\]/\\]+)$/.exec(pattern) ?? [];
	if (name === undefined) return undefined;
	// A star stands for no slash, and neither does the name after it.
	if (star === '*') return (path) => path.endsWith(name);
	return (path) =>
		path.endsWith(name) &&
		(path.length === name.length || /[/\\]/.test(path.charAt(path.length - name.length - 1)));
}

/** Cuts a glob at a character wherever that stands outside braces and brackets; an end without anything in it is no part. */
export function splitGlob(pattern: string, at: ',' | '/'): string[] {
	const parts: string[] = [];
	let part = '';
	let inBraces = false;
	let inBrackets = false;
	for (const character of pattern) {
		if (character === at && !inBraces && !inBrackets) {
			parts.push(part);
			part = '';
			continue;
		}
		if (character === '{' || character === '}') inBraces = character === '{';
		if (character === '[' || character === ']') inBrackets = character === '[';
		part += character;
	}
	return part === '' ? parts : [...parts, part];
}

/** Undefined for a pattern that means nothing at all: a range in brackets may run backwards. */
function pieceOf(pattern: string, flags: Flags): Piece | undefined {
	try {
		return pattern === '' ? undefined : pathPiece(pattern, flags);
	} catch (error) {
		if (error instanceof SyntaxError) return undefined;
		throw error;
	}
}

/** @throws SyntaxError for a range that runs backwards */
function pathPiece(pattern: string, flags: Flags): Piece {
	const segments = splitGlob(pattern, '/');
	if (pattern !== '' && segments.every((segment) => segment === GLOBSTAR)) return any(one(/./s));
	const pieces: Piece[] = [];
	for (const [index, segment] of segments.entries()) {
		const isLast = index === segments.length - 1;
		if (segment !== GLOBSTAR) {
			pieces.push(namePiece(segment, flags));
			// A globstar at the end brings its slash along, so that it means the folder itself too.
			const beforeLastGlobstar = index === segments.length - 2 && segments[index + 1] === GLOBSTAR;
			if (!isLast && !beforeLastGlobstar) pieces.push(SLASH);
		} else if (segments[index - 1] !== GLOBSTAR) {
			pieces.push(isLast ? ALL_BELOW : FOLDERS);
		}
	}
	return inTurn(pieces);
}

/** One part of a path; a slash within braces or brackets is still in it. */
function namePiece(segment: string, flags: Flags): Piece {
	const pieces: Piece[] = [];
	let braces: string | undefined;
	let brackets: string | undefined;
	for (const character of segment) {
		if (braces !== undefined && character !== '}') {
			braces += character;
		} else if (brackets !== undefined && (character !== ']' || brackets === '')) {
			brackets += inBrackets(character, brackets === '');
		} else if (character === '{') {
			braces = '';
		} else if (character === '[') {
			brackets = '';
		} else if (character === '}') {
			const choices = splitGlob(braces ?? '', ',');
			pieces.push(
				choices.length === 0
					? inTurn([])
					: either(choices.map((choice) => pathPiece(choice, flags))),
			);
			braces = undefined;
		} else if (character === ']') {
			pieces.push(one(new RegExp(`[${brackets ?? ''}]`, flags)));
			brackets = undefined;
		} else if (character === '?') {
			pieces.push(one(/[^/\\]/));
		} else if (character === '*') {
			pieces.push(STAR);
		} else {
			pieces.push(...character.split('').map((unit) => one(new RegExp(escaped(unit), flags))));
		}
	}
	return inTurn(pieces);
}

/** A character of a set, as a regular expression has it; slashes are never in one. */
function inBrackets(character: string, isFirst: boolean): string {
	if (character === '/') return '';
	if (isFirst && (character === '^' || character === '!')) return '^';
	return escaped(character);
}

function escaped(character: string): string {
	return /[\\{}*+?|^$.[\]()]/.test(character) ? `\\${character}` : character;
}

/** @param means tested against single UTF-16 units */
function one(means: RegExp): Piece {
	return (text, starts) => {
		const ends = new Set<number>();
		for (const start of starts) {
			if (start < text.length && means.test(text.charAt(start))) ends.add(start + 1);
		}
		return ends;
	};
}

function inTurn(pieces: readonly Piece[]): Piece {
	return (text, starts) => pieces.reduce((ends, piece) => piece(text, ends), starts);
}

function either(pieces: readonly Piece[]): Piece {
	return (text, starts) => new Set(pieces.flatMap((piece) => [...piece(text, starts)]));
}

/** Any number of times, none too. */
function any(piece: Piece): Piece {
	return (text, starts) => {
		const all = new Set(starts);
		let fresh: ReadonlySet<number> = starts;
		while (fresh.size > 0) {
			fresh = new Set([...piece(text, fresh)].filter((end) => !all.has(end)));
			for (const end of fresh) all.add(end);
		}
		return all;
	};
}

/** At least once. */
function some(piece: Piece): Piece {
	return inTurn([piece, any(piece)]);
}
