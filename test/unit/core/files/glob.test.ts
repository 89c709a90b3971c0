import assert from 'node:assert/strict';
import fc from 'fast-check';
import { globMatcher, splitGlob } from '../../../../src/core/files/glob.ts';

function globMatches(pattern: string, path: string, ignoreCase = true): boolean {
	return globMatcher(pattern, { ignoreCase })?.(path) ?? false;
}

/** A glob, what it means, and what it does not: what VS Code's reference of globs says, and what its own matcher does beside that. */
const CASES: [pattern: string, yes: string[], no: string[]][] = [
	// A star is part of a name, and never a slash.
	['*.py', ['a.py', '.py', '.hidden.py'], ['src/a.py', '/a.py', 'a.pyc', 'a.py/b']],
	['test_*.py', ['test_.py', 'test_sum.py'], ['test.py', 'atest_sum.py']],
	['a*b*c', ['abc', 'a-b-c'], ['ab', 'a/b/c']],
	['part?', ['part1', 'part.'], ['part', 'part12', 'part/']],
	// Two are folders, none too; at the end the folder itself as well.
	['**/*.py', ['a.py', '/a.py', 'src/a.py', '/work/src/deep/a.py'], ['a.pyi', 'a.py/b']],
	['**/setup.cfg', ['setup.cfg', '/setup.cfg', 'x/y/setup.cfg'], ['x/my-setup.cfg', 'setup.cfg/x']],
	['src/**', ['src', 'src/', 'src/a', 'src/a/b.ts'], ['srcs', 'my/src/a', 'srcs/a']],
	['src/**/*.ts', ['src/a.ts', 'src/b/c/a.ts'], ['src/a.tsx', 'lib/src/a.ts', 'src.ts']],
	['**/src/**', ['src', '/w/src', '/w/src/a', 'src/a/b'], ['/w/srcs/a', '/w/asrc/a']],
	['**/**/a.ts', ['a.ts', 'x/y/a.ts'], ['x/ba.ts']],
	['**/a/**/b/*.c', ['a/b/x.c', '/z/a/y/b/x.c'], ['a/x.c', 'a/b/y/x.c']],
	['**/**', ['', 'a', 'a/b'], []],
	// Stars within a name are stars, however many.
	['a**b', ['ab', 'axxb'], ['a/b']],
	['src/**.ts', ['src/a.ts'], ['src/a/b.ts']],
	// Braces choose; one may be a path, or have globs of its own.
	['*.{ts,tsx}', ['a.ts', 'a.tsx'], ['a.t', 'a.tsxx', 'x/a.ts']],
	['**/*.{c,h,[0-9]}', ['a.c', 'x/a.h', 'a.7'], ['a.cc', 'a.77']],
	['{src,test/unit}/**', ['src/a', 'test/unit/b', 'test/unit'], ['test/page/b', 'unit/b']],
	['{**/*.md,LICENSE}', ['a.md', 'x/a.md', 'LICENSE'], ['x/LICENSE']],
	['pre/{**/*.a,b.*}', ['pre/x/y.a', 'pre/b.c'], ['x/y.a', 'pre/x/b.c']],
	// They do not nest; what comes of that is what VS Code makes of it.
	['x{a,{b,c}}', ['xa', 'x'], ['x{b', 'xb', 'xc', 'xc}']],
	['a{}b', ['ab'], ['a{}b']],
	['a{,b}', ['a', 'ab'], ['b']],
	['a{b,}', ['ab'], ['a']],
	// Brackets choose a character.
	['v[0-9].txt', ['v1.txt', 'v0.txt'], ['vv.txt', 'v10.txt', 'v.txt']],
	['v[!0-9].txt', ['vv.txt', 'v-.txt'], ['v1.txt']],
	['v[^0-9].txt', ['vv.txt'], ['v1.txt']],
	['x[]]y', ['x]y'], ['xy']],
	['x[.*]y', ['x.y', 'x*y'], ['xay']],
	['x[a/b]y', ['xay', 'xby'], ['x/y']],
	['x[b-a]y', [], ['xby', 'xay', 'x[b-a]y']],
	// What is not closed is not there.
	['a{b,c', ['a'], ['ab', 'a{b,c']],
	['a[b', ['a'], ['ab', 'a[b']],
	['a}b', ['ab'], ['a}b']],
	['a]b', [], ['ab', 'a]b']],
	// All else stands for itself.
	['a(b)+c$.^d|e', ['a(b)+c$.^d|e'], ['abbc', 'a(b)+c$x^d|e']],
	['!a', ['!a'], ['a', 'b']],
	['🎉?', ['🎉x'], ['🎉', 'x']],
	// Slashes either way, at the end too.
	['a*/b', ['a/b', 'ax/b', 'ax\\b'], ['a', 'ab', 'a/b/c']],
	['**/*.js', ['C:\\x\\a.js', '\\a.js', 'x\\a.js'], ['C:\\x.js\\a']],
	['**/src/', ['src', '/w/src'], ['src/a']],
	['/work/**/*.go', ['/work/a.go', '/work/x/a.go'], ['work/a.go', '/x/work/a.go']],
	['/', [''], ['/', 'a']],
	['', [], ['', 'a']],
	[' *.py ', ['a.py'], [' a.py ']],
	// Case is nothing, in ranges neither.
	['SRC/*.Ts', ['src/a.ts', 'Src/A.TS'], []],
	['[A-C]x', ['ax', 'BX'], ['dx']],
	['ÄÖ', ['äö'], ['ao']],
];

/** Globs and paths of which many match. */
const PIECES = ['*', '**', '/', 'a', 'b', 'A', '.', '?', '{', '}', ',', '[', ']', '!', '-', '.ts'];
const glob = fc.array(fc.constantFrom(...PIECES), { maxLength: 9 }).map((all) => all.join(''));
const path = fc
	.array(fc.constantFrom('a', 'b', '/', '.', '.ts', 'A', '-', '['), { maxLength: 9 })
	.map((all) => all.join(''));

describe('a glob of VS Code', () => {
	for (const [pattern, yes, no] of CASES) {
		it(`${pattern || 'nothing'} means what it means there`, () => {
			for (const one of yes) assert.equal(globMatches(pattern, one), true, one);
			for (const one of no) assert.equal(globMatches(pattern, one), false, one);
		});
	}

	it('matches whatever the case, and whichever way the slashes of the path lean', () => {
		fc.assert(
			fc.property(glob, path, (pattern, name) => {
				const matches = globMatches(pattern, name);
				assert.equal(globMatches(pattern, name.toUpperCase()), matches);
				if (!pattern.includes('[')) {
					assert.equal(globMatches(pattern, name.replaceAll('/', '\\')), matches);
				}
			}),
		);
	});

	it('means below any folder what it means by itself, with two stars before it', () => {
		fc.assert(
			fc.property(glob, path, (pattern, name) => {
				if (!globMatches(pattern, name) || pattern.trim() === '') return;
				assert.equal(globMatches(`**/${pattern}`, name), true);
				assert.equal(globMatches(`**/${pattern}`, `/x/y/${name}`), true);
			}),
		);
	});

	it('minds capitals unless told not to', () => {
		for (const pattern of ['**/*.TS', '**/A.TS', 'A.TS', '[A].TS', '{A,B}.TS']) {
			const matching = (ignoreCase: boolean) =>
				['a.ts', 'A.TS'].filter((path) => globMatches(pattern, path, ignoreCase));
			assert.deepEqual(matching(false), ['A.TS'], pattern);
			assert.deepEqual(matching(true), ['a.ts', 'A.TS'], pattern);
		}
	});

	it('means the same by its short way for plain patterns as by the long one', () => {
		const plain = fc.constantFrom('**/a', '**/*.ts', '**/*a', '**/a.ts', '**/-');
		fc.assert(
			fc.property(plain, path, (pattern, name) => {
				const long = pattern.replace('**/', '**/**/');
				assert.equal(globMatches(pattern, name, false), globMatches(long, name, false));
			}),
		);
	});

	it('that means nothing is none', () => {
		for (const pattern of ['', '  ', '[z-a]']) assert.equal(globMatcher(pattern), undefined);
	});

	it('never throws, whatever is written', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (pattern, name) => {
				assert.equal(typeof globMatches(pattern, name), 'boolean');
			}),
		);
	});

	it('comes to an end with stars that can share a path in many ways', () => {
		const name = 'a'.repeat(2000);
		assert.equal(globMatches(`${'*a'.repeat(60)}b`, name), false);
		assert.equal(globMatches(`${'**/*a/'.repeat(30)}b`, `${name}/`.repeat(20)), false);
	});
});

describe('cutting a glob at a comma', () => {
	it('leaves commas in braces and brackets alone', () => {
		const cases: [string, string[]][] = [
			['a,b', ['a', 'b']],
			['{a,b}', ['{a,b}']],
			['a,{b,c},[,d],e', ['a', '{b,c}', '[,d]', 'e']],
			['a,', ['a']],
			[',a', ['', 'a']],
			['a,,b', ['a', '', 'b']],
			['{a,b', ['{a,b']],
			['', []],
		];
		for (const [text, parts] of cases) assert.deepEqual(splitGlob(text, ','), parts, text);
	});

	it('loses nothing but the commas', () => {
		fc.assert(
			fc.property(glob, (text) => {
				const joined = splitGlob(text, ',').join(',');
				assert.ok(joined === text || `${joined},` === text, text);
			}),
		);
	});
});
