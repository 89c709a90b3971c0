import assert from 'node:assert/strict';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import type { Became } from '../../../../src/host/composer/composerPorts.ts';
import { type SessionInTest, State } from '../chat/sessionInTest.ts';
import { sessionsInTest } from '../chat/sessionsInTest.ts';

describe('a message that is not sent', () => {
	const sessions = sessionsInTest(() => test.session.flush());
	let test: SessionInTest;

	beforeEach(async () => {
		sessions.standin.setDefault({ kind: 'reply', text: 'Seen.' });
		test = sessions.window({}, new State());
		await test.chats.restore();
	});

	const shown = () => test.chats.chat.conversation.id;

	/** A chat on the disk, with a question. */
	async function asked(): Promise<string> {
		await test.chats.box.send('One?');
		await test.until(() => !test.chats.chat.turns.busy);
		await test.session.flush();
		test.box.length = 0;
		return shown();
	}

	/** Leaves the shown chat for good: nothing goes on in it. */
	async function leave(): Promise<void> {
		test.chats.newChat();
		await test.session.flush();
	}

	for (const [typed, draft] of [
		['What is this, and why?', 'What is this, and why?'],
		['What is this\n\nI wonder', 'What is this\n\nI wonder'],
		['Something else', 'What is this\n\nSomething else'],
		['What is', 'What is this'],
		['', 'What is this'],
	]) {
		for (const how of ['send', 'queue'] as const) {
			it(`takes nothing of ${JSON.stringify(typed)}, typed since (${how}), from the box of the chat that was left`, async () => {
				const first = await asked();
				await leave();
				const { box } = test.chats;
				box.keepDraft(first, typed ?? '');
				if (how === 'send') await box.send('What is this', {}, first);
				else await box.queue('What is this', first);
				await test.chats.open(first);
				assert.equal(box.draft, draft);
			});
		}
	}

	it('takes nothing that was typed since where it is refused in a chat that is left', async () => {
		const first = await asked();
		const { box } = test.chats;
		test.refusal = new ChatError('badSetting', 'wrong');
		const sending = box.send('Two?');
		box.keepDraft(first, 'Two? Or three');
		test.chats.newChat();
		await sending;
		await test.chats.open(first);
		assert.equal(box.draft, 'Two? Or three');
	});

	it('is in its box also where a refusal does not reach the page', async () => {
		const { box } = test.chats;
		test.refusal = new ChatError('badSetting', 'wrong');
		await box.send('Two?');
		assert.deepEqual(test.box, ['refused']);
		assert.equal(box.draft, 'Two?');
	});

	it('is what the user meant at Enter in a chat that lives on, and leaves what was typed since', async () => {
		sessions.standin.script({ kind: 'reply', text: 'word '.repeat(20), holdAfter: 5 });
		const { box } = test.chats;
		await box.send('One?');
		await sessions.standin.waitForHold();
		const first = shown();
		const { chat } = test.chats;
		test.chats.newChat();
		box.keepDraft(first, 'Two? And th');
		await box.queue('Two?', first);
		sessions.standin.release();
		await test.until(() => chat.messages().length === 4 && !chat.turns.busy);
		assert.equal(chat.messages()[2]?.text, 'Two?');
		await test.session.flush();
		await test.chats.open(first);
		assert.equal(box.draft, 'Two? And th');
	});

	describe('since its first word names a prompt', () => {
		const TEXT = '/explain why?';
		const become = (became: Became | ChatError) => async (): Promise<Became> => {
			if (became instanceof ChatError) throw became;
			return became;
		};

		for (const [what, became, rest] of [
			['has become a chip', { rest: 'why?' }, 'why?'],
			['has become a chip, all of it', { rest: '' }, ''],
			['asks for what is not there', new ChatError('refused', 'No.'), TEXT],
			['was not gone on with', 'left', TEXT],
		] as const) {
			it(`and it ${what}, stands so in its box, whatever chat is shown when the page comes back`, async () => {
				const first = await asked();
				const { box } = test.chats;
				box.keepDraft(first, TEXT);
				assert.equal(await box.staysText(TEXT, first, become(became)), false);
				assert.equal(box.draft, rest);
				const kept = rest === TEXT;
				const back = rest === '' ? [] : [`returned ${rest}`];
				assert.deepEqual(test.box, kept ? [...back, 'refused'] : ['accepted', ...back]);
			});

			it(`and it ${what}, takes nothing that was typed since in a chat that was left`, async () => {
				const first = await asked();
				await leave();
				const { box } = test.chats;
				box.keepDraft(first, `${TEXT}\n\nmore`);
				await box.staysText(TEXT, first, become(became));
				await test.chats.open(first);
				assert.equal(box.draft, [rest, 'more'].filter((part) => part !== '').join('\n\n'));
			});
		}
	});
});
