import assert from 'node:assert/strict';
import { type Exchange, Exchanges, readTag } from '../../../../src/core/participant/exchanges.ts';
import type { Message } from '../../../../src/shared/conversation/messages.ts';

const message = (id: string): Message => ({
	role: 'user',
	id,
	parent: null,
	at: 1,
	text: id,
	excerpts: [],
});

const exchange: Exchange = { branch: ['a', 'b', 'c', 'd'].map(message), choices: {} };

describe('the exchanges with @llama', () => {
	it('are known by the question and the reply', () => {
		const exchanges = new Exchanges();
		exchanges.keep('one', exchange);
		assert.deepEqual(
			exchanges.messages('one')?.map(({ id }) => id),
			['c', 'd'],
		);
		assert.equal(exchanges.messages('two'), undefined);
	});

	it('are taken along once, however fast the button is pressed again', async () => {
		const exchanges = new Exchanges();
		exchanges.keep('one', exchange);
		const began: Exchange[] = [];
		const shown: string[] = [];
		const press = () =>
			exchanges.takeAlong(
				'one',
				async (chat) => shown.push(chat) > 0,
				async (taken) => `chat-${began.push(taken)}`,
			);
		assert.deepEqual(await Promise.all([press(), press(), press()]), [true, true, true]);
		assert.equal(began.length, 1);
		assert.deepEqual(began[0]?.branch, exchange.branch);
		assert.deepEqual(shown, ['chat-1', 'chat-1']);
	});

	it('are taken along anew where their chat was deleted, or could not be made', async () => {
		const exchanges = new Exchanges();
		exchanges.keep('one', exchange);
		const gone = async () => false;
		await assert.rejects(
			exchanges.takeAlong('one', gone, () => Promise.reject(new Error('no place'))),
			/no place/,
		);
		let number = 0;
		const begin = async () => `chat-${++number}`;
		await exchanges.takeAlong('one', gone, begin);
		await exchanges.takeAlong('one', gone, begin);
		assert.equal(number, 2);
	});

	it('are gone where they were never there, and past the hundred newest', async () => {
		const exchanges = new Exchanges();
		for (let number = 0; number < 101; number++) exchanges.keep(`${number}`, exchange);
		const never = () => Promise.reject(new Error('nothing to show'));
		assert.equal(await exchanges.takeAlong('0', never, never), false);
		assert.equal(await exchanges.takeAlong('other', never, never), false);
		assert.ok(exchanges.messages('1'));
	});

	it('are found by what VS Code keeps with a reply, whatever else it may be', () => {
		const tag = { exchange: 'one', model: 'a/b', at: 5 };
		assert.deepEqual(readTag({ ...tag, more: true }), tag);
		for (const wrong of [
			undefined,
			null,
			'one',
			{},
			{ ...tag, at: 'now' },
			{ ...tag, exchange: 1 },
		])
			assert.equal(readTag(wrong), undefined);
	});
});
