import { hiddenIn, type Reading } from '../../shared/text/hiddenCharacters.ts';
import { type FoundSecret, HIDDEN } from './foundSecret.ts';

/** Has no width, other than fillers. Two in a row join nothing: texts are spelled with them that only a model reads. */
const WITHOUT_WIDTH = /(?![\u115f\u1160\u3164\uffa0])\p{Default_Ignorable_Code_Point}/u;

/** Stands beside others of its kind in texts of two directions. */
const DIRECTION_MARKS = /[\u061c\u200e\u200f]/g;

/** In a text of two directions hardly more follow each other. */
const MOST_MARKS = 3;

/** Characters that are hidden, in UTF-16 code units. */
interface HiddenRun {
	readonly start: number;
	readonly end: number;
	/** One without width, as other signs are written with. */
	readonly isAlone: boolean;
}

/**
 * What is hidden in a text beside the secrets in it: within one it belongs to that. A character alone is taken with the one before it, or
 * behind it: what goes out in the place of that is put there in all of the chat, where others are written with it.
 * @param secrets disjoint, in the order of the text
 * @param reading as what it is read
 */
export function hiddenBeside(
	secrets: readonly FoundSecret[],
	text: string,
	reading: Reading,
): FoundSecret[] {
	let next = 0;
	return hiddenRuns(text, reading).flatMap(({ start, end, isAlone }) => {
		while ((secrets[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next++;
		const [before, behind] = [secrets[next - 1], secrets[next]];
		if (behind !== undefined && behind.start < end) return [];
		const earliest = before?.end ?? 0;
		const from = isAlone ? Math.max(earliest, start - lengthBefore(text, start)) : start;
		const latest = behind?.start ?? text.length;
		const to = from === start && isAlone ? Math.min(latest, end + lengthAt(text, end)) : end;
		return [{ kind: HIDDEN, start: from, end: to, text: text.slice(from, to) }];
	});
}

/** Those that follow each other are one run. In prose, one without width alone is how emoji and many languages are written. */
function hiddenRuns(text: string, reading: Reading): HiddenRun[] {
	const runs: { start: number; end: number }[] = [];
	for (const { index, character } of hiddenIn(text, 'code')) {
		if (reading === 'text' && !isUnseen(character)) continue;
		const end = index + character.length;
		const last = runs.at(-1);
		if (last?.end === index) last.end = end;
		else runs.push({ start: index, end });
	}
	return runs.flatMap(({ start, end }) => {
		const run = text.slice(start, end);
		const isAlone = run.replace(DIRECTION_MARKS, '').length < 2 && !hasHarmful(run);
		if (isAlone && reading === 'text' && run.length <= MOST_MARKS) return [];
		// By it some files begin, which is to say how they are written.
		if (start === 0 && run === '\ufeff') return [];
		return [{ start, end, isAlone }];
	});
}

function isUnseen(character: string): boolean {
	return WITHOUT_WIDTH.test(character) || hasHarmful(character);
}

/** Whether one of some hidden characters is so in prose as well, whatever stands beside it. */
function hasHarmful(run: string): boolean {
	return !hiddenIn(run, 'text').next().done;
}

/** Of the character before a place, in UTF-16 code units; 0 at the beginning. */
function lengthBefore(text: string, at: number): number {
	return (text.codePointAt(at - 2) ?? 0) > 0xffff ? 2 : Math.min(1, at);
}

/** Of the character at a place, in UTF-16 code units; 0 at the end. */
function lengthAt(text: string, at: number): number {
	const point = text.codePointAt(at);
	return point === undefined ? 0 : String.fromCodePoint(point).length;
}
