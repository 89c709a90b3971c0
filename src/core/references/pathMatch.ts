/** A path as it is compared with what is typed, with letters and their accents in one (NFC). */
export interface MatchedPath {
	readonly path: string;
	/** In small letters, as long as the path. */
	readonly lower: string;
	/** Where its last name begins. */
	readonly nameAt: number;
	/** The letters and digits that it has, a bit for each. */
	readonly letters: number;
}

/** What is typed, in the parts that blanks leave. */
export interface PathQuery {
	/** In small letters, with slashes. */
	readonly text: string;
	readonly parts: readonly string[];
	readonly letters: number;
}

/** How far a match in the name stands above one that needs the folders. */
const IN_NAME = 1_000_000;
/** How far a part of the path in one piece stands above scattered letters. */
const IN_ONE_PIECE = 500_000;

const WHOLE_NAME = 40_000;
const NAME_START = 20_000;

/** What a letter counts, by where it stands. */
const LETTER = 16;
const FIRST = 24;
const WORD_START = 20;
const NEXT = 24;
/** The most that a letter of a scattered match can count. */
const MOST_SCATTERED = LETTER + FIRST + NEXT;

/** What counts for pieces of a path, and is taken away again for each. */
const PIECES = 100;
const PIECE = 10;

/** Says that something better is there already, and so nobody has looked whether a path fits. */
export const MAYBE = -1;

export function matchedPath(named: string): MatchedPath {
	const path = named.normalize();
	const lower = inSmall(path);
	return { path, lower, nameAt: path.lastIndexOf('/') + 1, letters: lettersOf(lower) };
}

export function pathQuery(typed: string): PathQuery {
	const text = inSmall(typed.normalize()).replaceAll('\\', '/').trim();
	const parts = text.split(/\s+/).filter((part) => part !== '');
	return { text, parts, letters: lettersOf(parts.join('')) };
}

/** In small letters, but for those that are longer in small. */
function inSmall(text: string): string {
	const small = text.toLowerCase();
	if (small.length === text.length) return small;
	return text.replace(/./gsu, (char) => {
		const lower = char.toLowerCase();
		return lower.length === char.length ? lower : char;
	});
}

/** A bit for each letter and digit, and one for all other characters. */
function lettersOf(lower: string): number {
	let letters = 0;
	for (let at = 0; at < lower.length; at++) {
		const code = lower.charCodeAt(at);
		if (code >= 97 && code <= 122) letters |= 1 << (code - 97);
		else if (code >= 48 && code <= 57) letters |= 1 << (26 + ((code - 48) >> 1));
		// Others, slashes above all, are in nearly every path.
	}
	return letters;
}

/**
 * How well a path fits what is typed, all of its parts in any order; 0 where it does not. In the name counts most, in one piece or
 * letter after letter from the start of a word on; then a piece of the path; then several pieces of it, each from the start of a
 * word on. Letters anywhere are no match: what is typed may be no name at all.
 *
 * @param floor what cannot come above it is not looked at closer
 * @returns MAYBE for what cannot come above the floor, whether it fits or not
 */
export function scoreOf(query: PathQuery, target: MatchedPath, floor = 0): number {
	if ((query.letters & target.letters) !== query.letters) return 0;
	const [only = ''] = query.parts;
	if (query.parts.length === 1) return scoreOfPart(only, target, floor);
	let least = Number.POSITIVE_INFINITY;
	let sum = 0;
	for (const part of query.parts) {
		const score = scoreOfPart(part, target, 0);
		if (score === 0) return 0;
		least = Math.min(least, score);
		sum += score % IN_ONE_PIECE;
	}
	// The worst part says where the whole belongs.
	return least - (least % IN_ONE_PIECE) + Math.min(sum / query.parts.length, IN_ONE_PIECE - 1);
}

function scoreOfPart(part: string, target: MatchedPath, floor: number): number {
	const { lower, nameAt } = target;
	if (!part.includes('/')) {
		const at = lower.indexOf(part, nameAt);
		if (at === nameAt) {
			const end = nameAt + part.length;
			const whole = end === lower.length || lower.indexOf('.', end) === end;
			return IN_NAME + NAME_START + (whole ? WHOLE_NAME : 0) + part.length * NEXT;
		}
		if (floor >= IN_NAME + part.length * MOST_SCATTERED) return MAYBE;
		if (at > nameAt || isScattered(part, target)) return IN_NAME + scattered(part, target);
	}
	return floor >= IN_NAME ? MAYBE : inPath(part, target, floor);
}

/** Whether the name has the letters in their order, the first at the start of a word. */
function isScattered(part: string, { path, lower, nameAt }: MatchedPath): boolean {
	let from = nameAt - 1;
	do {
		from = lower.indexOf(part.charAt(0), from + 1);
		if (from < 0) return false;
	} while (!isWordStart(path, nameAt, from));
	for (let index = 1; index < part.length; index++) {
		from = lower.indexOf(part.charAt(index), from + 1);
		if (from < 0) return false;
	}
	return true;
}

/** Of the letters up to now, with the last at this place of the name. Longer names are compared up to here. */
const best = new Int32Array(256);

/** The best way to find the letters in the name, each after the one before. */
function scattered(part: string, { path, lower, nameAt }: MatchedPath): number {
	const length = Math.min(lower.length - nameAt, best.length);
	best.fill(0, 0, length);
	let most = 0;
	for (let index = 0; index < part.length; index++) {
		const code = part.charCodeAt(index);
		let before = index === 0 ? 1 : 0;
		let previous = 0;
		most = 0;
		for (let at = 0; at < length; at++) {
			const atBefore = best[at] ?? 0;
			let score = 0;
			if (before > 0 && lower.charCodeAt(nameAt + at) === code) {
				const inRow = previous > 0 ? previous + NEXT : 0;
				score = Math.max(before, inRow) + LETTER + placeBonus(path, nameAt, nameAt + at);
				if (score > most) most = score;
			}
			best[at] = score;
			if (atBefore > before) before = atBefore;
			previous = atBefore;
		}
	}
	return Math.max(most, LETTER);
}

function placeBonus(path: string, start: number, at: number): number {
	if (at === start) return FIRST;
	return isWordStart(path, start, at) ? WORD_START : 0;
}

/** Whether a word begins here: after a sign, with a capital or with a number. */
function isWordStart(path: string, start: number, at: number): boolean {
	if (at === start) return true;
	const before = path.charCodeAt(at - 1);
	if (isSeparator(before)) return true;
	const code = path.charCodeAt(at);
	return (isCapital(code) && !isCapital(before)) || (isNumber(code) && !isNumber(before));
}

/** What stands between words: / - _ . and blank */
function isSeparator(code: number): boolean {
	return code === 47 || code === 45 || code === 95 || code === 46 || code === 32;
}

function isCapital(code: number): boolean {
	return code >= 65 && code <= 90;
}

function isNumber(code: number): boolean {
	return code >= 48 && code <= 57;
}

function inPath(part: string, target: MatchedPath, floor: number): number {
	const { lower, nameAt } = target;
	// The last place is the nearest to the name.
	const at = lower.lastIndexOf(part);
	if (at < 0) {
		// One piece is none of several.
		const most = part.length * LETTER + PIECES - 2 * PIECE;
		return floor >= most ? MAYBE : inPieces(part, target);
	}
	const atStart = at === 0 || isSeparator(lower.charCodeAt(at - 1));
	const near = Math.max(0, 200 - Math.max(0, nameAt - at));
	return IN_ONE_PIECE + (atStart ? 400 : 0) + near + part.length * LETTER;
}

/** The longest part that is looked for in pieces. */
const LONGEST = 255;

/** By how many letters are found: where the last of their pieces ends at the earliest, and how many pieces they are. */
const ends = new Int32Array(LONGEST + 1);
const counts = new Int32Array(LONGEST + 1);

/** More for fewer pieces; 0 where the path has not all letters in pieces that begin words. */
function inPieces(part: string, { path, lower }: MatchedPath): number {
	const { length } = part;
	if (length > LONGEST) return 0;
	const none = lower.length + 1;
	ends.fill(none, 0, length + 1);
	ends[0] = 0;
	counts[0] = 0;
	for (let done = 0; done < length; done++) {
		const letter = part.charAt(done);
		const count = counts[done] ?? 0;
		let start = lower.indexOf(letter, ends[done]);
		for (; start >= 0; start = lower.indexOf(letter, start + 1)) {
			if (letter !== '/' && !isWordStart(path, 0, start)) continue;
			for (let more = 1; done + more <= length; more++) {
				if (start + more < (ends[done + more] ?? 0)) {
					ends[done + more] = start + more;
					counts[done + more] = count + 1;
				}
				if (lower.charCodeAt(start + more) !== part.charCodeAt(done + more)) break;
			}
		}
		// Nothing leads on: each further piece would begin behind one that there is not.
		if (ends[done + 1] === none && !reaches(done + 2, length, none)) return 0;
	}
	if (ends[length] === none) return 0;
	return length * LETTER + Math.max(0, PIECES - PIECE * (counts[length] ?? 0));
}

/** Whether any number of letters from here on is found. */
function reaches(from: number, length: number, none: number): boolean {
	for (let count = from; count <= length; count++) if (ends[count] !== none) return true;
	return false;
}

/** Whether a path fits what is typed in its name, or in one piece: not only in pieces of its folders. */
export function fitsWell(query: PathQuery, target: MatchedPath): boolean {
	return query.parts.length > 0 && scoreOf(query, target) >= IN_ONE_PIECE;
}
