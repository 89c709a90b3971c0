import assert from 'node:assert/strict';
import { MAX_HEADER, splitHeader } from '../../../../src/core/prompts/splitHeader.ts';

describe('the header of a file', () => {
	it('stands between two lines of dashes, the first of which is the very first', () => {
		for (const [text, header, body] of [
			['---\na: 1\nb: 2\n---\nText\n', 'a: 1\nb: 2', 'Text\n'],
			['\uFEFF---  \r\na: 1\r\n--- \r\nText', 'a: 1', 'Text'],
			['---\n---\n', '', ''],
			['---\na\n---\nb\n---\nc', 'a', 'b\n---\nc'],
			['Text\n---\na\n---', undefined, 'Text\n---\na\n---'],
			['\n---\na\n---', undefined, '\n---\na\n---'],
			['One\rTwo', undefined, 'One\nTwo'],
			['', undefined, ''],
		] as const) {
			assert.deepEqual(splitHeader(text), { header, body }, JSON.stringify(text));
		}
	});

	it('that does not end is told, and so is one that is too long', () => {
		const problem = 'the header has no second line "---"';
		assert.deepEqual(splitHeader('---\na: 1\n'), { problem, line: 1 });
		const withHeader = (length: number) => splitHeader(`---\n${'x'.repeat(length)}\n---\n`);
		assert.ok('header' in withHeader(MAX_HEADER));
		const tooLong = 'the header has more than 16 KB';
		assert.deepEqual(withHeader(MAX_HEADER + 1), { problem: tooLong, line: 1 });
	});
});
