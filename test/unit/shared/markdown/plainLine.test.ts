import assert from 'node:assert/strict';
import { plainLine, plainText } from '../../../../src/shared/markdown/plainLine.ts';

describe('a line of Markdown in a row of a list', () => {
	const shows = (line: string, plain: string) => assert.equal(plainLine(line), plain);

	it('has no marks of emphasis and code', () => {
		shows('The **quick** *brown* fox', 'The quick brown fox');
		shows('***All of it***, ~~not~~ this', 'All of it, not this');
		shows('_Two words_ and __two more__', 'Two words and two more');
		shows('Use `sort()` and ``a`b``', 'Use sort() and a`b');
		shows('`**kwargs**` in **`code`**', '**kwargs** in code');
		shows('**Note:** (*see below*)', 'Note: (see below)');
		shows('这是**重点**吗', '这是重点吗');
		shows('\\*not this\\*', '*not this*');
	});

	it('has no marks of headings and quotes', () => {
		shows('## A title ##', 'A title');
		shows('> > # Said', 'Said');
		shows('* **One**', 'One');
		shows('###### C#', 'C#');
	});

	it('has no marks of lists and tables', () => {
		shows('- todo: **this**', 'todo: this');
		shows('* > - One', 'One');
		shows('- [x] done', '[x] done');
		shows('| `a` | **b** |', 'a · b');
		shows('| a\\|b | c |', 'a|b · c');
	});

	it('has the cells of a row whole, with what stands in their code and their links', () => {
		shows('| a | `x|y` |', 'a · x|y');
		shows('| `` a ` | b `` | [x|y](u|v) |', 'a ` | b · x|y');
		shows('| a ` | **b |', 'a ` · **b');
	});

	it('has no mark of a row that was cut', () => {
		const word = 'word '.repeat(60).trim();
		shows(`| a | **b** | ${word}`, `a · b · ${word}`);
		shows(`${word} | **b** |`, `${word} · b`);
		assert.equal(plainLine('| a '.repeat(1000)), 'a · '.repeat(125).slice(0, -3));
	});

	it('has the text of a link', () => {
		shows('See [the **docs**](https://example.com/a_(b) "Title").', 'See the docs.');
		shows('![A picture](p.png) <https://example.com/>', 'A picture https://example.com/');
		shows('[[1]](#one)', '[1]');
	});

	it('keeps what may be no mark', () => {
		for (const line of [
			'#include <stdio.h>',
			'2**3**4 and 2*3*4',
			'fix __init__ and __del__',
			'snake_case_name and _private_',
			'src/**/*.ts and test/**',
			'**/*.ts or **/*.js',
			'*.ts or *.js',
			'f(*args, **kwargs)',
			'a[0](1) and m[0][1]',
			'[x] done, [ ] not',
			'5 * 3 * 2',
			'a ` b',
			'~/.bashrc and ~/x',
			'C:\\temp\\[x]',
			'- 5 degrees',
			'- - -',
			'|x| is positive',
			'|x|',
			'|x| + |y|',
			'|x|<|y|',
			'|a|b|',
			'| a |',
			'| grep a | wc -l',
			'a || b',
			'+ const a = 1;',
			'1. First',
		]) {
			shows(line, line.replace('\\[x]', '[x]'));
		}
	});

	it('is nothing where a code block begins, or it has nothing but marks', () => {
		for (const line of [
			'```python',
			'~~~',
			'````',
			'',
			'   ',
			'# ',
			'> ',
			'|---|:--:|',
			'| - | - |',
		])
			shows(line, '');
	});

	it('is cut where it is long', () => {
		assert.equal(plainLine('a'.repeat(10_000)).length, 500);
		assert.equal(plainLine('*'.repeat(10_000)).length, 500);
		assert.equal(plainLine('['.repeat(10_000)).length, 500);
		assert.equal(plainLine('`a'.repeat(10_000)), 'a'.repeat(250));
		assert.equal(plainText('[a]('.repeat(25_000), false).length, 2000);
		assert.equal(plainText(`| ${'['.repeat(100_000)}`, true).length, 2000);
	});
});
