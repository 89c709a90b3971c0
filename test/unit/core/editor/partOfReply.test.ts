import assert from 'node:assert/strict';
import { partOfReply } from '../../../../src/core/editor/partOfReply.ts';
import type { Reply } from '../../../../src/shared/conversation/messages.ts';
import { blockMark } from '../../../../src/shared/markdown/blockMark.ts';

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
		assert.equal(partOfReply(reply)?.text, reply.text);
		assert.match(partOfReply(reply, { block: 0 })?.text ?? '', /^let a;/);
		assert.equal(partOfReply(reply, { block: 1 }), undefined);
	});

	it('is the very block that was shown, as it is now, or none', () => {
		const fenced = (...codes: string[]): Reply => ({
			...reply,
			text: codes.map((code) => `\`\`\`js\n${code}`).join('\n```\n\n'),
		});
		const shown = blockMark(['let a;', 'let b = ``;'], true);
		const part = (changed: Reply, mark: string) => partOfReply(changed, { block: 0, mark })?.text;
		assert.equal(part(fenced('let a;\nlet b = ``;'), shown), 'let a;\nlet b = ``;');
		assert.equal(part(fenced('let a;\nlet b = ``;\nlet c;'), shown)?.length, 25, 'it has grown');
		assert.equal(part(fenced('let a;\nlet c = ``;'), shown), undefined);
		assert.equal(part(fenced('let a;'), shown), undefined);
		assert.equal(part(fenced('first();', 'let a;\nlet b = ``;'), shown), undefined, 'another one');
		assert.equal(part(fenced('let a;'), 'no mark'), undefined);
		// What looks like a line of an open block may be half of its closing fence.
		const open = blockMark(['let a;', '``'], false);
		assert.equal(part(fenced('let a;', 'let b;'), open), 'let a;');
	});
});
