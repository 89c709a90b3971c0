import assert from 'node:assert/strict';
import {
	type IgnoreFile,
	ignoredFolderPatterns,
	ignoredPaths,
} from '../../../../src/core/files/gitIgnore.ts';

/** By the folder of each .gitignore, its lines. */
function ignoreFiles(texts: Readonly<Record<string, readonly string[]>>): IgnoreFile[] {
	return Object.entries(texts).map(([folder, lines]) => ({ folder, text: lines.join('\n') }));
}

// What git itself says of these paths with `git check-ignore`.
describe('ignored files', () => {
	const cases: readonly [
		what: string,
		texts: Readonly<Record<string, readonly string[]>>,
		ignored: string[],
		kept: string[],
	][] = [
		[
			'are found by the rules of a file at the top',
			{ '': ['# a comment', '', '*.log', '/dist', 'tmp/', 'docs/*.pdf', '!keep.log'] },
			['a.log', 'x/y.log', 'dist/a', 'tmp/a', 'x/tmp/b', 'docs/a.pdf'],
			['keep.log', 'x/keep.log', 'x/dist/a', 'tmp', 'x/docs/a.pdf', 'docs/x/a.pdf', '# a comment'],
		],
		[
			'follow the file in the innermost folder',
			{ '': ['*.txt', 'build'], lib: ['!*.txt', '!build'], 'lib/deep': ['*.txt'] },
			['a.txt', 'lib/deep/a.txt', 'build/a', 'x/build/a'],
			['lib/a.txt', 'lib/build/a', 'lib/deep/b.md'],
		],
		[
			'are what another rule ignores where the folder is taken back',
			{ '': ['build', '*.log'], sub: ['!build/'] },
			['sub/build/a.log', 'build/a'],
			['sub/build/a.txt'],
		],
		[
			'stay ignored in a folder that is',
			{ '': ['out/'], out: ['!keep.txt'], 'out/sub': ['!*'] },
			['out/keep.txt', 'out/sub/a'],
			['outer/a'],
		],
		[
			'are by a rule with a slash only those in its own folder',
			{ sub: ['/a', 'b/c', 'd'] },
			['sub/a', 'sub/b/c', 'sub/d', 'sub/x/d'],
			['sub/x/a', 'a', 'b/c', 'd', 'sub/x/b/c'],
		],
		[
			'may be in a folder with characters of patterns in its name',
			{ '[x] #1!': ['*.log'] },
			['[x] #1!/a.log'],
			['x/a.log', 'x #1!/a.log'],
		],
		[
			'mind capitals, and lines of Windows',
			{ '': ['Build\r', '*.Log\r'] },
			['Build/a', 'a.Log'],
			['build/a', 'a.log'],
		],
		['are none without rules', {}, [], ['a', '.gitignore', '..a/b']],
	];
	for (const [what, texts, ignored, kept] of cases) {
		it(what, () => {
			assert.deepEqual(ignoredPaths([...ignored, ...kept], ignoreFiles(texts)), ignored);
		});
	}

	it('are told quickly of every path, whatever a repository writes into its rules', () => {
		const deep = `${'a/'.repeat(60)}c`;
		const rules = [
			'**/a/**/a/**/a/**/a/**/a/**/b',
			'!a/**/**/**/**/**/**/b',
			'a/****/a/***/a/**/a/**/b',
		];
		const files = ignoreFiles({ '': [...rules, '/**/x/**/y/**/z/**', 'log'] });
		assert.deepEqual(ignoredPaths([deep, 'w/x/y/z/a', 'log'], files), ['w/x/y/z/a', 'log']);
		const below = ignoreFiles({ [deep]: rules });
		assert.deepEqual(ignoredPaths([`${deep}/${deep}`], below), []);
	}).timeout(2000);

	it('can be asked for folders too', () => {
		const files = ignoreFiles({ '': ['out/', 'x'] });
		assert.deepEqual(ignoredPaths(['out/', 'out', 'x/', 'src/'], files), ['out/', 'x/']);
	});
});

describe('folders that are ignored', () => {
	it('are named plainly by patterns for a search', () => {
		const files = ignoreFiles({
			'': ['target/', '/dist', 'a/b', '*.log', '# x', ''],
			sub: ['out'],
		});
		assert.deepEqual(ignoredFolderPatterns(files), [
			'**/target/**',
			'dist/**',
			'a/b/**',
			'sub/**/out/**',
		]);
	});

	it('are not where any rule may take something of them back', () => {
		const files = ignoreFiles({ '': ['target', 'dist', 'tmp'], 'x/y': ['!dist/keep', '!/t?rget'] });
		assert.deepEqual(ignoredFolderPatterns(files), ['**/tmp/**']);
	});
});
