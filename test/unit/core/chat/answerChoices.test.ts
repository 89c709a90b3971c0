import assert from 'node:assert/strict';
import { exportedChat, formatExport } from '../../../../src/core/history/chatExport.ts';
import { parseImport } from '../../../../src/core/history/chatImport.ts';
import { messageViews } from '../../../../src/core/panel/messageViews.ts';
import type { Reply } from '../../../../src/shared/conversation/messages.ts';
import type { Standin } from '../../../standin/standin.ts';
import { ChatInTest } from './chatInTest.ts';
import { standinForSuite } from './standinForSuite.ts';

describe('an answer in several choices', () => {
	const suite = standinForSuite();
	let standin: Standin;
	let test: ChatInTest;

	beforeEach(() => {
		standin = suite.standin;
		test = new ChatInTest(standin, suite.server);
	});

	/** The versions of the answer to the first question, in their order. */
	function versions(conversation = test.chat.conversation): Reply[] {
		const [, reply] = conversation.path();
		return conversation.siblings(reply?.id ?? '').flatMap((id) => conversation.reply(id) ?? []);
	}

	const CHOICES = ['Zwei drei vier fünf.', 'Trois.'];

	for (const [name, behaviour] of [
		['streams', { kind: 'reply', chunking: 'word' }],
		['streams, cut into bytes,', { kind: 'reply', chunking: 'byte' }],
		['is whole', { kind: 'json' }],
	] as const) {
		it(`that ${name} is the reply and its siblings, in the log and in exports`, async () => {
			standin.script({ ...behaviour, text: 'One two three.', choices: CHOICES });
			await test.chat.turns.send('Count!', []);
			await test.settled();
			const [first, ...others] = versions();
			assert.deepEqual(
				test.messages.map(({ text }) => text),
				['Count!', 'One two three.'],
				'the first is the one that is shown',
			);
			assert.deepEqual(
				others.map(({ text }) => text),
				CHOICES,
			);
			assert.ok((first?.facts.usage?.cost ?? 0) !== 0);
			assert.equal(first?.choiceOf, undefined);
			for (const [place, other] of others.entries()) {
				assert.equal(other.status, 'complete');
				assert.equal(other.choiceOf, first?.id);
				assert.equal(other.model, first?.model);
				assert.deepEqual(other.request, first?.request);
				assert.equal(other.facts.index, place + 1);
				assert.equal(other.facts.id, first?.facts.id);
				assert.equal(other.facts.finish_reason, 'stop');
				assert.equal(other.facts.usage, undefined, 'the cost is told once');
			}
			const later = test.replayed();
			assert.deepEqual(versions(later), [first, ...others]);
			assert.equal(later.head, first?.id);
			const file = formatExport([exportedChat(later)]);
			const [imported] = parseImport(file, 0, () => assert.fail()).chats;
			assert.equal(imported && formatExport([imported]), file);
			assert.ok(CHOICES.every((text) => file.includes(text)));
		});
	}

	it('says of each choice that the server cannot have read all', async () => {
		standin.script({ kind: 'reply', text: 'One.', choices: ['Eins.'], window: 2050 });
		await test.chat.turns.send('word '.repeat(6000), []);
		await test.settled();
		const counted = versions().map(({ facts }) => facts.counted_short?.counted);
		assert.deepEqual(counted, [2050, 2050]);
	});

	it('is told to the page as one answer, and the next question goes by what is shown', async () => {
		standin.script({ kind: 'reply', text: 'One.', choices: ['Eins.'] });
		await test.chat.turns.send('Count!', []);
		await test.settled();
		const [, view] = messageViews(test.chat);
		assert.deepEqual([view?.sibling, view?.siblings], [1, 2]);
		assert.deepEqual(view?.answer, { choices: 2, first: 1 });
		test.chat.showSibling(view.message.id, 1);
		const [, other] = messageViews(test.chat);
		assert.deepEqual([other?.sibling, other?.siblings], [2, 2]);
		assert.deepEqual(other?.answer, { choices: 2, first: 1 });
		await test.ask('Go on.', 'Zwei.');
		assert.deepEqual(
			standin.chats.at(-1)?.chat?.messages.map(({ content }) => content),
			['Count!', 'Eins.', 'Go on.'],
		);
	});

	it('that is stopped keeps what came of each', async () => {
		standin.script({
			kind: 'reply',
			text: 'One two three.',
			choices: ['Eins zwei drei.'],
			holdAfter: 2,
		});
		await test.chat.turns.send('Count!', []);
		await standin.waitForHold();
		while ((versions()[1]?.text ?? '') === '') await new Promise(setImmediate);
		assert.deepEqual(
			versions().map(({ status }) => status),
			['streaming', 'streaming'],
		);
		const [, begun] = versions();
		assert.equal(test.chat.turns.isReceiving(begun?.id ?? ''), true);
		assert.equal(test.replayed().message(begun?.id ?? '')?.text, begun?.text, 'in the log already');
		test.chat.turns.stop();
		await test.settled();
		const [first, other] = versions();
		assert.deepEqual([first?.status, other?.status], ['stopped', 'stopped']);
		assert.match(other?.text ?? '', /^Eins/);
		assert.deepEqual(versions(test.replayed()), [first, other]);
	});

	it('that fails keeps what came of each, and is not asked for again', async () => {
		standin.script({
			kind: 'reply',
			text: 'One two three.',
			choices: ['Eins zwei drei.'],
			ending: { kind: 'error', shape: 'bare', afterChunks: 2 },
		});
		await test.chat.turns.send('Count!', []);
		await test.settled();
		const [first, other] = versions();
		assert.deepEqual([first?.status, other?.status], ['failed', 'failed']);
		assert.deepEqual(other?.failure, first?.failure);
		assert.match(other?.text ?? '', /^Eins/);
		assert.equal(standin.chats.length, 1);
	});

	it('goes on from what there was, where a reply is continued', async () => {
		standin.script({ kind: 'reply', text: 'One', finishReason: 'length' });
		await test.chat.turns.send('Count!', []);
		await test.settled();
		standin.script({ kind: 'reply', text: ' two.', choices: [' more.'] });
		await test.chat.turns.continue(test.messages[1]?.id ?? '');
		await test.settled();
		assert.deepEqual(
			versions().map(({ text }) => text),
			['One two.', 'One more.'],
		);
	});

	it('of which a fork takes the shown choice along, without a word of the others', async () => {
		standin.script({ kind: 'reply', text: 'One.', choices: ['Eins.'] });
		await test.chat.turns.send('Count!', []);
		await test.settled();
		const [, other] = versions();
		const fork = new ChatInTest(standin, suite.server);
		const branch = test.chat.conversation.pathTo(other?.id ?? '');
		fork.chat.adopt(branch, { chat: 'c', message: 'm', title: 'Count!' });
		const [, copy] = fork.messages;
		assert.ok(copy?.role === 'assistant');
		assert.equal(copy.text, 'Eins.');
		assert.equal(copy.choiceOf, undefined);
	});
});
