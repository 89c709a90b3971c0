import { performance } from 'node:perf_hooks';
import type { DocumentSymbol } from '../src/core/changes/change.ts';
import { placeBlock } from '../src/core/changes/placeBlock.ts';
import { interleaved, median, rowAgainst } from './samples.ts';
import { printTable } from './table.ts';

const LINES = 20_000;
const SIZES = [5_000, 10_000, 20_000, 40_000];
const ROUNDS = 9;
const LINES_EACH = 10;

/** A document of functions, its symbols, and a block for the one in its middle. */
interface Sample {
	readonly document: string;
	readonly symbols: readonly DocumentSymbol[];
	/** What stands in the middle, as it is. */
	readonly old: string;
	/** The same with two lines changed. */
	readonly block: string;
}

/**
 * Placing a function of ten lines in a document of very many: by its symbol, by search and replace, as a diff, around what it leaves
 * out. Against looking for its text, and against what others do: a window that slides over all lines and takes the likest by edit
 * distance, which is also how wrong places come about.
 */
export async function benchChanges(): Promise<void> {
	const sample = sampleOf(LINES);
	const measures = {
		limit: () => sample.document.indexOf(sample.old),
		symbol: () => bySymbol(sample),
		search: () => bySearch(sample),
		around: () => aroundLeftOut(sample),
		range: () => inRange(sample),
		window: () => likestWindow(sample.document.split('\n'), sample.old.split('\n')),
	};
	const rounds = {
		limit: ROUNDS,
		symbol: ROUNDS,
		search: ROUNDS,
		around: ROUNDS,
		range: ROUNDS,
		window: 3,
	};
	const samples = await interleaved(rounds, async (name) => timed(measures[name]));
	const limit = median(samples.limit);
	printTable(
		`Placing a block in ${LINES.toLocaleString('en')} lines`,
		['what', 'ms', 'of the limit'],
		[
			rowAgainst(limit, 'limit: indexOf of its old text', samples.limit),
			rowAgainst(limit, 'by symbol', samples.symbol),
			rowAgainst(limit, 'search and replace', samples.search),
			rowAgainst(limit, 'around what it leaves out', samples.around),
			rowAgainst(limit, 'in the range asked for', samples.range),
			rowAgainst(limit, 'a sliding window with edit distance', samples.window),
		],
		[
			`${ROUNDS} interleaved rounds, in one process (3 of the window).`,
			`From ${SIZES[0]} to ${SIZES.at(-1)} lines the time goes up with their number to the power of ${powers()}.`,
		],
	);
}

function bySymbol({ document, symbols, block }: Sample): void {
	placeBlock(document, { text: block }, { language: 'typescript', symbols });
}

function bySearch({ document, symbols, old, block }: Sample): void {
	const text = `<<<<<<< SEARCH\n${old}\n=======\n${block}\n>>>>>>> REPLACE`;
	placeBlock(document, { text }, { language: 'typescript', symbols });
}

function aroundLeftOut({ document, symbols, block }: Sample): void {
	const [head = '', ...rest] = block.split('\n');
	const text = [head, '\t// ... existing code ...', ...rest.slice(-3)].join('\n');
	placeBlock(document, { text }, { language: 'typescript', symbols });
}

function inRange(sample: Sample): void {
	const { document, block } = sample;
	placeBlock(document, { text: block }, { language: 'typescript', range: rangeOf(sample) });
}

/** "0.98 by symbol, …" */
function powers(): string {
	const ways = [
		[bySymbol, 'by symbol'],
		[bySearch, 'by search and replace'],
		[aroundLeftOut, 'around what it leaves out'],
		[inRange, 'in the range asked for'],
	] as const;
	return ways.map(([work, name]) => `${exponent(work).toFixed(2)} ${name}`).join(', ');
}

/** By least squares over the logarithms. */
function exponent(work: (sample: Sample) => void): number {
	const points = SIZES.map((size) => {
		const sample = sampleOf(size);
		const times = Array.from({ length: 7 }, () => timed(() => work(sample)));
		return [Math.log(size), Math.log(median(times))] as const;
	});
	const mean = (pick: 0 | 1) => points.reduce((sum, point) => sum + point[pick], 0) / points.length;
	const [x, y] = [mean(0), mean(1)];
	const above = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
	return above / points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}

function sampleOf(lines: number): Sample {
	const count = Math.floor(lines / LINES_EACH);
	const symbols: DocumentSymbol[] = [];
	const parts: string[] = [];
	let at = 0;
	for (let index = 0; index < count; index++) {
		const text = functionOf(index);
		symbols.push({ name: `step${index}`, kind: 'Function', start: at, end: at + text.length });
		parts.push(text, '');
		at += text.length + 2;
	}
	const old = functionOf(Math.floor(count / 2));
	const block = old.replace('total += 1', 'total += 2').replace('return total', 'return total * 2');
	return { document: parts.join('\n'), symbols, old, block };
}

function functionOf(index: number): string {
	return [
		`export function step${index}(items: readonly number[]): number {`,
		'\tlet total = 0;',
		'\tfor (const item of items) {',
		`\t\tif (item > ${index}) {`,
		'\t\t\ttotal += 1;',
		'\t\t}',
		'\t}',
		'\treturn total;',
		'}',
	].join('\n');
}

function rangeOf({ document, old }: Sample): { start: number; end: number } {
	const start = document.indexOf(old);
	return { start, end: start + old.length };
}

/** Where lines are likest to others, by the edit distance of the joined text, line by line. */
function likestWindow(lines: readonly string[], wanted: readonly string[]): number {
	let best = Infinity;
	let place = -1;
	for (let at = 0; at + wanted.length <= lines.length; at++) {
		let distance = 0;
		for (let index = 0; index < wanted.length && distance < best; index++) {
			distance += editDistance(lines[at + index] ?? '', wanted[index] ?? '');
		}
		if (distance < best) {
			best = distance;
			place = at;
		}
	}
	return place;
}

function editDistance(one: string, other: string): number {
	let row = Array.from({ length: other.length + 1 }, (_, index) => index);
	for (let i = 1; i <= one.length; i++) {
		const next = [i];
		for (let j = 1; j <= other.length; j++) {
			const cost = one[i - 1] === other[j - 1] ? 0 : 1;
			next[j] = Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + cost);
		}
		row = next;
	}
	return row[other.length] ?? 0;
}

function timed(action: () => unknown): number {
	const start = performance.now();
	action();
	return performance.now() - start;
}
