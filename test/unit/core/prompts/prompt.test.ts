import assert from 'node:assert/strict';
import {
	EXPLAIN_QUESTION,
	fenceFor,
	questionAsMarkdown,
	wireMessages,
} from '../../../../src/core/prompts/prompt.ts';
import type { Excerpt, Message } from '../../../../src/shared/conversation/messages.ts';
import { codeBlocks } from '../../../../src/shared/markdown/codeBlocks.ts';

const EXCERPT: Excerpt = {
	uri: 'file:///w/src/sum.py',
	label: 'src/sum.py',
	language: 'python',
	startLine: 3,
	endLine: 9,
	version: 1,
	text: 'def f():\n    return 1',
};

describe('prompt', () => {
	it('sends code under its file name, lines and language', () => {
		assert.equal(
			questionAsMarkdown(EXPLAIN_QUESTION, [EXCERPT]),
			'Explain this code.\n\nsrc/sum.py, lines 3–9 (python):\n\n```python\ndef f():\n    return 1\n```',
		);
	});

	it('names a single line as one, and sends excerpts without a question too', () => {
		assert.match(
			questionAsMarkdown('', [{ ...EXCERPT, endLine: 3 }]),
			/^src\/sum\.py, line 3 \(python\):/,
		);
	});

	it('fences code so that nothing in it can end the fence', () => {
		for (const text of ['```\nx\n```', '````', 'a ``` b', '~~~']) {
			const blocks = codeBlocks(questionAsMarkdown('', [{ ...EXCERPT, text }]));
			assert.deepEqual(
				blocks.map((block) => block.text.replace(/\n$/, '')),
				[text],
			);
		}
		assert.equal(fenceFor('none'), '```');
	});

	it('sends questions and replies in order, and nothing for a reply that came to nothing', () => {
		const reply = {
			role: 'assistant',
			parent: 'q',
			at: 1,
			model: 'm',
			reasoning: 'thinking aloud is never sent',
			facts: {},
		} as const;
		const path: Message[] = [
			{ role: 'user', id: 'q', parent: null, at: 1, text: 'One?', excerpts: [] },
			{ ...reply, id: 'a', text: 'One.', status: 'stopped' },
			{ role: 'user', id: 'r', parent: 'a', at: 1, text: 'Two?', excerpts: [EXCERPT] },
			{ ...reply, id: 'b', text: '', status: 'failed' },
		];
		assert.deepEqual(wireMessages(path), [
			{ role: 'user', content: 'One?' },
			{ role: 'assistant', content: 'One.' },
			{ role: 'user', content: questionAsMarkdown('Two?', [EXCERPT]) },
		]);
	});
});
