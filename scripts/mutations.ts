// `npm run test:mutations -- FOLDER …`: makes one small change after another in the sources of these folders or files (below src/,
// as in `core/chat`) and runs the unit tests that load them. A change that no test notices is printed: it is a line that no test
// holds. Without a folder: the changes of mutations/known.ts, which once went unnoticed, and of which each must be noticed.
// The last line is the score. 1: the score is below --minimum, or a known change goes unnoticed.
//   --limit N      that many of the changes, drawn by chance
//   --seed S       draws the same ones again
//   --minimum P    percent of the changes that must be noticed; 0 unless told
//   --jobs J       how many run at once; 2 unless told
import { globSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { type Fate, Killers } from './mutations/killers.ts';
import { KNOWN, knownSource } from './mutations/known.ts';
import { mutated, mutationsOf } from './mutations/mutators.ts';
import { drawn } from './mutations/sample.ts';
import { TestsOf } from './mutations/testsOf.ts';

const root = join(import.meta.dirname, '..');

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
		limit: { type: 'string' },
		seed: { type: 'string', default: String(Date.now() % 1_000_000) },
		minimum: { type: 'string' },
		jobs: { type: 'string', default: '2' },
	},
});
const isKnown = positionals.length === 0 || positionals.includes('known');
const all = isKnown ? knownMutants() : positionals.flatMap(sourcesIn).flatMap(mutantsOf);
const limit = Number(values.limit ?? all.length);
const mutants = drawn(all, limit, Number(values.seed));
if (mutants.length < all.length) {
	console.log(`${mutants.length} of ${all.length} changes, drawn with --seed ${values.seed}`);
}
const fates = await fatesOf(mutants);
const noticed = mutants.length - (fates.get('survived') ?? 0);
const score = mutants.length === 0 ? 100 : (100 * noticed) / mutants.length;
console.log(
	`${noticed} of ${mutants.length} changes were noticed (${fates.get('timed out') ?? 0} by never coming to an end): ${score.toFixed(1)} %`,
);
if (score < Number(values.minimum ?? (isKnown ? 100 : 0))) process.exitCode = 1;

function knownMutants(): Mutant[] {
	return KNOWN.map((known) => ({
		name: `${known.file}: ${known.what}`,
		file: join(root, 'src', known.file),
		source: knownSource(root, known),
	}));
}

/** The sources that a folder below src/ has, or a file there. */
function sourcesIn(name: string): string[] {
	const path = join(root, 'src', name.replace(/^src[\\/]/, ''));
	return statSync(path).isFile()
		? [path]
		: globSync('**/*.ts', { cwd: path }).map((file) => join(path, file));
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

/** Runs them all and prints those that survive; how many met which fate. */
async function fatesOf(mutants: readonly Mutant[]): Promise<Map<Fate, number>> {
	const counts = new Map<Fate, number>();
	const tests = new TestsOf(root);
	using killers = new Killers(root);
	const waiting = mutants.values();
	const job = async () => {
		for (const { name, file, source } of waiting) {
			const fate = await killers.fate(file, source, tests.of(file));
			counts.set(fate, (counts.get(fate) ?? 0) + 1);
			if (fate === 'survived') console.log(`survived: ${name}`);
		}
	};
	await Promise.all(Array.from({ length: Number(values.jobs) }, job));
	return counts;
}
