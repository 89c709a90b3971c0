import assert from 'node:assert/strict';
import { wireMessages } from '../../../../src/core/prompts/prompt.ts';
import { parseSentBody, requestBody } from '../../../../src/core/server/chatRequest.ts';
import type { Question } from '../../../../src/shared/conversation/messages.ts';
import { EXCERPT } from '../../../samples/excerpt.ts';

const HALF = 'a\ud83d and \ude00b';
const WHOLE = 'a\ufffd and \ufffdb';

describe('the body of a request', () => {
	it('holds no half of a character, wherever it came from', () => {
		const question: Question = {
			role: 'user',
			id: 'q',
			parent: null,
			at: 1,
			text: HALF,
			excerpts: [{ ...EXCERPT, label: HALF, text: HALF }],
		};
		const body = requestBody({
			model: HALF,
			messages: [{ role: 'system', content: HALF }, ...wireMessages([question])],
			stop: [HALF, '😀'],
			stream: true,
		});
		assert.doesNotMatch(body, /\\ud[89a-f]/i);
		const parsed = parseSentBody(body);
		assert.equal(parsed?.model, WHOLE);
		assert.equal(parsed?.messages[0]?.content, WHOLE);
		assert.equal(String(parsed?.messages[1]?.content).split(WHOLE).length, 4);
		assert.deepEqual(parsed?.stop, [WHOLE, '😀']);
	});
});
