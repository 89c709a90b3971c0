/**
 * VS Code's globs, which are not those of the usual libraries: braces do not nest, a name that begins with a dot is one like any
 * other, a backslash separates as a slash does, and what is not closed is dropped. The same patterns match the same paths as there.
 * It goes through a path once for each piece of the pattern, so that no pattern can take long.
 */

/** Where in a text a piece of a pattern can end, by where it can begin. */
type Piece = (text: string, starts: ReadonlySet<number>) => ReadonlySet<number>;

const GLOBSTAR = '**';

const SLASH = one(/[/\\]/);
const NAME = some(one(/[^/\\]/));
/** Any part of a name. */
const STAR = any(one(/[^/\\]/));
/** Folders with the slashes behind them, none of them too. */
const FOLDERS = any(either([SLASH, inTurn([NAME, SLASH])]));
/** The same at the end of a pattern, where a name follows its slash as well. */
const ALL_BELOW = any(either([SLASH, inTurn([NAME, SLASH]), inTurn([SLASH, NAME])]));

/**
 * Whether a path is one that a glob of VS Code means, in whatever case its letters are.
 * @param path with slashes between its parts
 */
export function globMatches(pattern: string, path: string): boolean {
	const piece = pieceOf(pattern.trim());
	return piece?.(path, new Set([0])).has(path.length) ?? false;
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
function pieceOf(pattern: string): Piece | undefined {
	try {
		return pattern === '' ? undefined : pathPiece(pattern);
	} catch (error) {
		if (error instanceof SyntaxError) return undefined;
		throw error;
	}
}

/** @throws SyntaxError for a range that runs backwards */
function pathPiece(pattern: string): Piece {
	const segments = splitGlob(pattern, '/');
	if (pattern !== '' && segments.every((segment) => segment === GLOBSTAR)) return any(one(/./));
	const pieces: Piece[] = [];
	for (const [index, segment] of segments.entries()) {
		const isLast = index === segments.length - 1;
		if (segment !== GLOBSTAR) {
			pieces.push(namePiece(segment));
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
function namePiece(segment: string): Piece {
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
			pieces.push(choices.length === 0 ? inTurn([]) : either(choices.map(pathPiece)));
			braces = undefined;
		} else if (character === ']') {
			pieces.push(one(new RegExp(`[${brackets ?? ''}]`, 'i')));
			brackets = undefined;
		} else if (character === '?') {
			pieces.push(one(/[^/\\]/));
		} else if (character === '*') {
			pieces.push(STAR);
		} else {
			pieces.push(...character.split('').map((unit) => one(new RegExp(escaped(unit), 'i'))));
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
