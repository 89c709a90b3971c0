import assert from 'node:assert/strict';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { createCodeExchange } from '../../../../src/api/access/codeExchange.ts';
import { listenForCallback } from '../../../../src/api/access/loopbackListener.ts';
import { beginSignIn, type SignInAttempt, signInPage } from '../../../../src/core/access/pkce.ts';
import type { CallbackListener } from '../../../../src/core/access/signInPorts.ts';
import type { ChatError } from '../../../../src/core/errors/chatError.ts';
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
		assert.match(again.message, /did not take the code \(400: Invalid code\)/);
	});

	it('is refused for another verifier, and for a code that has expired', async () => {
		const other = await beginSignIn();
		const wrong = await refusalOf({ code: await code(), verifier: other.verifier });
		assert.equal(wrong.kind, 'refused');
		assert.match(wrong.message, /403: Invalid code or code_verifier/);
		standin.consent.codeMs = 0;
		const late = await refusalOf({ code: await code(), verifier: attempt.verifier });
		assert.match(late.message, /403: Authorization code expired/);
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
		assert.deepEqual(seen, ['a+b']);
		assert.equal((await fetch(`${listener.url}?code=second`)).status, 400);
	});

	it('answers nothing else, by no other method and under no other name', async () => {
		const { port } = new URL(listener.url);
		assert.equal((await fetch(`http://127.0.0.1:${port}/?code=x`)).status, 404);
		assert.equal((await fetch(listener.url, { method: 'POST' })).status, 404);
		for (const host of [`localhost:${port}`, `rebound.example:${port}`]) {
			assert.equal(await statusWith(listener.url, host), 404);
		}
		assert.deepEqual(seen, []);
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
