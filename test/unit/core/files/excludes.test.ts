import assert from 'node:assert/strict';
import { Excludes } from '../../../../src/core/files/excludes.ts';

describe('excluded files', () => {
	const files = [
		'a.ts',
		'a.js',
		'b.js',
		'node_modules/x/index.js',
		'src/node_modules/y.ts',
		'src/c.d.ts',
		'src/c.ts',
		'src/c.d.js',
		'out/gen/deep.txt',
		'outside.txt',
	];

	it('are those of all settings, with all that is in an excluded folder', () => {
		const excludes = new Excludes([
			{ '**/node_modules': true, out: true },
			{ '**/*.d.ts': true, '**/c.ts': false },
		]);
		const visible = ['a.ts', 'a.js', 'b.js', 'src/c.ts', 'src/c.d.js', 'outside.txt'];
		assert.deepEqual(excludes.visible(files), visible);
		for (const file of files) {
			assert.equal(
				excludes.hides(file, () => false),
				!visible.includes(file),
				file,
			);
		}
		assert.ok(excludes.hides('out', () => false));
	});

	it('can depend on the file beside', () => {
		const excludes = new Excludes([{ '**/*.js': { when: '$(basename).ts' } }]);
		const visible = excludes.visible(files);
		assert.deepEqual(
			files.filter((file) => !visible.includes(file)),
			['a.js', 'src/c.d.js'],
		);
		assert.ok(excludes.hides('src/d.js', (path) => path === 'src/d.ts'));
		assert.ok(!excludes.hides('src/d.js', (path) => path === 'd.ts'));
	});

	it('are none by settings that make no sense', () => {
		const senseless = [
			undefined,
			null,
			7,
			'x',
			[],
			{ '**/a.ts': 'yes', '[z-a]': true, b: { when: 3 } },
		];
		assert.deepEqual(new Excludes(senseless).visible(files), files);
	});

	it('are left out already when files are looked for, as far as a pattern can say it', () => {
		const excludes = new Excludes([
			{ '**/x': true, '**/*.{a,b}': true, off: false, '**/*.js': { when: 'z' } },
			{ 'y/**': true },
		]);
		assert.equal(excludes.findPattern(false), '{**/x,y/**}');
		assert.equal(excludes.findPattern(true), '{**/x}');
		assert.equal(new Excludes([{}]).findPattern(false), undefined);
	});
});
