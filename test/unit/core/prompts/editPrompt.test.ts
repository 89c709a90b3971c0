import assert from 'node:assert/strict';
import { editPrompt } from '../../../../src/core/prompts/editPrompt.ts';

describe('what is asked for an edit', () => {
	it('begins with the instruction, and wants all of the code in one block', () => {
		const [title, , asked = ''] = editPrompt('  Handle an empty list ', 'a = 1').split('\n');
		assert.equal(title, 'Handle an empty list');
		assert.match(asked, /one code block that has all of the changed code/);
	});

	it('names a fence that the code cannot close', () => {
		assert.match(editPrompt('Shorter', '# A\n\n```js\na\n```'), /between two lines of ````/);
	});
});
