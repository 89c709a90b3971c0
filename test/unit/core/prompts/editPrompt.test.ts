import assert from 'node:assert/strict';
import { editPrompt } from '../../../../src/core/prompts/editPrompt.ts';

describe('what is asked for an edit', () => {
	it('begins with the instruction, and wants all of the code in one block', () => {
		const [title, , asked = ''] = editPrompt('  Handle an empty list ', ['a = 1']).split('\n');
		assert.equal(title, 'Handle an empty list');
		assert.match(asked, /one code block that has all of the changed code/);
	});

	it('wants a block for each part, in their order', () => {
		const asked = editPrompt('Handle it', ['a = 1', 'b = 2', 'c = 3']);
		assert.match(asked, /3 code blocks, one for each part, in the same order/);
		assert.doesNotMatch(asked, /one code block that/);
		assert.match(
			editPrompt('Handle it', ['a', '```\nb']),
			/2 code blocks between two lines of ````/,
		);
	});

	it('names a fence that the code cannot close', () => {
		assert.match(editPrompt('Shorter', ['# A\n\n```js\na\n```']), /between two lines of ````/);
	});
});
