import assert from 'node:assert/strict';
import { diffSections } from '../../../../src/core/references/diffSections.ts';

/** The names of the files in a diff of these lines. */
function names(...lines: string[]): string[] {
	return diffSections(`${lines.join('\n')}\n`).map(({ name }) => name);
}

describe('a diff by files', () => {
	it('has each with all of its lines', () => {
		const first = [
			'diff --git a/src/a.ts b/src/a.ts',
			'index 1..2 100644',
			'--- a/src/a.ts',
			'+++ b/src/a.ts',
			'@@ -1 +1 @@',
			'-++ b/no name',
			'+diff --git a/x b/x',
			' +++ b/no name either',
		].join('\n');
		const second = 'diff --git a/b.md b/b.md\ndeleted file mode 100644\n--- a/b.md\n+++ /dev/null';
		assert.deepEqual(diffSections(`${first}\n${second}\n`), [
			{ name: 'src/a.ts', text: first },
			{ name: 'b.md', text: second },
		]);
	});

	it('knows files that have no lines to show', () => {
		assert.deepEqual(
			names(
				'diff --git a/logo b.png b/logo b.png',
				'Binary files a/logo b.png and b/logo b.png differ',
				'diff --git a/run.sh b/run.sh',
				'old mode 100644',
				'new mode 100755',
				'diff --git a/old.ts b/lib/new.ts',
				'similarity index 100%',
				'rename from old.ts',
				'rename to lib/new.ts',
				'diff --cc both.ts',
				'index 1,2..3',
				'diff --git a/empty b/empty',
				'new file mode 100644',
				'index 0000000..e69de29',
			),
			['logo b.png', 'run.sh', 'lib/new.ts', 'both.ts', 'empty'],
		);
	});

	it('reads names that git puts in quotes, and other letters for the sides', () => {
		assert.deepEqual(
			names(
				'diff --git "a/gr\\303\\266\\303\\237e \\"1\\".ts" "b/gr\\303\\266\\303\\237e \\"1\\".ts"',
				'Binary files differ',
				'diff --git i/a.ts w/a.ts',
				'--- i/a.ts',
				'+++ w/a.ts',
				'diff --git "a/t\\tb" "b/t\\tb"',
				'--- "a/t\\tb"',
				'+++ "b/t\\tb"',
			),
			['größe "1".ts', 'a.ts', 't\tb'],
		);
	});

	it('is none of an empty text', () => {
		assert.deepEqual(diffSections(''), []);
		assert.deepEqual(diffSections('warning: no diff\n'), []);
	});
});
