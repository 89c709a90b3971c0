import assert from 'node:assert/strict';
import { leavesOut } from '../../../../src/core/changes/block/blockCode.ts';
import { cleanBlock } from '../../../../src/core/changes/block/cleanBlock.ts';
import { diffScripts } from '../../../../src/core/changes/block/diffScripts.ts';
import { saysLeftOut } from '../../../../src/core/changes/block/markers.ts';
import { OwnLines } from '../../../../src/core/changes/block/ownLines.ts';
import { straightened } from '../../../../src/core/changes/block/straighten.ts';
import {
	endTrimmed,
	findLines,
	occurrences,
	trimmed,
} from '../../../../src/core/changes/text/findLines.ts';

const letters = (text: string) => [...text];

describe('lines among others', () => {
	const found = (lines: string, keys: string, from = 0, to = lines.length) =>
		occurrences(letters(lines), letters(keys), from, to);

	it('are found wherever they stand, also where one place begins within another', () => {
		assert.deepEqual(found('abababc', 'aba'), [0, 2]);
		assert.deepEqual(found('abababc', 'ababc'), [2]);
		assert.deepEqual(found('aaaab', 'aaab'), [1]);
		assert.deepEqual(found('aabaabaabaaba', 'aabaaba'), [0, 3, 6]);
		assert.deepEqual(found('xaxbxaxc', 'axc'), [5]);
		assert.deepEqual(found('aabaaabaac', 'aabaac'), [4]);
		assert.deepEqual(found('aababaac', 'aabaac'), []);
		assert.deepEqual(found('bbb', 'a'), []);
	});

	it('are looked for within bounds', () => {
		assert.deepEqual(found('abab', 'ab', 1), [2]);
		assert.deepEqual(found('abab', 'ab', 0, 3), [0]);
		assert.deepEqual(occurrences(['a'], ['a', ''], 0, 1), []);
	});

	it('are told apart in a thousand places', () => {
		assert.equal(found('x'.repeat(1500), 'x').length, 1000);
	});

	it('are found as they are, but for blanks at their ends, before they are found moved', () => {
		assert.deepEqual(findLines(['  a', 'a '], ['a']), [{ at: 1 }]);
		assert.deepEqual(findLines(['a', '', 'b'], ['a', ' ', 'b\t']), [{ at: 0 }]);
		assert.deepEqual(findLines(['', 'a', ''], ['']), []);
		assert.deepEqual(findLines(['a'], []), []);
	});

	it('are moved in or out by the same white space, all of them', () => {
		const moved = (lines: string[], wanted: string[]) =>
			findLines(lines, wanted).map(({ at, shift }) => [at, shift?.(wanted)]);
		assert.deepEqual(moved(['x', '  a', '', '    b'], ['a', '', '  b']), [
			[1, ['  a', '', '    b']],
		]);
		assert.deepEqual(moved(['a', '', '\tb'], ['  a', '', '  \tb']), [[0, ['a', '', '\tb']]]);
		for (const [lines, wanted] of [
			[
				['  a', '   b'],
				['a', 'b'],
			],
			[
				['a', 'b'],
				['  a', ' b'],
			],
			[['  a'], ['\ta']],
		] as const) {
			assert.deepEqual(moved([...lines], [...wanted]), []);
		}
	});

	it('are trimmed once', () => {
		const lines = [' a ', 'b'];
		assert.deepEqual(trimmed(lines), ['a', 'b']);
		assert.deepEqual(endTrimmed(lines), [' a', 'b']);
		assert.equal(trimmed(lines), trimmed(lines));
		assert.equal(endTrimmed(lines), endTrimmed(lines));
	});
});

describe('code that was written for a page', () => {
	const straight = (lines: string[], language = 'typescript', own: string[] = []) =>
		straightened(lines, language, new OwnLines(own));
	const same = (lines: string[], language?: string, own?: string[]) =>
		assert.deepEqual(straight(lines, language, own), lines);

	it('has its signs back, each by its own name', () => {
		assert.deepEqual(straight(['if (a &lt; b &amp;&amp; c &gt; d)']), ['if (a < b && c > d)']);
		assert.deepEqual(straight(['&lt;T&gt;f(&quot;a&quot;)', 'x']), ['<T>f("a")', 'x']);
		assert.deepEqual(straight(['f(&#39;a&#39;, &#x27;b&#x27;, &apos;c&apos;);&nbsp;g()']), [
			"f('a', 'b', 'c'); g()",
		]);
	});

	it('keeps them where they may be meant', () => {
		for (const language of ['html', 'vue', 'markdown', 'typescriptreact'])
			same(['a &lt; b'], language);
		same(['a &lt; b', 'c < d']);
		same(['a &lt; b', 'c && d']);
		same(['s = "&lt;";', 'x'], 'typescript', ['x']);
		same(["s = '&lt;' + `&gt;`;"]);
		assert.deepEqual(straight(['s = "&lt;";'], 'typescript', ['\ts = "<";']), ['s = "<";']);
	});

	it('has straight quotation marks around strings', () => {
		assert.deepEqual(straight(['x = “a” + ‘b’ + „c“;', 'y = “”;']), [
			`x = "a" + 'b' + "c";`,
			'y = "";',
		]);
		assert.deepEqual(straight(['#include “a.h”'], 'c'), ['#include "a.h"']);
		assert.deepEqual(straight(['  #include “a.h”'], 'c'), ['  #include "a.h"']);
	});

	it('keeps those of print in strings, in comments and where the document has them', () => {
		same(['s = "say “hi”";']);
		same(['x = “a”;'], 'typescript', ['x = “a”;']);
		same(['# say “hi”'], 'python');
		assert.deepEqual(straight(['f(“a”); // say “hi”']), ['f("a"); // say “hi”']);
		assert.deepEqual(straight(['f(“a”) # say “hi”'], 'python'), ['f("a") # say “hi”']);
		assert.deepEqual(straight(['f(“a”) # say “hi”'], 'c'), ['f("a") # say “hi”']);
	});
});

describe('a line above code that names its language', () => {
	it('is no code, where the language is known', () => {
		const clean = (lines: string[], language: string) => {
			const document = { lines: ['x'], text: 'x' };
			const style = { insertSpaces: true, tabSize: 4 };
			return cleanBlock(lines, language, { document, language, style } as never).lines;
		};
		assert.deepEqual(clean(['Python', 'x = 1'], 'python'), ['x = 1']);
		for (const [line, language] of [
			['python', 'ruby'],
			['python', ''],
			['language-', ''],
			['text', 'plaintext'],
			['import', 'python'],
		] as const)
			assert.deepEqual(clean([line, 'x = 1'], language), [line, 'x = 1'], `${line} ${language}`);
	});
});

describe('what says that code is left out', () => {
	it('ends in dots and names little else that is not known to say so', () => {
		for (const said of [
			'existing foo bar baz ...',
			'existing foo bar baz …',
			'other foo bar baz ...',
			'all foo ...',
			'more foo ...',
		])
			assert.equal(saysLeftOut(said), true, said);
		for (const said of [
			'existing foo bar baz qux ...',
			'other foo bar baz qux ...',
			'existing foo bar baz',
			'foo bar ...',
		])
			assert.equal(saysLeftOut(said), false, said);
	});

	it('may stand behind what opens a block', () => {
		for (const line of ['f() { ... }', 'if (x) { // rest unchanged', 'f(/* existing code */);'])
			assert.equal(leavesOut(line, 'typescript'), true, line);
		for (const line of ['f(...a);', '{ ...rest }', 'if (x) { // the same for y', 'a = { b: 1 }'])
			assert.equal(leavesOut(line, 'typescript'), false, line);
	});
});

describe('a diff', () => {
	const read = (text: string, language = 'diff', document: string[] = ['a', 'b', 'c']) => {
		const found = diffScripts(text.split('\n'), language, document);
		return (
			found && {
				files: found.files,
				scripts: found.scripts.map(({ old, lines, file }) => ({ old, lines, file })),
			}
		);
	};

	it('has the files that its heads name, and its hunks by file', () => {
		const text = [
			'diff --git a/x b/x',
			'index 0123abc..4567def',
			'--- a/x\t2026-01-01',
			'+++ b/x\t2026-01-02',
			'@@ -1,2 +1,2 @@',
			' a',
			'-b',
			'+B',
			'@@ -9 +9 @@',
			'-c',
			'+C',
			'\\ No newline at end of file',
			'--- a/y',
			'+++ /dev/null',
			'@@',
			'-q',
		].join('\n');
		const expected = {
			files: ['b/x', 'a/y'],
			scripts: [
				{ old: ['a', 'b'], lines: ['a', 'B'], file: 0 },
				{ old: ['c'], lines: ['C'], file: 0 },
				{ old: ['q'], lines: [], file: 1 },
			],
		};
		for (const language of ['diff', 'typescript']) assert.deepEqual(read(text, language), expected);
	});

	it('may have no head, where it is called a diff', () => {
		assert.deepEqual(read('-a\n+A'), {
			files: [''],
			scripts: [{ old: ['a'], lines: ['A'], file: 0 }],
		});
		assert.deepEqual(read('```\n-a\n+A\n```'), {
			files: [''],
			scripts: [{ old: ['a'], lines: ['A'], file: 0 }],
		});
	});

	it('is none without a sign, and none where the document has its heads', () => {
		assert.equal(read('a\n b'), undefined);
		assert.equal(read('a\n b', 'typescript'), undefined);
		assert.equal(read('@@ x\n- a', 'yaml', ['@@ x', '- a']), undefined);
		assert.equal(read('--- x\n+++ y', 'yaml', ['--- x', '+++ y']), undefined);
		assert.equal(read('- a\n- b', 'yaml', ['- a']), undefined);
	});
});
