import assert from 'node:assert/strict';
import type { ChatRequest } from '../../../../src/core/server/chatRequest.ts';
import { optionalProperties, withChange } from '../../../../src/core/server/requestChange.ts';

describe('a request that is changed once', () => {
	const request: ChatRequest = {
		model: 'maker/model',
		messages: [{ role: 'user', content: 'Hi' }],
		temperature: 0.2,
		top_a: 0.1,
		max_tokens: 32_000,
		stream: true,
	};
	const sent = (change: Parameters<typeof withChange>[1], from = request) =>
		JSON.parse(JSON.stringify(withChange(from, change)));

	it('asks for no more tokens than can be paid for, under the name the request has', () => {
		assert.equal(sent({ maxTokens: 27_342 }).max_tokens, 27_342);
		const { max_tokens, ...none } = request;
		assert.equal(sent({ maxTokens: 5 }, none).max_tokens, 5);
		const newer = { ...none, max_completion_tokens: 9 };
		assert.deepEqual(sent({ maxTokens: 5 }, newer), { ...newer, max_completion_tokens: 5 });
		assert.equal(max_tokens, 32_000);
	});

	it('goes without what the server does not take, and keeps the rest as it is', () => {
		const { top_a, ...rest } = request;
		assert.deepEqual(sent({ without: 'top_a' }), rest);
		assert.deepEqual(sent({ without: 'unheard_of' }), request);
		assert.deepEqual(sent({}), request);
		assert.equal(top_a, 0.1);
	});

	it('never goes without what makes it a request', () => {
		for (const without of ['model', 'messages', 'stream']) {
			assert.deepEqual(sent({ without }), request);
		}
		assert.deepEqual(optionalProperties(request), ['temperature', 'top_a', 'max_tokens']);
	});
});
