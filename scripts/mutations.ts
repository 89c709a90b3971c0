// `npm run test:mutations -- FOLDER …`: makes one small change after another in the sources of these folders or files (below src/,
// as in `core/chat`) and runs the unit tests that load them. A change that no test notices is printed: it is a line that no test
// holds. Those of mutations/equivalent.ts cannot be noticed and do not count. Without a folder: the changes of mutations/known.ts,
// which once went unnoticed, and of which each must be noticed. The last lines are the scores, of each folder and of all.
// 1: the score is below --minimum, a known change goes unnoticed, or a test notices what is said to be no change.
//   --sample N     that many of each folder's changes, evenly spread
//   --seed S       a whole number; each has another sample, the same one each time; 0 unless told
//   --minimum P    percent of the changes that must be noticed; 0 unless told
//   --jobs J       how many run at once; 2 unless told
import { globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { changedSource } from './mutations/change.ts';
import { Equivalents } from './mutations/equivalent.ts';
import { Killers } from './mutations/killers.ts';
import { KNOWN } from './mutations/known.ts';
import { mutated, mutationsOf } from './mutations/mutators.ts';
import { evenly } from './mutations/sample.ts';
import { Score } from './mutations/score.ts';
import { TestsOf } from './mutations/testsOf.ts';

const root = join(import.meta.dirname, '..');
const sources = join(root, 'src');

interface Mutant {
	readonly name: string;
	/** Its path. */
	readonly file: string;
	/** All of the file's text, with the change. */
	readonly source: string;
}

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		sample: { type: 'string' },
		seed: { type: 'string', default: '0' },
		minimum: { type: 'string' },
		jobs: { type: 'string', default: '2' },
	},
});
const isKnown = positionals.length === 0 || positionals.includes('known');
const groups = isKnown
	? new Map([['known', knownMutants()]])
	: new Map(positionals.flatMap(groupsIn).map(([name, files]) => [name, sampled(name, files)]));
const scores = new Map([...groups.keys()].map((name) => [name, new Score()]));
const total = new Score();
const equivalents = new Equivalents(root);
let isRefuted = false;
await tryAll();
if (scores.size > 1) for (const [name, score] of scores) console.log(`${name}: ${score}`);
console.log(`${total}`);
const minimum = Number(values.minimum ?? (isKnown ? 100 : 0));
if (total.percent < minimum || isRefuted) process.exitCode = 1;

function knownMutants(): Mutant[] {
	return KNOWN.map((known) => ({
		name: `${known.file}: ${known.what}`,
		file: join(sources, known.file),
		source: changedSource(root, known),
	}));
}

/** What is asked for, by folder, each with the paths of its sources: a file is a group of its own. */
function groupsIn(name: string): [string, string[]][] {
	const path = join(sources, name.replace(/^src[\\/]/, ''));
	if (statSync(path).isFile()) return [[relative(sources, path), [path]]];
	const files = globSync('**/*.ts', { cwd: path }).toSorted();
	const byFolder = Map.groupBy(files, (file) => relative(sources, join(path, dirname(file))));
	return [...byFolder].map(([folder, inside]) => [folder, inside.map((file) => join(path, file))]);
}

function sampled(name: string, files: readonly string[]): Mutant[] {
	const all = files.flatMap(mutantsOf);
	const some = evenly(all, Number(values.sample ?? all.length), Number(values.seed));
	if (some.length < all.length) {
		console.log(`${name}: ${some.length} of ${all.length} changes, --seed ${values.seed}`);
	}
	return some;
}

function mutantsOf(file: string): Mutant[] {
	const source = readFileSync(file, 'utf8');
	return mutationsOf(file, source).map((mutation) => {
		const line = source.slice(0, mutation.start).split('\n').length;
		const was = source.slice(mutation.start, mutation.end).replaceAll(/\s+/g, ' ').slice(0, 60);
		return {
			name: `${relative(root, file)}:${line}: ${mutation.what}: ${was}`,
			file,
			source: mutated(source, mutation),
		};
	});
}

/** Runs them all, prints those that survive unexplained, and those that were explained and did not. */
async function tryAll(): Promise<void> {
	const tests = new TestsOf(root);
	using killers = new Killers(root);
	const waiting = [...groups]
		.flatMap(([group, mutants]) => mutants.map((mutant) => ({ group, ...mutant })))
		.values();
	const job = async () => {
		for (const { group, name, file, source } of waiting) {
			const fate = await killers.fate(file, source, tests.of(file));
			const why = equivalents.why(file, source);
			for (const score of [scores.get(group), total]) score?.add(fate, why !== undefined);
			if (fate === 'survived' && why === undefined) console.log(`survived: ${name}`);
			if (fate === 'survived' || why === undefined) continue;
			console.log(`a test notices what was said to be no change (${why}): ${name}`);
			isRefuted = true;
		}
	};
	await Promise.all(Array.from({ length: Number(values.jobs) }, job));
}
