import assert from 'node:assert/strict';
import { FolderMarkdown, type Room } from '../../../../src/core/prompts/folderMarkdown.ts';

/** Room for so many characters. */
function roomFor(characters: number): Room {
	let left = characters;
	return {
		take(text) {
			if (text.length > left) return false;
			left -= text.length;
			return true;
		},
	};
}

describe('a folder that is attached', () => {
	const paths = ['a.ts', 'b/c.py', 'b/d/e.md', 'f'];

	it('is the names of its files, then their texts', () => {
		const folder = new FolderMarkdown('src', paths, roomFor(10_000));
		folder.add({ path: 'a.ts', text: 'let a;\n' });
		folder.add({ path: 'b/d/e.md', text: '```\ncode\n```' });
		const { text, startLine, endLine, leftOut } = folder.excerpt;
		assert.equal(
			text,
			[
				'src/',
				'  a.ts',
				'  b/',
				'    c.py',
				'    d/',
				'      e.md',
				'  f',
				'',
				'a.ts:',
				'',
				'```ts',
				'let a;',
				'```',
				'',
				'b/d/e.md:',
				'',
				'````md',
				'```',
				'code',
				'```',
				'````',
			].join('\n'),
		);
		assert.deepEqual([startLine, endLine, leftOut], [1, 21, undefined]);
	});

	it('names what there is no room for, and takes smaller files behind it', () => {
		const folder = new FolderMarkdown('src', paths, roomFor(90));
		folder.add({ path: 'a.ts', text: 'x'.repeat(100) });
		folder.add({ path: 'b/c.py', text: 'pass' });
		folder.add({ path: 'f', why: 'no text' });
		assert.match(folder.excerpt.text, /\nb\/c\.py:\n\n```py\npass\n```$/);
		assert.deepEqual(folder.excerpt.leftOut, ['a.ts', 'f (no text)']);
	});

	it('says so where there is no room for all the names, and names so many as are of use', () => {
		const many = Array.from({ length: 1000 }, (_, at) => `file-${at}`);
		const folder = new FolderMarkdown('src', many, roomFor(2000));
		for (const path of many) folder.add({ path, text: 'y'.repeat(5000) });
		const { text, leftOut = [] } = folder.excerpt;
		assert.ok(text.startsWith('src/\n  file-0\n') && text.length <= 2000);
		assert.match(leftOut[0] ?? '', /^\d+ lines of the list of files$/);
		assert.equal(leftOut.length, 501);
		assert.equal(leftOut.at(-1), '501 more');
	});
});
