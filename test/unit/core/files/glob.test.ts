import assert from 'node:assert/strict';
import { globPattern } from '../../../../src/core/files/glob.ts';

/** Of these paths, those that a pattern fits. */
function fitting(pattern: string, paths: readonly string[], ignoreCase = false): string[] {
	return paths.filter((path) => globPattern(pattern, { ignoreCase })?.test(path));
}

describe('a glob of the settings', () => {
	const cases: readonly [pattern: string, fits: string[], not: string[]][] = [
		[
			'**/node_modules',
			['node_modules', 'a/b/node_modules'],
			['node_modules/x', 'my_node_modules'],
		],
		['**/*.js', ['a.js', 'src/a.js', '.js', 'src/.eslintrc.js'], ['a.jsx', 'a.js/b']],
		['*.js', ['a.js', '.a.js'], ['src/a.js']],
		['src/**', ['src', 'src/a', 'src/a/b'], ['srcs', 'lib/src']],
		['src/**/*.ts', ['src/a.ts', 'src/x/y/a.ts'], ['srcx/a.ts', 'src.ts']],
		['src/**/**/a', ['src/a', 'src/x/a'], ['src']],
		['**', ['a', 'a/b', ''], []],
		['**/*', ['a', 'a/b.c'], []],
		['**/a/**', ['a', 'a/b', 'x/a', 'x/a/b'], ['xa', 'ab/c']],
		['out/', ['out'], ['out/a']],
		['/out', ['/out'], ['out']],
		['a?c', ['abc', 'a.c'], ['a/c', 'ac']],
		['**/*.{ts,tsx}', ['a.ts', 'b/a.tsx'], ['a.t', 'a.ts,tsx']],
		['{src,test}/**/*.ts', ['src/a.ts', 'test/b/c.ts'], ['lib/a.ts']],
		['{**/a.txt,b/**}', ['x/a.txt', 'a.txt', 'b/c'], ['x/b/c']],
		['{a,{b,c}/d}', ['a', 'b/d', 'c/d'], ['d', 'b']],
		['file.[0-9]', ['file.0', 'file.7'], ['file.a', 'file.10']],
		['file.[!0-9]', ['file.a'], ['file.0', 'file./']],
		['file.[^0-9]', ['file.a'], ['file.0']],
		['[]a]', [']', 'a'], ['b']],
		['[!]a]', ['b'], [']', 'a']],
		['[a/b]', ['a', 'b'], ['/']],
		['a+(b).$^|', ['a+(b).$^|'], ['aab.$^|']],
		['{open', ['{open'], ['open']],
		['[open', ['[open'], ['o']],
		['  **/*.md  ', ['a.md'], []],
		['a**b', ['ab', 'axb'], ['a/b']],
		['ä*', ['änderung'], ['a']],
	];
	for (const [pattern, fits, not] of cases) {
		it(`${pattern.trim()} fits what VS Code fits with it`, () => {
			assert.deepEqual(fitting(pattern, [...fits, ...not]), fits);
		});
	}

	it('minds capitals unless told not to', () => {
		assert.deepEqual(fitting('**/*.TS', ['a.ts', 'a.TS']), ['a.TS']);
		assert.deepEqual(fitting('**/*.TS', ['a.ts', 'a.TS'], true), ['a.ts', 'a.TS']);
	});

	it('that means nothing is none', () => {
		for (const pattern of ['', '  ', '[z-a]', '/']) assert.equal(globPattern(pattern), undefined);
	});
});
