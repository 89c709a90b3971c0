import assert from 'node:assert/strict';
import { findReferences } from '../../../../src/shared/markdown/findReferences.ts';

/** What is found in a text whose inline code stands between backticks: what is linked, and where that leads. */
function found(marked: string): string[] {
	const codes: { start: number; end: number }[] = [];
	let text = '';
	for (const [index, part] of marked.split('`').entries()) {
		if (index % 2 === 1) codes.push({ start: text.length, end: text.length + part.length });
		text += part;
	}
	return findReferences(text, codes).map(({ start, end, target }) => {
		const { path, symbol = '', line = symbol, endLine, column } = target;
		const last = endLine === undefined ? '' : `-${endLine}`;
		const at = column === undefined ? '' : `,${column}`;
		return `${text.slice(start, end)} => ${path} ${line}${last}${at}`.trimEnd();
	});
}

/** A text, what is linked in it, the path and the place. */
const FOUND: readonly (readonly [string, ...string[]])[] = [
	['See src/a.ts:12.', 'src/a.ts:12 => src/a.ts 12'],
	['See src/a.ts:12:3, please', 'src/a.ts:12:3 => src/a.ts 12,3'],
	['src/a.ts:12-20', 'src/a.ts:12-20 => src/a.ts 12-20'],
	['src/a.ts:L12', 'src/a.ts:L12 => src/a.ts 12'],
	['a.ts#L12-L20', 'a.ts#L12-L20 => a.ts 12-20'],
	['a.ts#L12C3-L20C4', 'a.ts#L12C3-L20C4 => a.ts 12-20,3'],
	['a.ts#L12', 'a.ts#L12 => a.ts 12'],
	['(src/a.ts:12)', 'src/a.ts:12 => src/a.ts 12'],
	['It fails (see a.ts:12).', 'a.ts:12 => a.ts 12'],
	['“src/a.ts:12”', 'src/a.ts:12 => src/a.ts 12'],
	['在 src/a.ts:12。', 'src/a.ts:12 => src/a.ts 12'],
	['src/a.ts:12: error', 'src/a.ts:12 => src/a.ts 12'],
	['src\\a.ts:12', 'src\\a.ts:12 => src/a.ts 12'],
	['./a.ts:1 and ../b.ts:2', './a.ts:1 => ./a.ts 1', '../b.ts:2 => ../b.ts 2'],
	['/work/src/a.ts:12', '/work/src/a.ts:12 => /work/src/a.ts 12'],
	['src/a.ts is long', 'src/a.ts => src/a.ts'],
	['app/(main)/[id]/page.tsx:3', 'app/(main)/[id]/page.tsx:3 => app/(main)/[id]/page.tsx 3'],
	['packages/@scope/a.test.ts:3', 'packages/@scope/a.test.ts:3 => packages/@scope/a.test.ts 3'],
	['src/größe.py:3', 'src/größe.py:3 => src/größe.py 3'],
	[
		'Makefile:12 and docker/Dockerfile:3',
		'Makefile:12 => Makefile 12',
		'docker/Dockerfile:3 => docker/Dockerfile 3',
	],
	['.gitignore:3', '.gitignore:3 => .gitignore 3'],
	['a.ts line 12', 'a.ts line 12 => a.ts 12'],
	['a.ts, line 12.', 'a.ts, line 12 => a.ts 12'],
	['a.ts at line 12', 'a.ts at line 12 => a.ts 12'],
	['a.ts (lines 12-20)', 'a.ts (lines 12-20) => a.ts 12-20'],
	['a.ts lines 12 to 20', 'a.ts lines 12 to 20 => a.ts 12-20'],
	['Lines 12–20 of a.ts say', 'Lines 12–20 of a.ts => a.ts 12-20'],
	['line 12 in the file `a.ts`', 'line 12 in the file a.ts => a.ts 12'],
	['`a.ts` line 12', 'a.ts line 12 => a.ts 12'],
	['`src/a.ts`', 'src/a.ts => src/a.ts'],
	['`a.ts`', 'a.ts => a.ts'],
	['`a.ts:12`', 'a.ts:12 => a.ts 12'],
	['`src/my file.ts:12`', 'src/my file.ts:12 => src/my file.ts 12'],
	['`cat src/a.ts`', 'src/a.ts => src/a.ts'],
	['`./run.sh src/a.ts`', './run.sh => ./run.sh', 'src/a.ts => src/a.ts'],
	['`parse()` in a.ts', 'parse() in a.ts => a.ts parse'],
	['`parse` in `src/a.ts`', 'parse in src/a.ts => src/a.ts parse'],
	['`Parser.parse()` from `a.ts`', 'Parser.parse() from a.ts => a.ts parse'],
	['Call parse() in a.ts.', 'parse() in a.ts => a.ts parse'],
	['Put it in src/a.ts', 'src/a.ts => src/a.ts'],
	['`Makefile`', 'Makefile => Makefile'],
	['`.env`', '.env => .env'],
	// As compilers, linters and tracebacks write them.
	['src/a.ts(12,3): error TS2304', 'src/a.ts(12,3) => src/a.ts 12,3'],
	['a.ts(12,3)', 'a.ts(12,3) => a.ts 12,3'],
	['(see a.ts(12, 3))', 'a.ts(12, 3) => a.ts 12,3'],
	['`a.ts(12,3)`', 'a.ts(12,3) => a.ts 12,3'],
	['a.cpp(12): error C2065', 'a.cpp(12) => a.cpp 12'],
	['#0 /src/a.php(12): f()', '/src/a.php(12) => /src/a.php 12'],
	['File "a.py", line 12, in f', 'a.py", line 12 => a.py 12'],
	['`File "a.py", line 12`', 'a.py", line 12 => a.py 12'],
	['File "/work/my dir/a.py", line 12', '/work/my dir/a.py", line 12 => /work/my dir/a.py 12'],
	['at f (a.ts:1:2)', 'a.ts:1:2 => a.ts 1,2'],
	['at async Object.<anonymous> (/work/a.ts:1:2)', '/work/a.ts:1:2 => /work/a.ts 1,2'],
	['--> src/a.rs:1:2', 'src/a.rs:1:2 => src/a.rs 1,2'],
	["a.rb:12:in 'parse'", 'a.rb:12 => a.rb 12'],
	['src/a.ts:12:const x = 1', 'src/a.ts:12 => src/a.ts 12'],
	['a.c:12:3:error', 'a.c:12:3 => a.c 12,3'],
	['at org.x.Parser.parse(Parser.java:12)', 'Parser.java:12 => Parser.java 12'],
	['in /src/A.cs:line 12', '/src/A.cs:line 12 => /src/A.cs 12'],
	['in /src/a.php on line 12', '/src/a.php on line 12 => /src/a.php 12'],
	['at a.pl line 12.', 'a.pl line 12 => a.pl 12'],
	['/src/a.go:12 +0x1d', '/src/a.go:12 => /src/a.go 12'],
	[
		'one.ts:1, two.ts:2; three.ts:3',
		...[1, 2, 3].map((line) => {
			const name = ['one', 'two', 'three'][line - 1];
			return `${name}.ts:${line} => ${name}.ts ${line}`;
		}),
	],
];

const TEXT: readonly string[] = [
	'',
	'1.2:3',
	'v1.2.3 and 1.0.0-beta:3',
	'at 12:30, or 12:30:15',
	'https://example.com/a.ts:12 and http://localhost:8080/src/a.ts',
	'file:///src/a.ts',
	'vscode://file/src/a.ts:3',
	'//server/src/a.ts:3',
	'std::vec and std::vec::Vec',
	'foo.bar() and `foo.bar()`',
	'e.g. this, i.e. that',
	'C:\\src\\a.ts:12 and `C:\\src\\a.ts` and c:/src/a.ts:3',
	'me@example.com:12 and `me@example.com`',
	'node:fs and `node:fs`',
	'Node.js, package.json',
	'parse in a.ts',
	'and/or, n/a, 1/2',
	'src/ and `src/`',
	'~/.bashrc:3',
	'tests/test_a.py::test_one',
	'3.14 and 10.0.0.1:80',
	'`a b c`',
	'`--flag=src`',
	'`x ? a.b : c.d`',
	'...',
	'[]() {} ((((',
	'f(12,3) and `f(12,3)`',
	'list.at(12) and g(12): x',
	'File "<stdin>", line 1',
	'File "<frozen importlib._bootstrap>", line 12',
	'at Foo.bar(Native Method) and Foo.bar(Unknown Source)',
	'at new Promise (<anonymous>)',
	'at Promise.all (index 0)',
	'file:///src/a.ts:1:2',
	'http://x.org/a.ts(12,3)',
	'a:1:b and 10:30:am',
	'(1,2) and [3,4](5,6)',
	'Called "a b", line 3',
];

describe('what a text names of files', () => {
	for (const [text, ...expected] of FOUND) {
		it(`${text} is found`, () => assert.deepEqual(found(text), expected));
	}

	for (const text of TEXT) {
		it(`${text || 'nothing'} stays text`, () => assert.deepEqual(found(text), []));
	}

	it('is found behind a long text of its signs', () => {
		for (const part of [
			'(',
			'a.',
			'a/',
			'[a',
			')',
			':1',
			'lines 1 of ',
			'`a`',
			' L',
			'(1,',
			'a.b(1,2)',
			':1:a',
			'File "',
			'File "a", line ',
		]) {
			const last = found(`${part.repeat(50_000)} src/z.ts:1`).at(-1);
			assert.equal(last, 'src/z.ts:1 => src/z.ts 1', part);
		}
	});

	it('are all found, however many there are', () => {
		assert.equal(findReferences('a/b.ts '.repeat(150_000), []).length, 150_000);
	});
});
