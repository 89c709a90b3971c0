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

/** Above all that letters in their order can come to, wherever they stand in a name. */
function mostScattered(part: string): number {
	return part.length * (LETTER + NEXT + FIRST);
}

/**
 * How well a path fits what is typed, all of its parts in any order; 0 where it does not. In the name counts most, then a piece
 * of the path, then letters anywhere in their order; starts of words and letters in a row count more.
 *
 * @param floor nobody asks for the exact score of what is not above it: then it may be any that is not either, but 0
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
		if (at > nameAt || hasInOrder(part, lower, nameAt)) {
			const enough = floor >= IN_NAME + mostScattered(part);
			return IN_NAME + (enough ? LETTER : scattered(part, target));
		}
	}
	if (floor >= IN_NAME) return hasInOrder(part, lower, 0) ? LETTER : 0;
	return inPath(part, target);
}

function hasInOrder(part: string, lower: string, start: number): boolean {
	let from = start;
	for (let index = 0; index < part.length; index++) {
		from = lower.indexOf(part.charAt(index), from) + 1;
		if (from === 0) return false;
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
	const before = path.charCodeAt(at - 1);
	if (isSeparator(before)) return WORD_START;
	const code = path.charCodeAt(at);
	const isHump = code >= 65 && code <= 90 && !(before >= 65 && before <= 90);
	const isNumber = code >= 48 && code <= 57 && !(before >= 48 && before <= 57);
	return isHump || isNumber ? WORD_START : 0;
}

/** What stands between words: / - _ . and blank */
function isSeparator(code: number): boolean {
	return code === 47 || code === 45 || code === 95 || code === 46 || code === 32;
}

function inPath(part: string, { lower, nameAt }: MatchedPath): number {
	// The last place is the nearest to the name.
	const at = lower.lastIndexOf(part);
	if (at >= 0) {
		const atStart = at === 0 || isSeparator(lower.charCodeAt(at - 1));
		const near = Math.max(0, 200 - (nameAt - at));
		return IN_ONE_PIECE + (atStart ? 400 : 0) + near + part.length * LETTER;
	}
	let score = 1;
	let next = lower.length;
	for (let index = part.length - 1; index >= 0; index--) {
		const found = next === 0 ? -1 : lower.lastIndexOf(part.charAt(index), next - 1);
		if (found < 0) return 0;
		score += LETTER;
		if (found === next - 1 && index < part.length - 1) score += NEXT;
		if (found === 0 || isSeparator(lower.charCodeAt(found - 1))) score += WORD_START;
		next = found;
	}
	return score;
}

/** Whether a path fits what is typed in its name, or in one piece: not only by letters here and there in its folders. */
export function fitsWell(query: PathQuery, target: MatchedPath): boolean {
	return query.parts.length > 0 && scoreOf(query, target) >= IN_ONE_PIECE;
}
