import assert from 'node:assert/strict';
import { sessionOf } from '../../../../src/core/chat/stickySession.ts';
import { Conversation } from '../../../../src/core/conversation/conversation.ts';
import type { Standin } from '../../../standin/standin.ts';
import { ChatInTest } from './chatInTest.ts';
import { standinForSuite } from './standinForSuite.ts';

describe('what OpenRouter knows a chat by', () => {
	const suite = standinForSuite();
	let standin: Standin;

	beforeEach(() => {
		standin = suite.standin;
	});

	function openChat(
		stickyRouting: boolean,
		kind: 'openrouter' | 'litellm' | undefined,
	): ChatInTest {
		const test = new ChatInTest(standin, suite.server);
		return Object.assign(test, { stickyRouting, kind });
	}

	async function send(test: ChatInTest, text: string): Promise<void> {
		standin.script({ kind: 'reply', text: 'Yes.' });
		await test.chat.turns.send(text, []);
		await test.settled();
	}

	/** What each request that came in has for it. */
	const sent = () =>
		standin.chats.map(({ body }) => Reflect.get(Object(body), 'session_id') as unknown);

	it('is one random id for all requests of a chat, an edited first question included', async () => {
		const test = openChat(true, 'openrouter');
		await send(test, 'One');
		await send(test, 'Two');
		standin.script({ kind: 'reply', text: 'No.' });
		await test.chat.turns.edit(test.messages[0]?.id ?? '', 'Other');
		await test.settled();
		const [first, ...others] = sent();
		assert.match(String(first), /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
		assert.deepEqual(others, [first, first]);
		assert.equal(first, sessionOf(test.chat.conversation), 'as the preview has it');
		assert.notEqual(first, test.chat.conversation.id);
	});

	it('is another one for another chat, and for the same one that is opened again', async () => {
		for (const _ of [1, 2]) await send(openChat(true, 'openrouter'), 'Hello');
		const [one, other] = sent();
		assert.notEqual(one, other);
		const test = openChat(true, 'openrouter');
		assert.notEqual(sessionOf(test.chat.conversation), sessionOf(test.replayed()));
		const header = { type: 'header', version: 1, id: 'c', created: 1, workspace: null } as const;
		const conversation = new Conversation(header);
		assert.equal(sessionOf(conversation), sessionOf(conversation));
	});

	it('is nothing unless it is asked for, and nothing for another server', async () => {
		await send(openChat(false, 'openrouter'), 'Hello');
		await send(openChat(true, 'litellm'), 'Hello');
		await send(openChat(true, undefined), 'Hello');
		assert.deepEqual(sent(), [undefined, undefined, undefined]);
		for (const { body } of standin.chats) assert.doesNotMatch(JSON.stringify(body), /session/);
	});
});
