import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contextUsage } from '../../../../src/core/context/contextUsage.ts';
import { messageViews } from '../../../../src/core/panel/messageViews.ts';
import { requestTargetOf } from '../../../../src/core/parameters/requestTarget.ts';
import type { InContext } from '../../../../src/shared/conversation/messages.ts';
import type { Standin } from '../../../standin/standin.ts';
import { settingsWith } from '../context/contextSamples.ts';
import { ChatInTest } from './chatInTest.ts';
import { standinForSuite } from './standinForSuite.ts';

describe('the marks of messages', () => {
	const suite = standinForSuite();
	let standin: Standin;
	let test: ChatInTest;

	beforeEach(() => {
		standin = suite.standin;
		test = new ChatInTest(standin, suite.server);
	});

	/** What the page shows: each message's own button, and the line that says that it will not be sent. */
	function shown(): { text: string; state: InContext | undefined; marked: boolean }[] {
		const { raw } = settingsWith();
		const { unsent } = contextUsage({
			raw,
			target: requestTargetOf(raw, { model: () => undefined, catalogue: () => undefined }),
			correction: undefined,
			path: test.chat.conversation.path(),
			draft: '',
			attachments: [],
		});
		const marked = new Set(unsent.map(({ id }) => id));
		return messageViews(test.chat).map(({ message }) => ({
			text: message.text,
			state: message.inContext,
			marked: marked.has(message.id),
		}));
	}

	function bodyTexts(): string[] {
		const messages = standin.chats.at(-1)?.chat?.messages ?? [];
		return messages.map(({ content }) => String(content));
	}

	it('are those of the turn: Leave Out on a reply takes its pinned question along', async () => {
		await test.ask('One?', 'One.');
		const [question, reply] = test.messages;
		test.chat.keepInContext(question?.id ?? '', 'pinned');
		assert.deepEqual(
			shown().map(({ state, marked }) => [state, marked]),
			[
				['pinned', false],
				['pinned', false],
			],
		);
		test.chat.keepInContext(reply?.id ?? '', 'leftOut');
		assert.deepEqual(
			shown().map(({ state, marked }) => [state, marked]),
			[
				['leftOut', true],
				['leftOut', true],
			],
		);
		await test.ask('Two?', 'Two.');
		assert.deepEqual(bodyTexts(), ['Two?']);
		test.chat.keepInContext(question?.id ?? '', null);
		await test.ask('Three?', 'Three.');
		assert.deepEqual(bodyTexts(), ['One?', 'One.', 'Two?', 'Two.', 'Three?']);
	});

	it('say what the next body holds, whatever is pressed in what order', async () => {
		for (const number of ['One', 'Two', 'Three', 'Four'])
			await test.ask(`${number}?`, `${number}.`);
		const presses = fc.array(
			fc.tuple(fc.nat(7), fc.constantFrom('pinned' as const, 'leftOut' as const, null)),
			{ maxLength: 6 },
		);
		await fc.assert(
			fc.asyncProperty(presses, async (pressed) => {
				for (const [at, state] of pressed) {
					test.chat.keepInContext(test.messages[at]?.id ?? '', state);
				}
				const before = shown();
				for (const { state, marked } of before) assert.equal(marked, state === 'leftOut');
				await test.ask('And now?', 'This.');
				const expected = before.filter(({ marked }) => !marked).map(({ text }) => text);
				assert.deepEqual(bodyTexts(), [...expected, 'And now?']);
				test.chat.delete(test.messages[8]?.id ?? '');
			}),
			{ numRuns: 25 },
		);
	});

	it('go over to another reply to the same question', async () => {
		await test.ask('One?', 'One.');
		const [question, reply] = test.messages;
		test.chat.keepInContext(reply?.id ?? '', 'leftOut');
		standin.script({ kind: 'reply', text: 'Again.' });
		await test.chat.turns.regenerate(reply?.id ?? '');
		await test.settled();
		assert.deepEqual(
			shown().map(({ text, state, marked }) => [text, state, marked]),
			[
				['One?', 'leftOut', true],
				['Again.', 'leftOut', true],
			],
		);
		test.chat.keepInContext(question?.id ?? '', null);
		assert.ok(shown().every(({ state, marked }) => state === undefined && !marked));
	});
});
