import assert from 'node:assert/strict';
import { type DEFAULT_CATALOGUE, DEFAULT_MODEL } from '../../standin/catalogue.ts';
import { type Standin, type StandinOptions, startStandin } from '../../standin/standin.ts';
import { ask, QUESTION } from './ask.ts';

interface ErrorAnswer {
	readonly error: { readonly code: number; readonly message: string };
}

async function errorOf(response: Response): Promise<ErrorAnswer['error']> {
	const answer: ErrorAnswer = await response.json();
	assert.equal(response.status, answer.error.code);
	return answer.error;
}

describe('the stand-in, asked', () => {
	let standin: Standin;

	async function start(options: StandinOptions = {}): Promise<Standin> {
		standin = await startStandin({ pace: 0, ...options });
		return standin;
	}

	afterEach(() => standin.close());

	it('listens on the loopback address and keeps what it receives', async () => {
		await start();
		assert.equal(standin.baseUrl, `http://127.0.0.1:${standin.port}/api/v1`);
		const waiting = standin.waitForRequest(1);
		const response = await ask(standin, QUESTION, {
			headers: { 'content-type': 'application/json; charset=utf-8', 'X-Title': 'Test' },
		});
		await response.text();
		const request = await waiting;
		assert.equal(request.method, 'POST');
		assert.equal(request.path, '/api/v1/chat/completions');
		assert.equal(request.headers['x-title'], 'Test');
		assert.deepEqual(request.body, QUESTION);
		assert.deepEqual(request.chat, QUESTION);
		assert.equal(await request.whenClosed, 'byServer');
		assert.equal(request.closed, 'byServer');
		assert.equal(await standin.waitForRequest((one) => one.path.endsWith('completions')), request);
	});

	it('answers 400 with the path of what breaks the schema', async () => {
		await start();
		const error = await errorOf(await ask(standin, { ...QUESTION, temperature: 3 }));
		assert.equal(error.code, 400);
		assert.equal(error.message, 'body/temperature must be <= 2');
		assert.equal(standin.requests[0]?.problem, error.message);
	});

	it('answers 400 to a body that is not JSON or not called JSON', async () => {
		await start();
		assert.equal((await errorOf(await ask(standin, '{"model":'))).message, 'body must be JSON');
		const plain = await ask(standin, QUESTION, { headers: { 'content-type': 'text/plain' } });
		assert.equal((await errorOf(plain)).message, 'Content-Type must be application/json');
	});

	it('answers 404 to an unknown path and 405 to a wrong method', async () => {
		await start();
		assert.equal((await errorOf(await fetch(`${standin.baseUrl}/nowhere`))).code, 404);
		assert.equal((await errorOf(await fetch(`${standin.origin}/v1/models`))).code, 404);
		assert.equal((await errorOf(await fetch(`${standin.baseUrl}/chat/completions`))).code, 405);
		const post = await fetch(`${standin.baseUrl}/models`, { method: 'POST' });
		assert.equal((await errorOf(post)).code, 405);
	});

	it('takes any key and none when it requires none', async () => {
		await start();
		assert.equal((await ask(standin)).status, 200);
		assert.equal((await fetch(`${standin.baseUrl}/key`)).status, 200);
	});

	it('requires its key for chats and the key check, not for the catalogue', async () => {
		await start({ requireKey: 'sk-right' });
		const json = { 'content-type': 'application/json' };
		const wrong = { ...json, authorization: 'Bearer sk-wrong' };
		const right = { ...json, authorization: 'Bearer sk-right' };
		const key = `${standin.baseUrl}/key`;
		const missing = 'No auth credentials found';
		assert.deepEqual(await errorOf(await ask(standin)), { code: 401, message: missing });
		assert.equal((await errorOf(await fetch(key))).message, missing);
		const refused = await ask(standin, QUESTION, { headers: wrong });
		assert.deepEqual(await errorOf(refused), { code: 401, message: 'User not found.' });
		assert.equal((await fetch(key, { headers: wrong })).status, 401);
		assert.equal((await ask(standin, QUESTION, { headers: right })).status, 200);
		assert.equal((await fetch(key, { headers: right })).status, 200);
		assert.equal((await fetch(`${standin.baseUrl}/models`)).status, 200);
		standin.requireKey(undefined);
		assert.equal((await ask(standin)).status, 200);
	});

	it('has no key check when that is switched off', async () => {
		await start({ keyEndpoint: false });
		assert.equal((await fetch(`${standin.baseUrl}/key`)).status, 404);
	});

	it('lists a dozen models, the default among them', async () => {
		await start();
		const answer: { data: typeof DEFAULT_CATALOGUE } = await (
			await fetch(`${standin.baseUrl}/models`)
		).json();
		assert.equal(answer.data.length, 12);
		assert.ok(answer.data.some((entry) => entry.id === DEFAULT_MODEL));
		assert.ok(answer.data.filter((entry) => entry.id.startsWith('meta-llama/')).length > 3);
		for (const entry of answer.data) {
			assert.equal(typeof entry.pricing.prompt, 'string');
			assert.ok(entry.supported_parameters.includes('temperature'));
		}
	});

	it('answers 404 for a model that is not in the list, or 400 on request', async () => {
		await start({ models: 'withoutDefault' });
		const error = await errorOf(await ask(standin));
		assert.deepEqual(error, { code: 404, message: `No endpoints found for ${DEFAULT_MODEL}.` });
		await standin.close();
		await start({ models: ['mine/own'], unknownModel: 400 });
		assert.equal(
			(await errorOf(await ask(standin))).message,
			`${DEFAULT_MODEL} is not a valid model ID`,
		);
		assert.equal((await ask(standin, { ...QUESTION, model: 'mine/own' })).status, 200);
	});

	it('answers with a fallback model that it has', async () => {
		await start();
		standin.script({ kind: 'json', text: 'Hi' });
		const response = await ask(standin, {
			...QUESTION,
			model: 'gone/model',
			models: ['openai/gpt-4o-mini'],
		});
		const answer: { model: string } = await response.json();
		assert.equal(answer.model, 'openai/gpt-4o-mini');
	});

	it('does one scripted behaviour a request, then the default again', async () => {
		await start();
		standin.setDefault({ kind: 'json', text: 'default' });
		standin.script([
			{ kind: 'json', text: 'one' },
			{ kind: 'json', text: 'two' },
		]);
		for (const expected of ['one', 'two', 'default', 'default']) {
			assert.match(await (await ask(standin)).text(), new RegExp(`"content":"${expected}"`));
		}
	});

	it('answers as one of its models is told to, whatever comes in between', async () => {
		await start();
		standin.answerAs('qwen/qwen3-coder', { kind: 'json', text: 'As the coder.' });
		standin.script({ kind: 'json', text: 'As scripted.' });
		const said = async (model: string) => (await ask(standin, { ...QUESTION, model })).text();
		assert.match(await said('qwen/qwen3-coder'), /As the coder\./);
		assert.match(await said(DEFAULT_MODEL), /As scripted\./);
		assert.match(await said('qwen/qwen3-coder'), /As the coder\./);
		standin.reset();
		assert.doesNotMatch(await said('qwen/qwen3-coder'), /As the coder\./);
	});

	it('does not spend the script on a refused request', async () => {
		await start();
		standin.script({ kind: 'json', text: 'scripted' });
		assert.equal((await ask(standin, { ...QUESTION, top_p: 2 })).status, 400);
		assert.match(await (await ask(standin)).text(), /scripted/);
	});

	it('does something else on a path while that is overridden', async () => {
		await start();
		const models = `${standin.baseUrl}/models`;
		standin.override('/models', {
			kind: 'error',
			status: 503,
			body: { shape: 'text', message: 'down' },
		});
		assert.equal((await fetch(models)).status, 503);
		standin.override('/models', undefined);
		assert.equal((await fetch(models)).status, 200);
	});

	it('forgets all when it is reset, and drops what is under way', async () => {
		await start();
		standin.setDefault({ kind: 'hang' });
		const dropped = assert.rejects(ask(standin));
		await standin.waitForHold();
		const request = await standin.waitForRequest(1);
		standin.script({ kind: 'reset' });
		standin.override('/models', { kind: 'reset' });
		standin.reset();
		assert.equal(await request.whenClosed, 'byServer');
		await dropped;
		assert.equal(standin.requests.length, 0);
		assert.equal((await ask(standin)).status, 200);
		assert.equal((await fetch(`${standin.baseUrl}/models`)).status, 200);
	});

	it('refuses connections while it does not listen, and comes back on the same port', async () => {
		await start();
		const { port } = standin;
		await standin.stopListening();
		await assert.rejects(ask(standin), (error: Error & { cause?: { code?: string } }) => {
			assert.equal(error.cause?.code, 'ECONNREFUSED');
			return true;
		});
		await standin.listenAgain();
		assert.equal(standin.port, port);
		assert.equal((await ask(standin)).status, 200);
	});
});
