import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { ask, chatSuite, run } from './chatSuite.ts';
import { page } from './page.ts';
import { set } from './settings.ts';
import { until } from './until.ts';

const MODEL = 'meta-llama/llama-3-70b-instruct';

/** Ollama's own API in front of a chat API: it loads its one model with the first question, and with fewer tokens than that takes. */
async function startOllama(chat: string): Promise<{ baseUrl: string } & AsyncDisposable> {
	let loaded = false;
	const server = createServer((request, response) => {
		const path = request.url ?? '';
		const body: Promise<string> = Array.fromAsync(request).then((parts) =>
			Buffer.concat(parts).toString(),
		);
		const send = (json: unknown) => response.end(JSON.stringify(json));
		if (path === '/v1/models') send({ data: [{ id: MODEL, owned_by: 'library' }] });
		else if (path === '/api/ps') {
			send({ models: loaded ? [{ model: MODEL, context_length: 4096 }] : [] });
		} else if (path === '/api/show') {
			send({ model_info: { 'general.architecture': 'llama', 'llama.context_length': 131_072 } });
		} else {
			loaded = true;
			void body
				.then((text) =>
					fetch(`${chat}/chat/completions`, {
						method: 'POST',
						headers: { 'Content-Type': 'application/json' },
						body: text,
					}),
				)
				.then(async (answer) => {
					response.writeHead(answer.status, {
						'Content-Type': answer.headers.get('content-type') ?? '',
					});
					response.end(await answer.text());
				});
		}
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	assert.ok(address !== null && typeof address === 'object');
	return {
		baseUrl: `http://127.0.0.1:${address.port}/v1`,
		[Symbol.asyncDispose]: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

describe('the window of a model', () => {
	const suite = chatSuite();

	it('is asked for before a message, again once the model is loaded, and decides what is sent', async () => {
		await using ollama = await startOllama(suite.standin.baseUrl);
		await set('baseUrl', ollama.baseUrl);
		await run('open');
		const conversation = page.conversation ?? '';
		page.post({ type: 'draft', conversation, text: 'How' });
		const before = await until(() => shownContext(131_072));
		assert.equal(
			before.window,
			'Ollama has not loaded this model. It takes at most 131,072 tokens; Ollama may load it with fewer.',
		);
		suite.standin.script({ kind: 'reply', text: 'some words to remember '.repeat(1000) });
		assert.equal((await ask()).status, 'complete');
		const after = await until(() => shownContext(4096));
		assert.equal(after.window, 'Ollama says that this model takes 4,096 tokens now.');
		assert.equal((await ask()).status, 'complete');
		const sent = suite.standin.chats.map(({ chat }) => chat?.messages.map(({ role }) => role));
		// Of the second request, the first turn had to go.
		assert.deepEqual(sent, [['user'], ['user']]);
	});
});

/** What the page shows of the context, once that has this size. */
function shownContext(size: number) {
	const context = page.status?.context;
	return context?.context === size ? context : undefined;
}
