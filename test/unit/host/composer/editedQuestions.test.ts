import assert from 'node:assert/strict';
import { type SessionInTest, State } from '../chat/sessionInTest.ts';
import { sessionsInTest } from '../chat/sessionsInTest.ts';

describe('edited questions', () => {
	const sessions = sessionsInTest(() => test.session.flush());
	let state: State;
	let test: SessionInTest;

	beforeEach(async () => {
		state = new State();
		await open();
	});

	/** A window on the same folder and state, as after a reload. */
	async function open(): Promise<void> {
		test = sessions.window({}, state);
		await test.chats.restore();
	}

	const idle = () => test.until(() => !test.chats.chat.turns.busy);
	const edit = (id: string, text: string) => ({ id, text, removed: [] });

	async function ask(): Promise<[chat: string, question: string]> {
		sessions.standin.script({ kind: 'reply', text: 'One.' });
		await test.chats.box.send('One?');
		await idle();
		const { conversation } = test.chats.chat;
		return [conversation.id, conversation.path()[0]?.id ?? assert.fail()];
	}

	it('outlive the window, each chat’s own', async () => {
		const [id, question] = await ask();
		test.chats.box.keepEdits(id, [edit(question, 'Changed?')]);
		assert.deepEqual(test.chats.box.edits, [edit(question, 'Changed?')]);
		test.chats.newChat();
		assert.deepEqual(test.chats.box.edits, []);
		await test.chats.open(id);
		await test.session.flush();
		await open();
		assert.deepEqual(test.chats.box.edits, [edit(question, 'Changed?')]);
	});

	it('are kept when they are refused, and done with when they are sent', async () => {
		const [id, question] = await ask();
		const [other, changed] = [edit('other', 'Stays'), edit(question, 'Changed?')];
		test.chats.box.keepEdits(id, [other, changed]);
		sessions.standin.script({ kind: 'reply', text: 'word '.repeat(20), holdAfter: 5 });
		await test.chats.box.send('Two?');
		await sessions.standin.waitForHold();
		await test.chats.edit(question, 'Changed?');
		assert.equal(test.chats.notice?.kind, 'refused');
		assert.deepEqual(test.chats.box.edits, [other, changed]);
		sessions.standin.release();
		await idle();
		sessions.standin.script({ kind: 'reply', text: 'Changed.' });
		await test.chats.edit(question, 'Changed?');
		assert.deepEqual(test.chats.box.edits, [other]);
		await idle();
	});
});
