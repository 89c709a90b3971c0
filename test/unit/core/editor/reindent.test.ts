import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import * as fc from 'fast-check';
import { type IndentStyle, reindent as reindentAt } from '../../../../src/core/editor/reindent.ts';
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

	it('reads CRLF and lone CR, and empties blank lines', () => {
		assert.equal(reindent('a\r\n   \r\nb\rc', '  ', SPACES_2), 'a\n\n  b\n  c');
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

	it('keeps what stands in strings and heredocs where it is', () => {
		const heredoc = 'cat <<END\nhello\n  there\nEND\nif true; then\n  ls\nfi';
		assert.equal(
			reindentAt(heredoc, { line: '    ', column: 4 }, SPACES_4, 'bash'),
			'cat <<END\nhello\n  there\nEND\n    if true; then\n        ls\n    fi',
		);
		const template = 'f(() => {\n  g(`a\n  b\n`);\n});';
		assert.equal(
			reindentAt(template, { line: '', column: 0 }, SPACES_4, 'ts'),
			'f(() => {\n    g(`a\n  b\n`);\n});',
		);
		const python = 'def f():\n  text = """a\n  b\n"""\n  return text';
		assert.equal(
			reindentAt(python, { line: '    ', column: 4 }, SPACES_4, 'python'),
			'def f():\n        text = """a\n  b\n"""\n        return text',
		);
	});

	it('takes a quote that does not end for no string', () => {
		assert.equal(
			reindentAt('a(\n  1);\n// a ` here\nb();', { line: '\t', column: 1 }, TABS, 'js'),
			'a(\n\t\t1);\n\t// a ` here\n\tb();',
		);
	});

	it('keeps the tabs of a makefile', () => {
		assert.equal(
			reindentAt('all:\n\tcc a.c\n', { line: '', column: 0 }, SPACES_4, 'makefile'),
			'all:\n\tcc a.c\n',
		);
	});

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

	it('never changes anything but white space at the start of lines', () => {
		const line = fc
			.tuple(
				fc.constantFrom('', ' ', '  ', '    ', '\t', '\t\t', ' \t'),
				fc.constantFrom('x', '{', 'é 漢', ''),
			)
			.map(([space, word]) => space + word);
		fc.assert(
			fc.property(
				fc.array(line, { minLength: 1, maxLength: 12 }),
				fc.constantFrom('', '  ', '\t', '\tx = '),
				fc.constantFrom(SPACES_2, SPACES_4, TABS),
				(lines, before, style) => {
					const result = reindent(lines.join('\n'), before, style);
					const bare = (text: string) => text.split('\n').map((each) => each.trimStart());
					assert.deepEqual(bare(result), bare(lines.join('\n')));
				},
			),
		);
	});

	it('keeps the order of depths: what was deeper stays deeper', () => {
		const depths = fc.array(fc.nat(5), { minLength: 2, maxLength: 12 });
		fc.assert(
			fc.property(depths, fc.constantFrom(SPACES_2, SPACES_4, TABS), (list, style) => {
				const text = list.map((depth) => `${'    '.repeat(depth)}x`).join('\n');
				// The first line loses its indentation to the place it lands on, so a line is put before it.
				const result = reindent(`x\n${text}`, '', style).split('\n').slice(1);
				const widths = result.map((each) => each.length - each.trimStart().length);
				for (let a = 0; a < list.length; a++) {
					for (let b = 0; b < list.length; b++) {
						assert.equal(
							Math.sign((widths[a] ?? 0) - (widths[b] ?? 0)),
							Math.sign((list[a] ?? 0) - (list[b] ?? 0)),
						);
					}
				}
			}),
		);
	});
});
