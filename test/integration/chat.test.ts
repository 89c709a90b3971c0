import assert from 'node:assert/strict';
import { chatSuite, run } from './chatSuite.ts';
import { at, show, untitled } from './documents.ts';
import { settledAfter } from './files.ts';
import { page } from './page.ts';
import { until } from './until.ts';

describe('Stop Reply', () => {
	const suite = chatSuite();

	it('closes the connection, and keeps what has come as a reply that was stopped', async () => {
		const stopped = await stoppedAfter('one two three four', 2);
		assert.equal(stopped.status, 'stopped');
		assert.equal(stopped.failure, undefined);
		assert.equal(stopped.text.trim(), 'one two');
		assert.equal(await suite.standin.chats[0]?.whenClosed, 'byClient');
	});

	it('before the first word leaves a stopped reply without text', async () => {
		const stopped = await stoppedAfter('one two', 0);
		assert.equal(stopped.status, 'stopped');
		assert.equal(stopped.text, '');
		assert.equal(await suite.standin.chats[0]?.whenClosed, 'byClient');
	});

	it('lets the next question go out at once, with what has come of the last reply', async () => {
		await stoppedAfter('one two three four', 2);
		await settledAfter(() => run('explainSelection'));
		const sent = suite.standin.chats[1]?.chat?.messages;
		assert.deepEqual(
			sent?.map(({ role }) => role),
			['user', 'assistant', 'user'],
		);
		assert.equal(String(sent?.[1]?.content).trim(), 'one two');
	});

	it('New Chat does not stop the reply of the old one', async () => {
		suite.standin.script({ kind: 'reply', text: 'one two three', holdAfter: 1 });
		await show(await untitled('answer = 42'), at(1, 1, 1, 12));
		const reply = await settledAfter(async () => {
			await run('explainSelection');
			await suite.standin.waitForHold();
			await run('newChat');
			suite.standin.release();
		});
		assert.equal(reply.status, 'complete');
		assert.equal(reply.text, 'one two three');
	});

	/** Lets this many words come in, all of them shown, and stops. */
	async function stoppedAfter(text: string, words: number) {
		suite.standin.script({ kind: 'reply', text, holdAfter: words });
		await show(await untitled('answer = 42'), at(1, 1, 1, 12));
		page.text = '';
		return settledAfter(async () => {
			await run('explainSelection');
			await suite.standin.waitForHold();
			await until(() => page.text.split(' ').filter(Boolean).length >= words);
			await run('stop');
		});
	}
});
