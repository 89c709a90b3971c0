import assert from 'node:assert/strict';
import type { ErrorBody } from '../../standin/behaviour.ts';
import { type Standin, startStandin } from '../../standin/standin.ts';
import { ask, chunksOf, QUESTION, readUntilBroken, textOf } from './ask.ts';

describe('the stand-in, misbehaving', () => {
	let standin: Standin;

	beforeEach(async () => {
		standin = await startStandin({ pace: 0 });
	});
	afterEach(() => standin.close());

	for (const [body, text] of [
		[
			{ shape: 'object', message: 'No', metadata: { limit_source: 'x' }, userId: 'user_1' },
			'{"error":{"message":"No","code":429,"metadata":{"limit_source":"x"}},"user_id":"user_1"}',
		],
		[
			{ shape: 'openai', message: 'No' },
			'{"error":{"message":"No","type":"invalid_request_error","param":null,"code":null}}',
		],
		[
			{ shape: 'raw', raw: '{"message":"No"}', providerName: 'P' },
			'{"error":{"message":"Provider returned error","code":429,"metadata":{"raw":"{\\"message\\":\\"No\\"}","provider_name":"P"}}}',
		],
		[{ shape: 'string', message: 'No' }, '{"error":"No"}'],
		[{ shape: 'codeAndString', code: 'bad', message: 'No' }, '{"code":"bad","error":"No"}'],
		[{ shape: 'detail', message: 'No' }, '{"detail":"No"}'],
		[{ shape: 'message', message: 'No' }, '{"status":"failure","message":"No"}'],
		[{ shape: 'text', message: 'No' }, 'No'],
		[{ shape: 'empty' }, ''],
	] as const satisfies readonly (readonly [ErrorBody, string])[]) {
		it(`sends an error body of shape ${body.shape}`, async () => {
			standin.script({ kind: 'error', status: 429, body, headers: { 'retry-after': '1' } });
			const response = await ask(standin);
			assert.equal(response.status, 429);
			assert.equal(response.headers.get('retry-after'), '1');
			assert.equal(await response.text(), text);
		});
	}

	it('sends an error as a page and as a list of schema issues', async () => {
		standin.script([
			{ kind: 'error', status: 524, body: { shape: 'html', message: 'Timed out' } },
			{ kind: 'error', status: 400, body: { shape: 'zod', message: 'Wrong', path: ['model'] } },
		]);
		const page = await ask(standin);
		assert.equal(page.headers.get('content-type'), 'text/html; charset=UTF-8');
		assert.match(await page.text(), /^<!DOCTYPE html>/);
		const zod: { success: boolean; error: { name: string; message: string } } = await (
			await ask(standin)
		).json();
		assert.equal(zod.success, false);
		assert.equal(zod.error.name, 'ZodError');
		assert.equal(JSON.parse(zod.error.message)[0].message, 'Wrong');
	});

	it('answers with padded JSON although a stream was asked for', async () => {
		standin.script({ kind: 'json', text: 'Hi', padded: true });
		const response = await ask(standin);
		const text = await response.text();
		assert.match(text, /^\s+\{"id":"gen-/);
		const answer: { choices: { message: { content: string } }[]; usage: object } = JSON.parse(text);
		assert.equal(answer.choices[0]?.message.content, 'Hi');
		assert.ok(answer.usage);
	});

	it('answers with an error inside a 200, beside the choices or in one', async () => {
		for (const place of ['top', 'choice'] as const) {
			standin.script({ kind: 'json', text: 'Part', error: { place, code: 502, message: 'No' } });
			const response = await ask(standin);
			assert.equal(response.status, 200);
			const answer: { error?: object; choices: { error?: object }[] } = await response.json();
			const error = place === 'top' ? answer.error : answer.choices[0]?.error;
			assert.deepEqual(error, { code: 502, message: 'No' });
		}
	});

	it('redirects', async () => {
		standin.script({ kind: 'redirect', location: 'http://127.0.0.1:1/elsewhere', status: 308 });
		const response = await ask(standin, QUESTION, { redirect: 'manual' });
		assert.equal(response.status, 308);
		assert.equal(response.headers.get('location'), 'http://127.0.0.1:1/elsewhere');
	});

	it('resets the connection before any answer', async () => {
		standin.script({ kind: 'reset' });
		await assert.rejects(ask(standin), (error: Error & { cause?: { code?: string } }) => {
			assert.equal(error.cause?.code, 'ECONNRESET');
			return true;
		});
		assert.equal(await standin.requests[0]?.whenClosed, 'byServer');
	});

	it('sends exactly the bytes it is given', async () => {
		standin.script({
			kind: 'raw',
			status: 201,
			headers: { 'content-type': 'application/octet-stream' },
			parts: ['a', new Uint8Array([0xff, 0x00]), 'b'],
		});
		const response = await ask(standin);
		assert.equal(response.status, 201);
		assert.equal(response.headers.get('content-type'), 'application/octet-stream');
		const bytes = new Uint8Array(await response.arrayBuffer());
		assert.deepEqual([...bytes], [0x61, 0xff, 0x00, 0x62]);
	});

	it('holds and drops a connection among raw bytes', async () => {
		standin.script({ kind: 'raw', parts: ['a', { hold: true }, 'b'], finish: 'destroy' });
		const reading = ask(standin).then(readUntilBroken);
		await standin.waitForHold();
		standin.release();
		assert.deepEqual(await reading, { text: 'ab', broken: true });
	});

	it('hangs before the headers until released, then answers or drops the connection', async () => {
		standin.script([{ kind: 'hang', next: { kind: 'json', text: 'Late' } }, { kind: 'hang' }]);
		const late = ask(standin);
		await standin.waitForHold();
		standin.release();
		assert.match(await (await late).text(), /Late/);
		const dropped = assert.rejects(ask(standin));
		await standin.waitForHold();
		standin.release();
		await dropped;
	});

	it('holds a stream where told and lets it go on when released', async () => {
		standin.script({ kind: 'reply', text: 'a b c', holdAfter: [0, 2, 99], comments: 1 });
		const response = await ask(standin);
		const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
		let text = '';
		async function readTo(end: string): Promise<void> {
			while (!text.includes(end)) {
				const { value, done } = (await reader?.read()) ?? { done: true };
				assert.ok(!done, `the stream ended without ${end}`);
				text += value;
			}
		}
		await standin.waitForHold();
		await readTo('PROCESSING');
		assert.equal(chunksOf(text).length, 0);
		standin.release();
		await readTo('" b"');
		await standin.waitForHold();
		assert.equal(textOf(text), 'a b');
		standin.release();
		await readTo('" c"');
		await standin.waitForHold();
		assert.doesNotMatch(text, /"finish_reason":"stop"/);
		standin.release();
		await readTo('[DONE]');
		assert.equal(standin.held, 0);
	});

	it('lets a hold pass that is released before it is reached', async () => {
		standin.release();
		standin.script({ kind: 'reply', text: 'a b', holdAfter: 1 });
		assert.equal(textOf(await (await ask(standin)).text()), 'a b');
	});

	it('releases one of two held streams by its request', async () => {
		standin.script([
			{ kind: 'reply', text: 'first', holdAfter: 0 },
			{ kind: 'reply', text: 'second', holdAfter: 0 },
		]);
		const first = await ask(standin);
		const second = await ask(standin);
		await standin.waitForHold(2);
		standin.release(await standin.waitForRequest(2));
		assert.equal(textOf(await second.text()), 'second');
		assert.equal(standin.held, 1);
		standin.release();
		assert.equal(textOf(await first.text()), 'first');
	});

	it('tells when the client closes in mid-stream', async () => {
		standin.script({ kind: 'reply', text: 'a b', holdAfter: 1 });
		const aborter = new AbortController();
		const response = await ask(standin, QUESTION, { signal: aborter.signal });
		const reading = readUntilBroken(response);
		await standin.waitForHold();
		const request = await standin.waitForRequest(1);
		assert.equal(request.closed, undefined);
		aborter.abort();
		assert.equal(await request.whenClosed, 'byClient');
		assert.equal((await reading).broken, true);
		assert.equal(standin.held, 0);
	});

	it('drops the streams under way when it stops listening', async () => {
		standin.script({ kind: 'reply', text: 'a b', holdAfter: 1 });
		const reading = ask(standin).then(readUntilBroken);
		await standin.waitForHold();
		const request = await standin.waitForRequest(1);
		await standin.stopListening();
		assert.equal(await request.whenClosed, 'byServer');
		assert.equal((await reading).broken, true);
	});
});
