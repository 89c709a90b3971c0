import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Change, changedSource } from '../../../scripts/mutations/change.ts';
import { EQUIVALENT, Equivalents } from '../../../scripts/mutations/equivalent.ts';
import { Killers } from '../../../scripts/mutations/killers.ts';
import { KNOWN } from '../../../scripts/mutations/known.ts';
import { mutated, mutationsOf } from '../../../scripts/mutations/mutators.ts';
import { evenly } from '../../../scripts/mutations/sample.ts';
import { Score } from '../../../scripts/mutations/score.ts';
import { TestsOf } from '../../../scripts/mutations/testsOf.ts';
import { outputOf } from '../../../scripts/run.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

/** What one line of code becomes. */
function mutantsOf(source: string): string[] {
	return mutationsOf('a.ts', source).map((mutation) => mutated(source, mutation));
}

describe('mutations of a source', () => {
	it('turn conditions, and move boundaries by one', () => {
		assert.deepEqual(mutantsOf('if (a <= b) c;'), [
			'if (true) c;',
			'if (false) c;',
			'if (a < b) c;',
			'if (a <= b) ;',
		]);
		assert.deepEqual(mutantsOf('const x = a > b ? c : d;'), [
			'const x = true ? c : d;',
			'const x = false ? c : d;',
			'const x = a >= b ? c : d;',
		]);
	});

	it('never make a loop that has no end', () => {
		assert.deepEqual(mutantsOf('while (a) b;'), ['while (false) b;', 'while (a) ;']);
	});

	it('exchange operators, and find them behind brackets and types', () => {
		assert.deepEqual(mutantsOf('const x = (a as number) - (b * c);'), [
			'const x = (a as number) + (b * c);',
			'const x = (a as number) - (b / c);',
		]);
		assert.deepEqual(mutantsOf('const x = a && !b;'), ['const x = a || !b;', 'const x = a && b;']);
		assert.deepEqual(mutantsOf('const x = a ?? b;'), ['const x = a && b;']);
		assert.deepEqual(mutantsOf('a += b;'), [';', 'a -= b;']);
	});

	it('put other values for numbers, texts, truths and lists', () => {
		assert.deepEqual(mutantsOf('const x = [0, 7, true, "a", ""];'), [
			'const x = [];',
			'const x = [1, 7, true, "a", ""];',
			'const x = [0, 0, true, "a", ""];',
			'const x = [0, 7, false, "a", ""];',
			'const x = [0, 7, true, \'\', ""];',
			'const x = [0, 7, true, "a", \'mutant\'];',
		]);
		assert.deepEqual(mutantsOf('const x = `a$' + '{b}`;'), ['const x = ``;']);
	});

	it('take statements out, and let functions return nothing', () => {
		assert.deepEqual(mutantsOf('function f() { g(); return a; }'), [
			'function f() { ; return a; }',
			'function f() { g(); return undefined; }',
		]);
		assert.deepEqual(mutantsOf('const f = () => a;'), ['const f = () => undefined;']);
		assert.deepEqual(mutantsOf('const f = () => undefined;'), []);
		assert.deepEqual(mutantsOf('class A extends B { constructor() { super(); } }'), []);
	});

	it('call the opposite', () => {
		assert.deepEqual(mutantsOf('const x = Math.min(a, b);'), ['const x = Math.max(a, b);']);
	});

	it('leave types, names and imports alone', () => {
		const source = [
			"import { a } from './a.ts';",
			"import type { B } from './b.ts';",
			"export { c } from './c.ts';",
			"type D = 'd' | 1;",
			"interface E { readonly 'f': true }",
			'const g = { h: a, "i": a };',
			"const j = () => import('./k.ts');",
		].join('\n');
		assert.deepEqual(mutantsOf(source), [source.replace("import('./k.ts')", 'undefined')]);
	});

	it('say what was done', () => {
		assert.deepEqual(
			mutationsOf('a.ts', 'a -= b;').map(({ what }) => what),
			['statement removed', '-= became +='],
		);
	});

	it('refuse what does not parse', () => {
		assert.throws(() => mutationsOf('a.ts', 'const = ;'), /^SyntaxError: a\.ts: /);
	});
});

describe('mutants that went unnoticed once', () => {
	for (const known of KNOWN) {
		it(`can still be made: ${known.what}`, () => {
			const { from } = known;
			assert.ok(!changedSource(ROOT, known).includes(from) || known.to.includes(from));
		});
	}

	it('say so when the code has moved on', () => {
		const gone = { file: 'core/chat/retries.ts', from: 'not there', to: '' };
		assert.throws(
			() => changedSource(ROOT, gone),
			/stands 0 times in src\/core\/chat\/retries\.ts/,
		);
		const often = { file: 'core/chat/retries.ts', from: 'const', to: '' };
		assert.throws(
			() => changedSource(ROOT, often),
			/stands \d+ times in src\/core\/chat\/retries\.ts/,
		);
	});
});

describe('mutants that nobody can notice', () => {
	for (const { why, ...change } of EQUIVALENT) {
		it(`are still made: ${change.file}: ${why}`, () => {
			const path = join(ROOT, 'src', change.file);
			const source = readFileSync(path, 'utf8');
			const made = mutationsOf(path, source).map((mutation) => mutated(source, mutation));
			assert.ok(made.includes(changedSource(ROOT, change)));
		});
	}

	it('are known by their text', () => {
		const change: Change = {
			file: 'core/chat/retries.ts',
			from: 'number > limit',
			to: 'number >= limit',
		};
		const equivalents = new Equivalents(ROOT, [{ ...change, why: 'of no matter' }]);
		const path = join(ROOT, 'src', change.file);
		assert.equal(equivalents.why(path, changedSource(ROOT, change)), 'of no matter');
		assert.equal(equivalents.why(path, changedSource(ROOT, { ...change, to: 'true' })), undefined);
		assert.equal(equivalents.why(`${path}x`, changedSource(ROOT, change)), undefined);
	});
});

describe('a score', () => {
	it('is that of the changes that can be noticed', () => {
		const score = new Score();
		score.add('killed', false);
		score.add('timed out', false);
		score.add('survived', true);
		score.add('survived', false);
		score.add('killed', true);
		assert.equal(
			String(score),
			'3 of 5 changes were noticed (1 by never coming to an end), 1 cannot be: 75.0 %',
		);
		assert.equal(score.percent, 75);
	});

	it('is full where there is nothing to notice', () => {
		assert.equal(String(new Score()), '0 of 0 changes were noticed: 100.0 %');
	});
});

describe('a sample of mutants', () => {
	const all = Array.from({ length: 100 }, (_, index) => index);

	it('is the same for the same seed, and another for another', () => {
		assert.deepEqual(evenly(all, 10, 7), evenly(all, 10, 7));
		assert.notDeepEqual(evenly(all, 10, 7), evenly(all, 10, 8));
	});

	it('is spread evenly', () => {
		assert.deepEqual(evenly(all, 5, 0), [0, 20, 40, 60, 80]);
		for (let seed = 0; seed < 50; seed++) {
			const taken = evenly(all, 30, seed);
			assert.equal(taken.length, 30);
			const gaps = taken.slice(1).map((index, at) => index - (taken[at] ?? 0));
			assert.ok(gaps.every((gap) => gap === 3 || gap === 4));
		}
	});

	it('has all where all are wanted', () => {
		assert.deepEqual(evenly(all, 100, 1), all);
		assert.deepEqual(evenly(all, 1_000, 1), all);
	});
});

describe('the tests of a source', () => {
	const file = join(ROOT, 'src/core/chat/retries.ts');

	it('are those that load it, the nearest first, and none that has its types only', () => {
		const tests = new TestsOf(ROOT);
		const found = tests.of(file);
		assert.equal(found[0], join(ROOT, 'test/unit/core/chat/retries.test.ts'));
		assert.ok(found.includes(join(ROOT, 'test/unit/core/chat/turnRunner.test.ts')));
		assert.ok(!found.includes(join(ROOT, 'test/unit/core/tokens/tokenEstimate.test.ts')));
	});

	it('notice a mutant, and nothing where there is none', async () => {
		using killers = new Killers(ROOT);
		const tests = [join(ROOT, 'test/unit/core/chat/retries.test.ts')];
		assert.equal(
			await killers.fate(file, 'export const waitBeforeRetry = () => 1;', tests),
			'killed',
		);
		const same = "export { waitBeforeRetry } from './retries.ts?same';";
		assert.equal(await killers.fate(file, same, tests), 'survived');
	});

	it('are not waited for where a mutant never ends', async () => {
		const { killed } = await outputOf(process.execPath, ['-e', 'for (;;);'], { timeout: 1_000 });
		assert.ok(killed);
		const ended = await outputOf(process.execPath, ['-e', 'console.error(2)']);
		assert.deepEqual(ended, { code: 0, killed: false, output: '2\n' });
	});

	it('are not believed where they fail anyway', async () => {
		using killers = new Killers(ROOT);
		const missing = [join(ROOT, 'test/unit/none.test.ts')];
		await assert.rejects(killers.fate(file, '', missing), /These tests fail as it is/);
	});
});
