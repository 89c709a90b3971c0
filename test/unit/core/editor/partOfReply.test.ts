import assert from 'node:assert/strict';
import { partOfReply } from '../../../../src/core/editor/partOfReply.ts';
import type { Reply } from '../../../../src/shared/conversation/messages.ts';

const reply: Reply = {
	role: 'assistant',
	id: 'r',
	parent: 'q',
	at: 1,
	model: 'm',
	text: 'See:\n\n```js\nlet a;\n```\n',
	reasoning: 'Perhaps\n\n```js\nwrong();\n```\n',
	status: 'complete',
	facts: {},
};

describe('what is copied and inserted of a reply', () => {
	it('is its text, never its reasoning', () => {
		assert.equal(partOfReply(reply, undefined)?.text, reply.text);
		assert.match(partOfReply(reply, 0)?.text ?? '', /^let a;/);
		assert.equal(partOfReply(reply, 1), undefined);
	});
});
