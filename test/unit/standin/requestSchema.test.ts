import assert from 'node:assert/strict';
import { checkChatBody } from '../../standin/requestSchema.ts';

const MESSAGES = [{ role: 'user', content: 'Hello' }];

function problemOf(fields: object): string | undefined {
	const checked = checkChatBody({ model: 'a/b', messages: MESSAGES, ...fields });
	return 'problem' in checked ? checked.problem : undefined;
}

const CALL = { id: 'c1', type: 'function', function: { name: 'look', arguments: '{}' } };
const ANSWER = { role: 'tool', content: '42', tool_call_id: 'c1' };

const IN_ANOTHER_FORMAT = {
	type: 'image_url',
	image_url: { url: 'data:image/bmp;base64,Qk0=' },
};

describe('the schema of a chat request', () => {
	it('takes every field at the ends of its range', () => {
		for (const [temperature, top, penalty, repetition, integer] of [
			[0, 0, -2, 0, 1],
			[2, 1, 2, 2, 4096],
		]) {
			assert.equal(
				problemOf({
					stream: true,
					stream_options: { include_usage: true },
					temperature,
					top_p: top,
					min_p: top,
					top_a: top,
					top_k: 0,
					frequency_penalty: penalty,
					presence_penalty: penalty,
					repetition_penalty: repetition,
					max_tokens: integer,
					seed: -7,
					stop: ['a', 'b', 'c', 'd'],
					models: ['c/d'],
					plugins: [{ id: 'context-compression', enabled: false }],
					provider: { order: ['Together'], allow_fallbacks: false },
					reasoning: { effort: 'low' },
					response_format: { type: 'json_object' },
				}),
				undefined,
			);
		}
	});

	it('takes every role, and content as text or as parts', () => {
		const image_url = { url: 'data:image/png;base64,AAAA', detail: 'low' };
		assert.equal(
			problemOf({
				messages: [
					{ role: 'system', content: 'Be brief.' },
					{
						role: 'user',
						name: 'me',
						content: [
							{ type: 'text', text: 'What is this?' },
							{ type: 'image_url', image_url },
						],
					},
					{ role: 'assistant', content: '', tool_calls: [CALL] },
					{ role: 'tool', content: '42', tool_call_id: 'c1' },
				],
			}),
			undefined,
		);
	});

	for (const [fields, problem] of [
		[{ temperature: 2.1 }, 'body/temperature must be <= 2'],
		[{ temperature: null }, 'body/temperature must be number'],
		[{ temperature: '1' }, 'body/temperature must be number'],
		[{ top_p: -0.1 }, 'body/top_p must be >= 0'],
		[{ min_p: 1.5 }, 'body/min_p must be <= 1'],
		[{ top_a: 1.5 }, 'body/top_a must be <= 1'],
		[{ top_k: -1 }, 'body/top_k must be >= 0'],
		[{ top_k: 1.5 }, 'body/top_k must be integer'],
		[{ frequency_penalty: -2.5 }, 'body/frequency_penalty must be >= -2'],
		[{ presence_penalty: 3 }, 'body/presence_penalty must be <= 2'],
		[{ repetition_penalty: -1 }, 'body/repetition_penalty must be >= 0'],
		[{ max_tokens: 0 }, 'body/max_tokens must be >= 1'],
		[{ seed: 0.5 }, 'body/seed must be integer'],
		[{ stop: ['a', 'b', 'c', 'd', 'e'] }, 'body/stop must NOT have more than 4 items'],
		[{ stream: 'yes' }, 'body/stream must be boolean'],
		[{ topP: 1 }, 'body must not have the property "topP"'],
		[{ model: undefined }, "body must have required property 'model'"],
		[{ messages: undefined }, "body must have required property 'messages'"],
		[{ messages: [] }, 'body/messages must NOT have fewer than 1 items'],
		[
			{ messages: [{ role: 'robot', content: '' }] },
			'body/messages/0/role must be equal to one of the allowed values: user, assistant, system, tool',
		],
		[{ messages: [{ role: 'user' }] }, "body/messages/0 must have required property 'content'"],
		[
			{ messages: [{ role: 'user', content: 'a', id: 1 }] },
			'body/messages/0 must not have the property "id"',
		],
		[
			{ messages: [{ role: 'user', content: [{ type: 'text' }] }] },
			"body/messages/0/content/0 must have required property 'text'",
		],
		[
			{ messages: [{ role: 'user', content: [{ type: 'image_url', image_url: {} }] }] },
			"body/messages/0/content/0/image_url must have required property 'url'",
		],
		[
			{ messages: [...MESSAGES, ANSWER] },
			'body/messages/1 answers no call of the assistant message before it',
		],
		[
			{ messages: [{ role: 'assistant', content: '', tool_calls: [CALL] }] },
			'body/messages has no answer to the call "c1"',
		],
		[
			{ messages: [{ role: 'assistant', content: '', tool_calls: [CALL] }, ...MESSAGES, ANSWER] },
			'body/messages/1 comes before the answer to the call "c1"',
		],
		[
			{ messages: [{ role: 'assistant', content: '', tool_calls: [CALL, CALL] }, ANSWER] },
			'body/messages/0 has two calls by one id',
		],
		[
			{ messages: [{ role: 'user', content: '', tool_calls: [CALL] }, ANSWER] },
			'body/messages/0 calls tools as user',
		],
		[
			{ messages: [{ role: 'user', content: [IN_ANOTHER_FORMAT] }] },
			`body/messages/0/content/0/image_url/url must match pattern "^(https?://|data:image/(png|jpeg|webp|gif);base64,[A-Za-z0-9+/])"`,
		],
	] as const) {
		it(`refuses: ${problem}`, () => {
			assert.equal(problemOf({ ...fields }), problem);
		});
	}

	it('refuses what is no object', () => {
		assert.deepEqual(checkChatBody('hello'), { problem: 'body must be object' });
	});
});
