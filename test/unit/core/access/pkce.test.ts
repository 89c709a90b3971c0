import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { PendingSignIn } from '../../../../src/core/access/pendingSignIn.ts';
import {
	beginSignIn,
	isCallback,
	queryOf,
	readCallback,
	readPasted,
	type SignInAttempt,
	signInOrigin,
	signInPage,
} from '../../../../src/core/access/pkce.ts';

const OPENROUTER = 'https://openrouter.ai/api/v1';
const LATER = 60_000;

describe('a sign-in', () => {
	let attempt: SignInAttempt;
	beforeEach(async () => {
		attempt = await beginSignIn();
	});

	const query = (more: Record<string, string>) =>
		new URLSearchParams({ state: attempt.state, ...more });

	it('has a verifier of its own, a challenge that is its SHA-256, and a state of its own', async () => {
		const { verifier, challenge, state } = attempt;
		for (const text of [verifier, challenge, state]) assert.match(text, /^[\w-]{43}$/);
		assert.equal(challenge, createHash('sha256').update(verifier).digest('base64url'));
		const other = await beginSignIn();
		assert.equal(new Set([verifier, state, other.verifier, other.state]).size, 4);
	});

	it('asks at OpenRouter, encrypted, or at the named server on this machine, and nowhere else', () => {
		const standIn = 'http://127.0.0.1:4010';
		assert.equal(signInOrigin(OPENROUTER, undefined), 'https://openrouter.ai');
		assert.equal(signInOrigin(`${standIn}/api/v1`, standIn), standIn);
		for (const [baseUrl, named] of [
			['http://openrouter.ai/api/v1', undefined],
			['https://openrouter.ai.example/api/v1', undefined],
			['https://api.example/v1', 'https://api.example'],
			['http://127.0.0.1:11434/v1', standIn],
			['http://127.0.0.1:11434/v1', undefined],
		] as const) {
			assert.equal(signInOrigin(baseUrl, named), undefined, baseUrl);
		}
	});

	it('shows the page the challenge and the state, never the verifier', () => {
		const callback = 'http://127.0.0.1:4011/callback?state=x&more=y';
		const page = signInPage('https://openrouter.ai', attempt, callback);
		const { origin, pathname, searchParams } = new URL(page);
		assert.equal(origin + pathname, 'https://openrouter.ai/auth');
		assert.equal(searchParams.get('callback_url'), callback);
		assert.equal(searchParams.get('code_challenge'), attempt.challenge);
		assert.equal(searchParams.get('code_challenge_method'), 'S256');
		assert.equal(searchParams.get('state'), attempt.state);
		assert.ok(!page.includes(attempt.verifier));
		const pasting = new URL(signInPage('https://openrouter.ai', attempt, undefined));
		assert.equal(pasting.searchParams.has('callback_url'), false);
	});

	it('comes back by https, by an address of this machine, or by the editor’s own scheme', () => {
		for (const good of [
			'https://me.github.dev/callback',
			'http://127.0.0.1:1/callback',
			'http://localhost:1/callback',
			'vscode://llama-chat.llama-chat/sign-in',
		]) {
			assert.ok(isCallback(good, 'vscode'), good);
		}
		for (const bad of ['http://192.168.0.7:8080/callback', 'ftp://127.0.0.1', 'other://x/y'])
			assert.ok(!isCallback(bad, 'vscode'), bad);
	});

	it('takes a code that comes with its state, and a plus sign as one', () => {
		const answer = readCallback(queryOf(`?state=${attempt.state}&code=a+b`), attempt);
		assert.deepEqual(answer, { code: 'a+b' });
	});

	it('takes no code without its state, with another, or with two', () => {
		for (const text of [
			'code=abc',
			'code=abc&state=',
			`code=abc&state=${attempt.state}x`,
			`code=abc&state=${attempt.state}&state=other`,
		]) {
			assert.ok('problem' in readCallback(queryOf(text), attempt), text);
		}
	});

	it('tells a refusal from an answer without a code', () => {
		assert.ok('refusal' in readCallback(query({ error: 'access_denied' }), attempt));
		assert.ok('problem' in readCallback(query({}), attempt));
		assert.ok('problem' in readCallback(query({ code: 'with space' }), attempt));
		assert.ok('problem' in readCallback(query({ code: 'x'.repeat(2000) }), attempt));
	});

	it('takes a pasted code, or the address that brought it in vain', () => {
		assert.deepEqual(readPasted('  abc-123\n', attempt), { code: 'abc-123' });
		const address = `http://127.0.0.1:1/callback?${query({ code: 'abc' })}`;
		assert.deepEqual(readPasted(address, attempt), { code: 'abc' });
		for (const wrong of ['', 'two words', 'http://127.0.0.1/callback?code=abc', 'http://[']) {
			assert.ok('problem' in readPasted(wrong, attempt), wrong);
		}
	});

	it('is never confused by what comes instead', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				assert.ok(!('code' in readCallback(queryOf(text), attempt)));
				const pasted = readPasted(text, attempt);
				assert.ok(!('code' in pasted) || pasted.code === text.trim());
			}),
		);
	});

	describe('that is waited for', () => {
		it('ends with the first answer that belongs to it; a second one changes nothing', async () => {
			const pending = new PendingSignIn(attempt, LATER);
			assert.equal(pending.answered(new URLSearchParams('code=x&state=y')).done, false);
			assert.equal(pending.answered(query({ code: 'first' })).done, true);
			const second = pending.answered(query({ code: 'second' }));
			assert.deepEqual(second, { done: false, text: 'This sign-in has ended already.' });
			assert.equal(pending.pasted('third'), undefined);
			pending.cancel();
			assert.deepEqual(await pending.end, { type: 'code', code: 'first' });
		});

		it('ends when the user says no, here or in the browser', async () => {
			const here = new PendingSignIn(attempt, LATER);
			here.cancel();
			assert.deepEqual(await here.end, { type: 'cancelled' });
			const there = new PendingSignIn(attempt, LATER);
			assert.equal(there.answered(query({ error: 'access_denied' })).done, true);
			assert.equal((await there.end).type, 'refused');
		});

		it('ends by itself when nothing comes', async () => {
			assert.deepEqual(await new PendingSignIn(attempt, 1).end, { type: 'late' });
		});

		it('says what is wrong with what was pasted, and waits on', async () => {
			const pending = new PendingSignIn(attempt, LATER);
			assert.match(pending.pasted('two words') ?? '', /no spaces/);
			assert.equal(pending.pasted('abc'), undefined);
			assert.deepEqual(await pending.end, { type: 'code', code: 'abc' });
		});
	});
});
