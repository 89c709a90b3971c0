import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import type { IndentStyle } from '../../../../src/core/editor/levels.ts';
import { reindent as reindentAt } from '../../../../src/core/editor/reindent.ts';
import { codeBelow } from '../../../samples/codeCorpus.ts';

const ROOT = resolve(import.meta.dirname, '../../../..');
const SPACES_4 = { insertSpaces: true, tabSize: 4 };
const SPACES_2 = { insertSpaces: true, tabSize: 2 };
const TABS = { insertSpaces: false, tabSize: 4 };

/** Lands at the end of what stands before it. */
function reindent(text: string, before: string, style: IndentStyle): string {
	return reindentAt(text, { line: before, column: before.length }, style);
}

const PYTHON = 'def f(x):\n    if x:\n        return 1\n    return 2';

describe('reindent', () => {
	it('leaves text alone that fits already', () => {
		assert.equal(reindent(PYTHON, '', SPACES_4), PYTHON);
	});

	it('puts the indentation of the line before every line but the first', () => {
		assert.equal(
			reindent(PYTHON, '    ', SPACES_4),
			'def f(x):\n        if x:\n            return 1\n        return 2',
		);
	});

	it('gives up the common indentation of the text', () => {
		const indented = PYTHON.replace(/^/gm, '      ');
		assert.equal(reindent(indented, '', SPACES_4), PYTHON);
	});

	it('turns spaces into the tabs of the document', () => {
		assert.equal(
			reindent(PYTHON, '\t', TABS),
			'def f(x):\n\t\tif x:\n\t\t\treturn 1\n\t\treturn 2',
		);
	});

	it('turns tabs into the spaces of the document', () => {
		assert.equal(
			reindent('if (x) {\n\tif (y) {\n\t\tz();\n\t}\n}', '  ', SPACES_2),
			'if (x) {\n    if (y) {\n      z();\n    }\n  }',
		);
	});

	it('turns two columns a level into four', () => {
		assert.equal(reindent('a:\n  b:\n    - c', '', SPACES_4), 'a:\n    b:\n        - c');
	});

	it('keeps alignment that is less than a level', () => {
		assert.equal(
			reindent('/**\n * Says why.\n */\nfunction f() {\n  g();\n}', '\t', TABS),
			'/**\n\t * Says why.\n\t */\n\tfunction f() {\n\t\tg();\n\t}',
		);
	});

	it('takes the indentation of the line in mid-line too, and none for the first line', () => {
		assert.equal(reindent('[\n  1,\n]', '\tconst list = ', TABS), '[\n\t\t1,\n\t]');
	});

	it('lands over a whole line with the indentation of that line, wherever in it the selection begins', () => {
		const line = '    return 1';
		for (const column of [0, 2, 4]) {
			assert.equal(
				line.slice(0, column) + reindentAt(PYTHON, { line, column }, SPACES_4),
				PYTHON.replace(/^/gm, '    '),
			);
		}
	});

	it('keeps every line end as it is', () => {
		assert.equal(reindent('a\r\n\r\nb\rc\nd', '  ', SPACES_2), 'a\r\n\r\n  b\r  c\n  d');
	});

	it('moves a line of blanks like any other, and puts none into an empty one', () => {
		const text = 'def f():\n    a\n    \n\n  \n    b';
		assert.equal(reindent(text, '', SPACES_4), text);
		assert.equal(
			reindent(text, '    ', SPACES_4),
			'def f():\n        a\n        \n\n      \n        b',
		);
		assert.equal(reindent('if (a) {\n\t\n\tb', '', SPACES_2), 'if (a) {\n  \n  b');
	});

	it('keeps a last line end', () => {
		assert.equal(reindent('a\nb\n', '  ', SPACES_2), 'a\n  b\n');
	});

	const FITS: readonly (readonly [string, string])[] = [
		['arguments under each other', 'def area(width,\n         height):\n    return width * height'],
		['arguments two levels deep', 'def area(\n        width,\n        height):\n    return 1'],
		['a long call alone', 'total = add(\n        first,\n        second)'],
		[
			'a list in a docstring',
			'def f():\n    """Does:\n\n    - one\n      and more\n    """\n    pass',
		],
		['a chain', 'function f() {\n    return list\n      .map(one)\n      .filter(two);\n}'],
		['a comment with stars', 'class A {\n    /**\n     * Says.\n     */\n    m() {\n    }\n}'],
		['a switch', 'switch (a) {\n    case 1:\n        b();\n}'],
	];
	for (const [what, text] of FITS) {
		it(`leaves ${what} alone, at any depth`, () => {
			assert.equal(reindent(text, '', SPACES_4), text);
			assert.equal(reindent(text, '    ', SPACES_4), text.replace(/\n(?=.)/g, '\n    '));
		});
	}

	it('changes nothing in code that stands in a file of its own style', async () => {
		const wanted = 1000;
		let seen = 0;
		for (const folder of ['undici', 'mocha', 'valibot']) {
			for await (const sample of codeBelow(join(ROOT, 'node_modules', folder))) {
				const { text, style, language, file, line } = sample;
				const result = reindentAt(text, { line: '', column: 0 }, style, language);
				assert.equal(result, text, `${file}:${line}`);
				seen++;
			}
		}
		assert.ok(seen >= wanted, `${seen} functions`);
	});
});
