import { compareDecimals } from '../../shared/text/decimal.ts';
import type { Unplaced } from '../changes/change.ts';
import { unplacedInWords } from '../changes/unplacedWords.ts';
import type { JudgedCode, JudgedFile } from './judgedCode.ts';

/** A column, as far as columns are ranked. */
export interface RankedColumn {
	readonly code: JudgedCode;
	/** Of its reply; absent where they are not known. */
	readonly tokens?: number;
	/** US dollars as a decimal; absent where it is not known. */
	readonly cost?: string;
}

/**
 * The place of each column from 1 on, in their order; of two that are as good both have the better one. The first is that with the most
 * of its code placed, then the fewest symbols lost, the fewest new problems, the lowest cost, the fewest tokens. What is not known counts
 * for nothing against a column, but a cost or a number of tokens that is known goes before one that is not. A column without code for a
 * document has no place, nor has one that is undefined: it failed, or is not there yet.
 */
export function ranking(columns: readonly (RankedColumn | undefined)[]): (number | undefined)[] {
	const ranked = columns.flatMap((column) => (column && isJudged(column) ? [column] : []));
	return columns.map((column) =>
		column && isJudged(column)
			? 1 + ranked.filter((other) => compared(other, column) < 0).length
			: undefined,
	);
}

function isJudged({ code }: RankedColumn): boolean {
	return code.files.length > 0;
}

/** Negative where the first is the better one. */
function compared(one: RankedColumn, other: RankedColumn): number {
	const counts = [unplacedParts, lostSymbols, newProblems] as const;
	for (const count of counts) {
		const difference = count(one.code) - count(other.code);
		if (difference !== 0) return difference;
	}
	return (
		knownFirst(one.cost, other.cost, compareDecimals) ||
		knownFirst(one.tokens, other.tokens, (a, b) => a - b)
	);
}

function unplacedParts({ files }: JudgedCode): number {
	return sum(files, ({ unplaced }) => unplaced.length);
}

function lostSymbols({ files }: JudgedCode): number {
	return sum(files, (file) => file.lostSymbols?.length ?? 0);
}

/** Fewer than none where some are gone. */
function newProblems({ files }: JudgedCode): number {
	return sum(files, ({ problems }) =>
		problems === undefined ? 0 : problems.after - problems.before,
	);
}

function sum(files: readonly JudgedFile[], count: (file: JudgedFile) => number): number {
	return files.reduce((all, file) => all + count(file), 0);
}

function knownFirst<Value>(
	one: Value | undefined,
	other: Value | undefined,
	compare: (one: Value, other: Value) => number,
): number {
	if (one !== undefined && other !== undefined) return compare(one, other);
	return Number(one === undefined) - Number(other === undefined);
}

/** What became of an answer's code, a sentence for each document: "a.ts: 2 changes, placed cleanly; no symbol lost; problems 3 → 1". */
export function judgedInWords({ files, elsewhere }: JudgedCode): string[] {
	const sentences = files.map(fileInWords);
	if (elsewhere > 0) {
		const blocks = elsewhere === 1 ? '1 code block is' : `${elsewhere} code blocks are`;
		sentences.push(`${blocks} for no file that is attached or named here`);
	}
	return sentences;
}

function fileInWords({ name, changes, unplaced, lostSymbols: lost, problems }: JudgedFile): string {
	const facts = [placedInWords(changes, unplaced), ...unplaced.map(unplacedInWords)];
	if (changes > 0) {
		facts.push(lostInWords(lost));
		facts.push(
			problems === undefined
				? 'problems not known'
				: `problems ${problems.before} → ${problems.after}`,
		);
	}
	return `${name}: ${facts.join('; ')}`;
}

function placedInWords(changes: number, unplaced: readonly Unplaced[]): string {
	if (changes === 0) return unplaced.length > 0 ? 'nothing placed' : 'has this code already';
	const count = `${changes} change${changes === 1 ? '' : 's'}`;
	return unplaced.length > 0 ? `${count} placed` : `${count}, placed cleanly`;
}

function lostInWords(lost: readonly string[] | undefined): string {
	if (lost === undefined) return 'symbols not known';
	if (lost.length === 0) return 'no symbol lost';
	const names = lost.map((name) => `\`${name}\``).join(', ');
	return `${lost.length} symbol${lost.length === 1 ? '' : 's'} lost: ${names}`;
}
