import assert from 'node:assert/strict';
import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { mock } from 'node:test';
import { createCodeExchange } from '../../../../src/api/access/codeExchange.ts';
import { listenForCallback } from '../../../../src/api/access/loopbackListener.ts';
import type { Transport } from '../../../../src/api/network/transport.ts';
import { beginSignIn, type SignInAttempt, signInPage } from '../../../../src/core/access/pkce.ts';
import type { CallbackListener } from '../../../../src/core/access/signInPorts.ts';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import { DEFAULT_NETWORK } from '../../../../src/core/settings/networkSettings.ts';
import { type Standin, startStandin } from '../../../standin/standin.ts';
import { startServer } from '../network/testServer.ts';

describe('the exchange of a code', () => {
	let standin: Standin;
	let attempt: SignInAttempt;
	const exchange = createCodeExchange();
	const never = new AbortController().signal;

	beforeEach(async () => {
		standin = await startStandin();
		attempt = await beginSignIn();
	});
	afterEach(() => standin.close());

	/** What the page shows to be pasted. */
	async function code(): Promise<string> {
		const page = await (await fetch(signInPage(standin.origin, attempt, undefined))).text();
		assert.ok(page.includes(standin.consent.code));
		return standin.consent.code;
	}

	async function refusalOf(grant: { code: string; verifier: string }): Promise<ChatError> {
		try {
			await exchange(standin.origin, grant, never);
		} catch (error) {
			return error as ChatError;
		}
		throw new Error('There was a key');
	}

	it('gives the key, once, and sends no Authorization', async () => {
		const grant = { code: await code(), verifier: attempt.verifier };
		assert.equal(await exchange(standin.origin, grant, never), standin.consent.key);
		const sent = standin.requests.find(({ path }) => path === '/api/v1/auth/keys');
		assert.equal(sent?.headers.authorization, undefined);
		assert.deepEqual(sent?.body, {
			code: grant.code,
			code_verifier: attempt.verifier,
			code_challenge_method: 'S256',
		});
		const again = await refusalOf(grant);
		assert.match(again.message, /did not take the code: “Invalid code”/);
	});

	it('is refused for another verifier, and for a code that has expired', async () => {
		const other = await beginSignIn();
		const wrong = await refusalOf({ code: await code(), verifier: other.verifier });
		assert.equal(wrong.kind, 'refused');
		assert.match(wrong.message, /: “Invalid code or code_verifier”/);
		standin.consent.codeMs = 0;
		const late = await refusalOf({ code: await code(), verifier: attempt.verifier });
		assert.match(late.message, /: “Authorization code expired”/);
	});

	it('repeats neither code nor verifier nor key, whatever the server says', async () => {
		const secrets = { code: 'the-code-0123', verifier: 'the-verifier-0123' };
		for (const [status, body] of [
			[403, { error: { message: 'No: the-code-0123 the-verifier-0123' } }],
			[500, { error: { message: 'No: the-code-0123 the-verifier-0123' } }],
			[403, { key: 'sk-or-v1-leaked', error: { message: 'sk-or-v1-leaked' } }],
			[200, { user_id: 'user_leaked' }],
			[200, 'text with the-code-0123'],
			[302, ''],
		] as const) {
			const server = await startServer((response) => {
				response.writeHead(status).end(JSON.stringify(body));
			});
			const origin = `http://127.0.0.1:${server.port}`;
			const error = await exchange(origin, secrets, never).then(
				() => undefined,
				(failure: ChatError) => failure,
			);
			assert.equal(error?.name, 'ChatError', String(status));
			assert.doesNotMatch(
				JSON.stringify(error?.toFailure()),
				/the-code-0123|the-verifier-0123|leaked/,
			);
			await server.close();
		}
	});

	/** What the exchange says of an answer. */
	async function failureOf(status: number, body: string) {
		const server = await startServer((response) => void response.writeHead(status).end(body));
		const host = `127.0.0.1:${server.port}`;
		try {
			await exchange(
				`http://${host}`,
				{ code: 'the-code-0123', verifier: 'the-verifier-0123' },
				never,
			);
		} catch (error) {
			const { message, ...rest } = (error as ChatError).toFailure();
			return { ...rest, message: message.replace(host, 'HOST') };
		} finally {
			await server.close();
		}
		throw new Error('There was a key');
	}

	it('tells a server that fails from one that does not take the code, and from one with no key', async () => {
		const no = JSON.stringify({ error: { message: 'No.' } });
		for (const [status, body, failure] of [
			[200, '{}', { kind: 'server', message: 'HOST answered, but with no key.', status: 200 }],
			[399, no, { kind: 'server', message: 'HOST answered, but with no key.', status: 399 }],
			[201, '{"key":"k"}', { kind: 'server', message: 'HOST reported an error.', status: 201 }],
			[
				200,
				'{"key":"k","error":"No"}',
				{ kind: 'server', message: 'HOST reported an error.', status: 200 },
			],
			[400, no, { kind: 'refused', message: 'HOST did not take the code: “No.”', status: 400 }],
			[499, '', { kind: 'refused', message: 'HOST did not take the code.', status: 499 }],
			[500, no, { kind: 'server', message: 'HOST failed.', status: 500, detail: 'No.' }],
		] as const) {
			assert.deepEqual(await failureOf(status, body), failure);
		}
	});

	it('takes a key and a few facts, and no more than 64 KB', async () => {
		const key = (length: number) => {
			const facts = { key: 'sk-or-v1-new', filler: '' };
			const filler = 'x'.repeat(length - JSON.stringify(facts).length);
			return JSON.stringify({ ...facts, filler });
		};
		const server = await startServer((response) => void response.end(key(64 * 1024)));
		const origin = `http://127.0.0.1:${server.port}`;
		assert.equal(await exchange(origin, { code: 'c', verifier: 'v' }, never), 'sk-or-v1-new');
		await server.close();
		const { message } = await failureOf(200, key(64 * 1024 + 1));
		assert.match(message, /but with no key/);
	});

	it('asks at the server’s own path, whatever stands behind its name', async () => {
		const server = await startServer((response) => void response.end('{"key":"k"}'));
		await exchange(`http://127.0.0.1:${server.port}/else`, { code: 'c', verifier: 'v' }, never);
		assert.deepEqual(
			server.received.map(({ method, path }) => `${method} ${path}`),
			['POST /api/v1/auth/keys'],
		);
		await server.close();
	});

	describe('with a library of its own', () => {
		afterEach(() => mock.timers.reset());

		/** A library that answers as `send` says, and what it was asked to do. */
		function library(send: Transport['send']) {
			const done: string[] = [];
			const transport: Transport = {
				send: (request) => {
					done.push(request.network.transport);
					return send(request);
				},
				close: async () => void done.push('closed'),
			};
			const network = { ...DEFAULT_NETWORK, transport: 'fetch' } as const;
			const run = createCodeExchange(
				() => network,
				async () => transport,
			);
			return { done, run: () => run('https://ai.test', { code: 'c', verifier: 'v' }, never) };
		}

		it('goes out as the settings say, and closes what it has loaded', async () => {
			const { done, run } = library(() => Promise.reject(new Error('odd')));
			await assert.rejects(run(), /The request to ai\.test:443 failed/);
			assert.deepEqual(done, ['fetch', 'closed']);
		});

		it('is given up after 30 seconds', async () => {
			mock.timers.enable({ apis: ['setTimeout'] });
			let asked = () => {};
			const sent = new Promise<void>((resolve) => {
				asked = resolve;
			});
			const { done, run } = library(({ signal }) => {
				asked();
				return new Promise((_, reject) =>
					signal.addEventListener('abort', () => reject(signal.reason)),
				);
			});
			const result = run();
			await sent;
			mock.timers.tick(29_999);
			assert.deepEqual(done, ['fetch']);
			mock.timers.tick(1);
			await assert.rejects(result, (error) => {
				assert.ok(error instanceof ChatError);
				assert.equal(error.kind, 'timeout');
				assert.equal(error.message, 'ai.test did not answer within 30 seconds.');
				return true;
			});
			assert.deepEqual(done, ['fetch', 'closed']);
		});
	});

	it('says so where nothing answers', async () => {
		await standin.stopListening();
		const error = await refusalOf({ code: 'x', verifier: 'y' });
		assert.equal(error.kind, 'network');
		assert.match(error.message, /Nothing is listening at 127\.0\.0\.1/);
	});
});

describe('the listener for the browser', () => {
	let listener: CallbackListener;
	let seen: string[];

	beforeEach(async () => {
		seen = [];
		listener = await listenForCallback((query) => {
			seen.push(query.get('code') ?? '');
			return { done: seen.length === 1, text: 'Zurück zu <b>VS Code</b>' };
		});
	});
	afterEach(() => listener.close());

	it('is on the loopback address, and shows what it is told as plain text', async () => {
		assert.match(listener.url, /^http:\/\/127\.0\.0\.1:\d+\/callback$/);
		const answer = await fetch(`${listener.url}?code=a+b`);
		assert.equal(answer.status, 200);
		assert.equal(await answer.text(), 'Zurück zu <b>VS Code</b>\n');
		assert.match(answer.headers.get('content-type') ?? '', /^text\/plain/);
		assert.equal(answer.headers.get('content-security-policy'), "default-src 'none'");
		assert.equal(answer.headers.get('referrer-policy'), 'no-referrer');
		assert.equal(answer.headers.get('cache-control'), 'no-store');
		assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
		assert.equal(answer.headers.get('connection'), 'close');
		assert.deepEqual(seen, ['a+b']);
		assert.equal((await fetch(`${listener.url}?code=second`)).status, 400);
	});

	it('answers nothing else, by no other method and under no other name', async () => {
		const { port } = new URL(listener.url);
		const other = await fetch(`http://127.0.0.1:${port}/?code=x`);
		assert.equal(other.status, 404);
		assert.equal(await other.text(), 'There is nothing here.\n');
		assert.equal(await answerTo(listener.url, 'GET http:// HTTP/1.1'), 404);
		assert.equal((await fetch(listener.url, { method: 'POST' })).status, 404);
		for (const host of [`localhost:${port}`, `rebound.example:${port}`]) {
			assert.equal(await statusWith(listener.url, host), 404);
		}
		assert.deepEqual(seen, []);
	});

	it('reads no more of a request than an answer needs', async () => {
		assert.equal(await statusWith(listener.url, 'x'.repeat(17 * 1024)), 431);
		assert.deepEqual(seen, []);
	});

	it('keeps no editor open', async () => {
		const open = () =>
			process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length;
		const before = open();
		const other = await listenForCallback(() => ({ done: true, text: '' }));
		assert.equal(open(), before);
		other.close();
	});

	it('is gone once it is closed', async () => {
		await fetch(`${listener.url}?code=x`);
		listener.close();
		await assert.rejects(fetch(`${listener.url}?code=y`));
		assert.deepEqual(seen, ['x']);
	});
});

function statusWith(url: string, host: string): Promise<number | undefined> {
	return new Promise((resolve, reject) => {
		request(`${url}?code=x`, { headers: { host } }, (response) => {
			void text(response).then(() => resolve(response.statusCode), reject);
		})
			.on('error', reject)
			.end();
	});
}

/** The status that a request gets whose first line is this. */
async function answerTo(url: string, line: string): Promise<number> {
	const { port, host } = new URL(url);
	const socket = connect(Number(port), '127.0.0.1');
	socket.end(`${line}\r\nHost: ${host}\r\n\r\n`);
	return Number(/^HTTP\/1\.1 (\d+)/.exec(await text(socket))?.[1]);
}
