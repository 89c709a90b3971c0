import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import { Killers } from '../../../scripts/mutations/killers.ts';
import { KNOWN, knownSource } from '../../../scripts/mutations/known.ts';
import { mutated, mutationsOf } from '../../../scripts/mutations/mutators.ts';
import { drawn } from '../../../scripts/mutations/sample.ts';
import { TestsOf } from '../../../scripts/mutations/testsOf.ts';

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
			assert.ok(!knownSource(ROOT, known).includes(from) || known.to.includes(from));
		});
	}

	it('say so when the code has moved on', () => {
		const gone = { what: 'x', file: 'core/chat/retries.ts', from: 'not there', to: '' };
		assert.throws(() => knownSource(ROOT, gone), /stands 0 times in src\/core\/chat\/retries\.ts/);
	});
});

describe('a sample of mutants', () => {
	const all = Array.from({ length: 100 }, (_, index) => index);

	it('is the same for the same seed, and another for another', () => {
		assert.deepEqual(drawn(all, 10, 7), drawn(all, 10, 7));
		assert.notDeepEqual(drawn(all, 10, 7), drawn(all, 10, 8));
	});

	it('has no mutant twice, and all where all are wanted', () => {
		assert.equal(new Set(drawn(all, 99, 1)).size, 99);
		assert.deepEqual(drawn(all, 100, 1), all);
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

	it('are not believed where they fail anyway', async () => {
		using killers = new Killers(ROOT);
		const missing = [join(ROOT, 'test/unit/none.test.ts')];
		await assert.rejects(killers.fate(file, '', missing), /These tests fail as it is/);
	});
});
