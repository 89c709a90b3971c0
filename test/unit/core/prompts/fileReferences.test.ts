import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fileReferences } from '../../../../src/core/prompts/fileReferences.ts';

describe('the files that a prompt refers to', () => {
	it('are those of links and of #file:', () => {
		assert.deepEqual(
			fileReferences(
				'See [the style](./style.md), [one](../a/b.ts "Title"), [two](<with blank.md>), [](/root.md) and #file:src/c.ts.',
			),
			['./style.md', '../a/b.ts', 'with blank.md', '/root.md', 'src/c.ts'],
		);
		assert.deepEqual(fileReferences('(#file:a.md) #FILE:b.md, #file:../c/d.md#part'), [
			'a.md',
			'b.md',
			'../c/d.md',
		]);
		assert.deepEqual(fileReferences('[a](b%20c.md) [a](%zz.md) [a](x.md#heading) [a](y.md?raw)'), [
			'b c.md',
			'%zz.md',
			'x.md',
			'y.md',
		]);
		assert.deepEqual(fileReferences('[#file:a.md](a.md) and [again](a.md)'), ['a.md']);
	});

	it('are whole, also with brackets and blanks in their names, whatever quotes stand around', () => {
		assert.deepEqual(
			fileReferences(
				"[a](notes(1).md) [b](b(2)(3).md 'Title') [c](c.md (Title)) [d](d.md) (see [e](e.md))",
			),
			['notes(1).md', 'b(2)(3).md', 'c.md', 'd.md', 'e.md'],
		);
		assert.deepEqual(
			fileReferences(
				'#file:"our style.md", #file:\'more of it.md\' "#file:plain.md" and #file:"open.md',
			),
			['our style.md', 'more of it.md', 'plain.md', '"open.md'],
		);
	});

	it('are no pictures, no addresses and no places in the same file', () => {
		assert.deepEqual(
			fileReferences(
				'![p](p.png) [w](https://x.y/z) [m](mailto:a@b.c) [h](#top) [r](//host/x) [c](command:a.b) #tool:search #files [x] (y)',
			),
			[],
		);
		assert.deepEqual(fileReferences('[w](C:/x)'), ['C:/x']);
	});

	it('are none in code', () => {
		assert.deepEqual(
			fileReferences(
				[
					'`[a](a.md)` and ``#file:`b.md`` but [c](c.md)',
					'```md',
					'[d](d.md) #file:e.md',
					'~~~',
					'```',
					'[f](f.md)',
					'~~~~',
					'[g](g.md)',
					'~~~',
				].join('\n'),
			),
			['c.md', 'f.md'],
		);
		assert.deepEqual(fileReferences('one ` alone [a](a.md)\n\nand ` again [b](b.md)'), [
			'a.md',
			'b.md',
		]);
	});

	it('are found in time that grows with the text', () => {
		for (const piece of ['`', '` ``', '[', '[a](', '![a](b', '#file:', '```\n', '[](<', '(', '.']) {
			fileReferences(piece.repeat(100_000));
		}
	}).timeout(5000);

	it('are none of what is no path, whatever stands there', () => {
		fc.assert(
			fc.property(fc.array(fc.constantFrom(...'[]()<>!`#~\n a.:', '#file:', '](')), (pieces) => {
				for (const path of fileReferences(pieces.join(''))) {
					assert.notEqual(path, '');
					assert.doesNotMatch(path, /[\n#]/);
				}
			}),
		);
	});
});
