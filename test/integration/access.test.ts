import assert from 'node:assert/strict';
import type { InputBoxOptions } from 'vscode';
import { type Standin, startStandin } from '../standin/standin.ts';
import { ask, chatSuite, run } from './chatSuite.ts';
import { filesOfOurs } from './files.ts';
import { logged } from './log.ts';
import { saidOverBox } from './page.ts';
import { set } from './settings.ts';
import { answer } from './stubs.ts';
import { until } from './until.ts';

const KEY = 'key-5f1d0c4e9b7a';

describe('the API key', () => {
	const suite = chatSuite();

	it('is not needed for a server on this machine: the request has no Authorization', async () => {
		const reply = await ask();
		assert.equal(reply.status, 'complete');
		assert.equal(suite.standin.chats[0]?.headers.authorization, undefined);
	});

	it('is asked for without showing it, checked once at the server and sent as it is', async () => {
		suite.standin.requireKey(KEY);
		const boxes = answer('showInputBox', () => KEY);
		const said = saidOverBox();
		await run('setApiKey');
		const options: InputBoxOptions = boxes[0]?.[0];
		assert.equal(options.password, true);
		const [check] = suite.standin.asked;
		assert.equal(check?.path, '/api/v1/key');
		assert.equal(check?.headers.authorization, `Bearer ${KEY}`);
		assert.match(await until(() => said[0]?.[0]), /stored/);
		const reply = await ask();
		assert.equal(reply.status, 'complete');
		assert.equal(suite.standin.asked.length, 2);
		assert.equal(suite.standin.chats[0]?.headers.authorization, `Bearer ${KEY}`);
	});

	it('is the key of one server: another never gets it', async () => {
		await store(KEY);
		await using other = await startStandin({ pace: 0 });
		await set('baseUrl', other.baseUrl);
		await ask();
		assert.equal(other.chats[0]?.headers.authorization, undefined);
		assert.doesNotMatch(JSON.stringify(headersOf(other)), new RegExp(KEY));
		await set('baseUrl', suite.standin.baseUrl);
		await ask();
		assert.equal(suite.standin.chats[0]?.headers.authorization, `Bearer ${KEY}`);
	});

	it('is kept for each server beside the others', async () => {
		await using other = await startStandin({ pace: 0 });
		await store(KEY);
		await set('baseUrl', other.baseUrl);
		await store('another-key-01');
		await ask();
		await set('baseUrl', suite.standin.baseUrl);
		await ask();
		assert.equal(other.chats[0]?.headers.authorization, 'Bearer another-key-01');
		assert.equal(suite.standin.chats[0]?.headers.authorization, `Bearer ${KEY}`);
	});

	it('is the same for every path of one server', async () => {
		await store(KEY);
		await set('baseUrl', `${suite.standin.baseUrl}/`);
		await ask();
		assert.equal(suite.standin.chats[0]?.headers.authorization, `Bearer ${KEY}`);
	});

	it('is not sent any more once it is removed', async () => {
		await store(KEY);
		const said = saidOverBox();
		await run('removeApiKey');
		await until(() => said.some(([text]) => text?.includes('is removed')));
		await ask();
		assert.equal(suite.standin.chats[0]?.headers.authorization, undefined);
	});

	it('is not stored when the server refuses it, and the message says why', async () => {
		suite.standin.requireKey(KEY);
		answer('showInputBox', () => 'not-the-key-00');
		const errors = saidOverBox();
		await run('setApiKey');
		assert.match(
			await until(() => errors[0]?.[0]),
			/refused this key: “User not found\.” It was not stored/,
		);
		assert.doesNotMatch(String(errors), /not-the-key-00/);
		suite.standin.requireKey(undefined);
		await ask();
		assert.equal(suite.standin.chats[0]?.headers.authorization, undefined);
	});

	it('leaves the stored one in place when another is refused', async () => {
		await store(KEY);
		suite.standin.requireKey(KEY);
		answer('showInputBox', () => 'not-the-key-00');
		await run('setApiKey');
		assert.equal((await ask()).status, 'complete');
	});

	it('can be entered again right after it was refused', async () => {
		suite.standin.requireKey(KEY);
		const entered = ['not-the-key-00', KEY];
		answer('showInputBox', () => entered.shift());
		saidOverBox((_message, button) => button);
		await run('setApiKey');
		assert.equal((await ask()).status, 'complete');
	});

	it('is stored when the server cannot be reached to check it', async () => {
		await suite.standin.stopListening();
		const said = saidOverBox();
		await store(KEY);
		assert.match(await until(() => said[0]?.[0]), /stored\. It could not be checked/);
		await suite.standin.listenAgain();
		await ask();
		assert.equal(suite.standin.chats[0]?.headers.authorization, `Bearer ${KEY}`);
	});

	it('loses what pasting puts around it', async () => {
		for (const pasted of [`  ${KEY}\n`, `\t"${KEY}"\r\n`, `Bearer ${KEY}`]) {
			await store(pasted);
			await ask();
			assert.equal(suite.standin.chats.at(-1)?.headers.authorization, `Bearer ${KEY}`);
		}
	});

	it('is refused in the box while it cannot be one', async () => {
		const boxes = answer('showInputBox');
		await run('setApiKey');
		const { validateInput }: InputBoxOptions = boxes[0]?.[0] ?? {};
		for (const input of ['two words', 'line\nbreak', 'schlüssel', 'https://example.com/key']) {
			assert.equal(typeof (await validateInput?.(input)), 'string', JSON.stringify(input));
		}
		assert.equal(await validateInput?.(KEY), undefined);
		assert.equal(await validateInput?.(` ${KEY}\n`), undefined);
	});

	it('that cannot be one is not stored either', async () => {
		answer('showInputBox', () => 'two words');
		await run('setApiKey');
		await ask();
		assert.deepEqual(
			suite.standin.asked.map(({ headers }) => headers.authorization),
			[undefined],
		);
	});

	it('of OpenRouter begins as its keys do', async () => {
		await set('baseUrl', undefined);
		const boxes = answer('showInputBox');
		await run('setApiKey');
		const { validateInput }: InputBoxOptions = boxes[0]?.[0] ?? {};
		assert.match(String(await validateInput?.(KEY)), /sk-or-/);
		assert.equal(await validateInput?.('sk-or-v1-0123456789abcdef'), undefined);
	});

	it('is in no file and in no log, whatever the server says about it', async () => {
		await store(KEY);
		await ask();
		suite.standin.script({
			kind: 'error',
			status: 401,
			body: { shape: 'object', message: `Incorrect API key provided: ${KEY}` },
		});
		const refused = await ask();
		assert.equal(refused.status, 'failed');
		assert.equal(suite.standin.chats[1]?.headers.authorization, `Bearer ${KEY}`);
		assert.ok(logged.some((line) => /badKey \(HTTP 401\)/.test(line)));
		assert.doesNotMatch(logged.join('\n'), new RegExp(KEY));
		const ours = await filesOfOurs();
		assert.ok(ours.some((text) => text.includes('badKey')));
		assert.doesNotMatch(ours.join('\n'), new RegExp(KEY));
	});
});

describe('the API key at a server that has no way to check it', () => {
	const suite = chatSuite({ keyEndpoint: false });

	it('is stored all the same', async () => {
		const said = saidOverBox();
		await store(KEY);
		assert.match(await until(() => said[0]?.[0]), /stored\. .* has no way to check it/);
		await ask();
		assert.equal(suite.standin.chats[0]?.headers.authorization, `Bearer ${KEY}`);
	});
});

async function store(input: string): Promise<void> {
	answer('showInputBox', () => input);
	await run('setApiKey');
}

function headersOf(standin: Standin): unknown[] {
	return standin.requests.map(({ headers }) => headers);
}
