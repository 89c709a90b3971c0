import { performance } from 'node:perf_hooks';
import { FileFinder } from '../src/core/references/fileFinder.ts';
import { generatedPaths } from './paths.ts';
import { interleaved, median, rowAgainst } from './samples.ts';
import { printTable } from './table.ts';

const FILES = 50_000;
const ROUNDS = 9;
/** What is typed: a name, a folder and a name, and what is nowhere. */
const TYPED = ['userparser', 'billing/inv', 'xqzjw'];

/**
 * Finding one of very many files after #, key by key, against a filter that only asks each path whether it has what is typed in it.
 * Finding also orders what fits. That the files are known is taken for granted, as it is after the first #.
 */
export async function benchContext(): Promise<void> {
	const paths = generatedPaths(FILES);
	const known = new FileFinder(paths);
	const measures = {
		limit: () => perKey((typed) => paths.filter((path) => path.includes(typed))),
		key: () => perKey((typed) => known.find(typed, 50)),
		first: () => [timed(() => new FileFinder(paths).find('u', 50))],
	};
	const rounds = { limit: ROUNDS, key: ROUNDS, first: ROUNDS };
	const samples = await interleaved(rounds, async (name) => median(measures[name]()));
	const limit = median(samples.limit);
	printTable(
		`# with ${FILES.toLocaleString('en')} files`,
		['what', 'ms', 'of the limit'],
		[
			rowAgainst(limit, 'limit: a plain filter, per key', samples.limit),
			rowAgainst(limit, 'a key', samples.key),
			rowAgainst(limit, 'the first key, with the list made ready', samples.first),
		],
		[
			`${ROUNDS} interleaved rounds, in one process; of each round the median key of ${TYPED.join(', ')}. Going through the disk is VS Code's search, and not in it.`,
		],
	);
}

/** Milliseconds for each key of what is typed. */
function perKey(find: (typed: string) => unknown): number[] {
	return TYPED.flatMap((whole) =>
		Array.from(whole, (_, index) => timed(() => find(whole.slice(0, index + 1)))),
	);
}

function timed(action: () => unknown): number {
	const start = performance.now();
	action();
	return performance.now() - start;
}
