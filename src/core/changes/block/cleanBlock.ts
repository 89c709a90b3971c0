import { languageNamed } from '../../editor/languageNames.ts';
import type { Place } from '../place.ts';
import { isBlank, withoutBlankEnds } from '../text/documentLines.ts';
import { OwnLines } from './ownLines.ts';
import { straightened } from './straighten.ts';

/** A block without what models put around its code. */
export interface CleanBlock {
	readonly lines: readonly string[];
	/** Which line of the block, from 0, each was. */
	readonly origins: readonly number[];
}

const FENCE = /^\s{0,3}(?:```|~~~)/;
const PATH = /^(?:[\w@.~-]+[\\/])*[\w@~-][\w@.~ -]*\.\w{1,12}$/;
const PROSE: ReadonlySet<string> = new Set([
	'markdown',
	'plaintext',
	'restructuredtext',
	'latex',
	'asciidoc',
]);

/** Takes off fences within the fence, names of file and language above the code, numbers before its lines, and words around it. */
export function cleanBlock(all: readonly string[], language: string, place: Place): CleanBlock {
	const { document, language: id } = place;
	const name = id === '' ? language : id;
	const own = new OwnLines(document.lines);
	let { from, to } = withoutBlankEnds(all);
	if (!PROSE.has(name)) {
		({ from, to } = withoutWords(all, from, to, name, own));
		({ from, to } = withoutFence(all, from, to, own));
	} else if (isFenced(all, from, to) && !own.has((all[from] ?? '').trim())) {
		({ from, to } = withoutBlankEnds(all, from + 1, to - 1));
	}
	for (let more = true; more; ) {
		const first = (all[from] ?? '').trim();
		more =
			from < to - 1 && !own.has(first) && (isFileName(first, name) || isLanguageLine(first, name));
		if (more) ({ from, to } = withoutBlankEnds(all, from + 1, to));
	}
	if (!PROSE.has(name)) ({ from, to } = withoutWords(all, from, to, name, own));
	const lines = straightened(withoutNumbers(all.slice(from, to), name, own), name, own);
	return { lines, origins: lines.map((_, index) => from + index) };
}

function isFenced(all: readonly string[], from: number, to: number): boolean {
	return (
		to - from > 1 &&
		FENCE.test(all[from] ?? '') &&
		/^\s{0,3}(?:`{3,}|~{3,})\s*$/.test(all[to - 1] ?? '')
	);
}

/** The one fence in a block of code: what stands around it is no code. */
function withoutFence(all: readonly string[], from: number, to: number, own: OwnLines) {
	const fences: number[] = [];
	for (let line = from; line < to; line++) {
		if (FENCE.test(all[line] ?? '') && !own.has((all[line] ?? '').trim())) fences.push(line);
	}
	const [open, close = to, ...more] = fences;
	if (open === undefined || more.length > 0) return { from, to };
	if (open > from && fences.length === 1) return withoutBlankEnds(all, from, open);
	return withoutBlankEnds(all, open + 1, close);
}

/** `// src/a.ts`, `# a.py`, `<!-- index.html -->`, `File: a.ts`, `**a.ts**`, `a.ts:` */
function isFileName(line: string, language: string): boolean {
	const bare = line
		.replace(/^(?:\/\/|#(?!!)|<!--|\/\*+|--|;+|\*\*|`|%)\s*/, '')
		.replace(/(?:-->|\*{1,2}\/|\*\*:?|`:?|:)$/, '')
		.trim()
		.replace(/^(?:file ?(?:name|path)?|path|in|updated|modified)\s*:?\s+/i, '')
		.replace(/\((?:updated|modified|changed|new|excerpt|partial)\)$/i, '')
		.trim()
		.replace(/^`(.*)`$/, '$1');
	if (!PATH.test(bare) || bare.length > 200) return false;
	const isPath = /[\\/]/.test(bare) || line !== bare;
	// `os.path` alone would be code, and so would a sentence that ends with a name.
	return (
		(isPath ||
			/\.(?:[jt]sx?|py|go|rs|java|kt|rb|php|c|h|cc|cpp|hpp|cs|html?|css|scss|json|ya?ml|md|sh|sql|vue|swift)$/.test(
				bare,
			)) &&
		!(language === 'markdown' && /^#\s/.test(line)) &&
		!/\s/.test(bare.replace(/^.*[\\/]/, ''))
	);
}

function isLanguageLine(line: string, language: string): boolean {
	return (
		/^[A-Za-z][\w+#-]{0,20}$/.test(line) &&
		language !== '' &&
		languageNamed(line) === language &&
		language !== 'plaintext'
	);
}

const NUMBERED = /^\s*(\d{1,6})(?:\s?[|:│]|\t|\.(?=\s)|\s{2}|$)\s?/;

/** Lines without the numbers that stand before all of them, one by one. */
function withoutNumbers(
	lines: readonly string[],
	language: string,
	own: OwnLines,
): readonly string[] {
	if (lines.length < 2 || PROSE.has(language)) return lines;
	let expected: number | undefined;
	for (const line of lines) {
		if (isBlank(line) && expected !== undefined) {
			continue;
		}
		const number = NUMBERED.exec(line)?.[1];
		if (number === undefined || own.has(line.trim())) return lines;
		if (expected !== undefined && Number(number) < expected) return lines;
		if (expected !== undefined && Number(number) > expected + 3) return lines;
		expected = Number(number) + 1;
	}
	const bare = lines.map((line) => {
		const match = /^\s*\d{1,6}(?:\s?[|:│]|\t|\.(?=\s)|(?=\s{2})|$)/.exec(line)?.[0] ?? '';
		return line.slice(match.length);
	});
	// One space stands between sign and code in all of them.
	const spaced = bare.every((line) => line === '' || line.startsWith(' '));
	return spaced ? bare.map((line) => line.slice(1)) : bare;
}

const OPENING =
	/^(?:here(?:'s| is| are)|below is|this is|sure|certainly|of course|the (?:updated|corrected|fixed|modified|new|following)|updated|i(?:'ve| have)|you can|to (?:fix|do)|note|explanation|changes|in this|this (?:code|function|version|change|will|now|should|ensures|implementation))\b/i;

/** Whether a line is a sentence, and can be no code. */
function isSentence(line: string): boolean {
	const text = line.trim();
	if (/^(?:\/\/|#|\/\*|\*|<|--|@|"|'|`)/.test(text) || /[;{}=]$|=>|\(\)|^\w+\s*[=({]/.test(text))
		return false;
	const words = text.split(/\s+/);
	if (words.length < 3)
		return /^(?:explanation|changes|note|notes|output|usage|example)s?:$/i.test(text);
	const isPlain =
		words.filter((word) => /^[\p{L}'’`(][\p{L}\p{N}'’`,.:;!?()_]*$/u.test(word)).length >=
		words.length * 0.8;
	return (
		isPlain &&
		/^(?:[-*]\s+|\d+\.\s+)?\p{Lu}|^i\b/u.test(text) &&
		(/[.:!?]$/.test(text) || OPENING.test(text))
	);
}

/** Sentences before the code, and behind it where a blank line divides them, are none of it. */
function withoutWords(
	all: readonly string[],
	from: number,
	to: number,
	language: string,
	own: OwnLines,
) {
	let first = from;
	const isWords = (line: string) => isSentence(line) && !own.has(line.trim());
	const strict =
		language === 'yaml' ||
		language === 'sql' ||
		language === '' ||
		language === 'dockerfile' ||
		language === 'makefile';
	while (
		first < to &&
		(isBlank(all[first]) ||
			(isWords(all[first] ?? '') && (!strict || OPENING.test((all[first] ?? '').trim()))))
	)
		first++;
	if (first >= to) return { from, to };
	let end = to;
	for (let line = to - 1; line > first; line--) {
		const text = all[line] ?? '';
		if (isBlank(text)) {
			end = line;
			continue;
		}
		const isListed = /^\s{0,3}(?:[-*•]|\d+[.)])\s+\S/.test(text) && !own.has(text.trim());
		if (!(isWords(text) || isListed) || (strict && !OPENING.test(text.trim()))) break;
	}
	const tail = all.slice(end, to).filter((line) => !isBlank(line));
	const isWorded = tail.length > 0 && isWords(tail[0] ?? '');
	return withoutBlankEnds(all, first, isWorded ? end : to);
}
