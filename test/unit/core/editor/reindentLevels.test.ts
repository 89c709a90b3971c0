import assert from 'node:assert/strict';
import { reindent } from '../../../../src/core/editor/reindent.ts';

const TWO = { insertSpaces: true, tabSize: 2 };
const FOUR = { insertSpaces: true, tabSize: 4 };
const TABS = { insertSpaces: false, tabSize: 4 };

const START = { line: '', column: 0 };

describe('levels of other widths', () => {
	const CHANGED = [
		['one level', 'py', FOUR, 'if x:\n  y', 'if x:\n    y'],
		[
			'mappings and lists in YAML, whose items stay together',
			'yaml',
			FOUR,
			'a:\n  b:\n    - x: 1\n      y:\n        z: 1\n    - w',
			'a:\n    b:\n        - x: 1\n          y:\n              z: 1\n        - w',
		],
		[
			'JSON',
			'json',
			FOUR,
			'[\n  1,\n  {\n    "a": 2\n  }\n]',
			'[\n    1,\n    {\n        "a": 2\n    }\n]',
		],
		[
			'elements',
			'html',
			FOUR,
			'<ul>\n  <li>\n    a\n  </li>\n</ul>',
			'<ul>\n    <li>\n        a\n    </li>\n</ul>',
		],
		[
			'blocks with an end',
			'ruby',
			TABS,
			'def f\n  x do |y|\n    z\n  end\nend',
			'def f\n\tx do |y|\n\t\tz\n\tend\nend',
		],
		[
			'a script',
			'sh',
			FOUR,
			'if a; then\n  b\nelse\n  for c in d; do\n    e\n  done\nfi',
			'if a; then\n    b\nelse\n    for c in d; do\n        e\n    done\nfi',
		],
		[
			'a switch',
			'js',
			TWO,
			'switch (a) {\n    case 1:\n        b();\n    default:\n        c();\n}',
			'switch (a) {\n  case 1:\n    b();\n  default:\n    c();\n}',
		],
		[
			'a long argument, which is no level',
			'py',
			FOUR,
			'def f(\n    a):\n  return a',
			'def f(\n    a):\n    return a',
		],
		[
			'what is aligned, which stays so',
			'py',
			TWO,
			'def f(a,\n      b):\n    return g(a,\n             b)',
			'def f(a,\n      b):\n  return g(a,\n           b)',
		],
		[
			'what is aligned, with spaces behind tabs',
			'c',
			TABS,
			'int f() {\n  g(a,\n    b);\n}',
			'int f() {\n\tg(a,\n\t  b);\n}',
		],
		[
			'a chain, which is as deep as it was',
			'js',
			TABS,
			'function f() {\n    return a\n      .b();\n}',
			'function f() {\n\treturn a\n\t  .b();\n}',
		],
		[
			'a comment at the left edge within',
			'py',
			FOUR,
			'def f():\n  if x:\n    a\n# c\n    b',
			'def f():\n    if x:\n        a\n# c\n        b',
		],
	] as const;
	for (const [what, language, style, text, expected] of CHANGED) {
		it(`become the document's: ${what}`, () => {
			assert.equal(reindent(text, START, style, language), expected);
		});
	}

	const KEPT = [
		['as many levels of one width as of another', 'py', FOUR, 'def f():\n  a\ndef g():\n        b'],
		["the document's own and others", 'js', FOUR, 'if (a) {\n    b();\n}\nif (c) {\n  d();\n}'],
		['no level at all', 'sql', TABS, 'select a,\n       b\n  from c'],
		['only lines that go on', 'py', FOUR, 'total = add(\n        first,\n        second)'],
		['tabs for eight spaces', 'c', FOUR, 'void f() {\n    if (a) {\n\tb();\n    }\n}'],
		['tabs behind spaces', 'py', FOUR, 'if a:\n  \tb'],
		['a string that does not end', 'js', FOUR, 'if (a) {\n  b();\n}\nc = `d'],
		['a bracket that does not end', 'js', FOUR, 'if (a) {\n  b();\n}\nc(d,'],
		['lists', 'lisp', FOUR, '(defun f (x)\n  (g x))'],
		['words', 'markdown', FOUR, '- a:\n  - b\n    - c'],
	] as const;
	for (const [what, language, style, text] of KEPT) {
		it(`stay where they cannot be told: ${what}`, () => {
			assert.equal(reindent(text, START, style, language), text);
		});
	}

	it('keep tabs and the spaces behind them in a document with tabs', () => {
		for (const text of [
			'int f(int a,\n      int b) {\n\treturn a;\n}',
			'/*\n * x\n */\nf() {\n\ta\n}',
			'f() {\n\tg(a,\n\t  b);\n}',
		]) {
			assert.equal(reindent(text, START, TABS, 'c'), text);
			assert.equal(
				reindent(text, { line: '\t', column: 1 }, TABS, 'c'),
				text.replaceAll('\n', '\n\t'),
			);
		}
	});

	it('go by the name of a language in any spelling', () => {
		for (const language of ['python', 'py', 'Python', 'language-python', '{.python}']) {
			const text = 'x = f("""\n a\n""")';
			assert.equal(reindent(text, { line: '  ', column: 2 }, TWO, language), text);
		}
		assert.equal(reindent('if a\n  b', START, FOUR, 'constructor'), 'if a\n  b');
	});
});
