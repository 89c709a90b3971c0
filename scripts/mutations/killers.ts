import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outputOf } from '../run.ts';

/** What became of a mutant: a test failed, nothing came to an end, or no test noticed it. */
export type Fate = 'killed' | 'timed out' | 'survived';

interface Ended {
	readonly fate: Fate;
	/** What the tests have written. */
	readonly output: string;
}

/** A test that takes longer waits for what a mutant never does. */
const TEST_MS = 30_000;
/** So many tests run first: they notice most, and the others are seldom loaded. */
const NEAREST = 4;
/** Beside how long the tests take otherwise. */
const PATIENCE_MS = 20_000;

/** Runs unit tests against mutants, each in a process of its own. */
export class Killers implements Disposable {
	readonly #root: string;
	readonly #folder = mkdtempSync(join(tmpdir(), 'llama-chat-mutants-'));
	/** By the tests: how long they take where nothing is wrong, in milliseconds. */
	readonly #times = new Map<string, Promise<number>>();
	#mutants = 0;

	/** @param root the project's folder */
	constructor(root: string) {
		this.#root = root;
	}

	/**
	 * What becomes of a file with this text.
	 * @param tests the unit tests to run, those first that are likeliest to notice
	 * @throws Error where the tests fail without the mutant
	 */
	async fate(file: string, source: string, tests: readonly string[]): Promise<Fate> {
		const mutant = join(this.#folder, `${this.#mutants++}.json`);
		writeFileSync(mutant, JSON.stringify({ file, source }));
		for (const some of [tests.slice(0, NEAREST), tests.slice(NEAREST)]) {
			if (some.length === 0) continue;
			const limit = 3 * (await this.#timeOf(some)) + PATIENCE_MS;
			const { fate } = await this.#run(some, limit, mutant);
			if (fate !== 'survived') return fate;
		}
		return 'survived';
	}

	[Symbol.dispose](): void {
		rmSync(this.#folder, { recursive: true, force: true });
	}

	#timeOf(tests: readonly string[]): Promise<number> {
		const key = tests.join('\n');
		const known = this.#times.get(key);
		if (known !== undefined) return known;
		const time = this.#measured(tests);
		this.#times.set(key, time);
		return time;
	}

	async #measured(tests: readonly string[]): Promise<number> {
		const start = performance.now();
		const { fate, output } = await this.#run(tests, 600_000);
		if (fate !== 'survived') {
			throw new Error(
				`These tests fail as it is, so they tell nothing:\n${tests.join('\n')}\n${output.slice(-4_000)}`,
			);
		}
		return Math.round(performance.now() - start);
	}

	async #run(tests: readonly string[], timeout: number, mutant?: string): Promise<Ended> {
		const { code, killed, output } = await outputOf(
			process.execPath,
			[
				'--disable-warning=ExperimentalWarning',
				`--import=${join(import.meta.dirname, 'replaceSource.ts')}`,
				join(this.#root, 'node_modules/mocha/bin/mocha.js'),
				...['--no-config', '--extension', 'ts', '--bail', '--exit'],
				...['--timeout', String(TEST_MS), '--reporter', 'dot', ...tests],
			],
			{
				cwd: this.#root,
				env: mutant === undefined ? {} : { LLAMA_CHAT_MUTANT: mutant },
				timeout,
			},
		);
		return { fate: killed ? 'timed out' : code === 0 ? 'survived' : 'killed', output };
	}
}
