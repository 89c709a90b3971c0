import assert from 'node:assert/strict';
import { ask, chatSuite, run } from './chatSuite.ts';
import { type SettledReply, settledAfter } from './files.ts';
import { page } from './page.ts';
import { set } from './settings.ts';
import { until } from './until.ts';

describe('what the buttons of a failure do', () => {
	const suite = chatSuite({}, { oneServer: true });

	beforeEach(async () => {
		await run('open');
		await until(() => page.view?.visible);
	});

	async function press(action: string, { id }: SettledReply): Promise<void> {
		const reply = await settledAfter(async () => page.post({ type: 'act', action, id }));
		assert.equal(reply.status, 'complete');
	}

	it('Retry with N Tokens asks again for no more than can be paid, and only this once', async () => {
		await set('maxTokens', 900);
		suite.standin.script({
			kind: 'error',
			status: 402,
			body: {
				shape: 'object',
				message:
					'This request requires more credits, or fewer max_tokens. You requested up to 900 tokens, but can only afford 342.',
			},
		});
		const refused = await ask();
		assert.equal(refused.failure?.affordable, 342);
		await press('retryWithTokens', refused);
		await ask();
		assert.deepEqual(
			suite.standin.chats.map(({ chat }) => chat?.max_tokens),
			[900, 342, 900],
		);
		assert.deepEqual(
			suite.standin.chats[1]?.chat?.messages,
			suite.standin.chats[0]?.chat?.messages,
		);
	});

	it('Send Without leaves out what the server named, and nothing else, and only this once', async () => {
		await set('temperature', 0.3);
		await set('topP', 0.9);
		suite.standin.script({
			kind: 'error',
			status: 400,
			body: { shape: 'openai', message: "property 'temperature' is unsupported" },
		});
		const refused = await ask();
		assert.equal(refused.failure?.parameter, 'temperature');
		await press('sendWithout', refused);
		await ask();
		assert.deepEqual(
			suite.standin.chats.map(({ chat }) => [chat?.temperature, chat?.top_p]),
			[
				[0.3, 0.9],
				[undefined, 0.9],
				[0.3, 0.9],
			],
		);
	});

	it('do nothing for a reply that did not fail so, whatever the page says', async () => {
		const { id } = await ask();
		for (const action of ['retryWithTokens', 'sendWithout', 'openPage'])
			page.post({ type: 'act', action, id });
		await ask();
		assert.equal(suite.standin.chats.length, 2);
	});
});
