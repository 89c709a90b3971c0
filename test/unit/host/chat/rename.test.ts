import assert from 'node:assert/strict';
import { parseFromWebview } from '../../../../src/shared/panel/protocol.ts';
import { FileConversationStore } from '../../../../src/storage/history/fileConversationStore.ts';
import { provideVscode } from '../../../vscode/apiStandin.ts';
import { unexpected } from '../../storage/disk/temporaryFolder.ts';
import { type SessionInTest, State } from './sessionInTest.ts';
import { sessionsInTest } from './sessionsInTest.ts';

provideVscode();
const { conversationHandlers } = await import(
	'../../../../src/host/conversation/conversationHandlers.ts'
);

describe('renaming a chat from its page', () => {
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

	/** As the page says it. */
	async function rename(title: string, conversation = shown().id): Promise<void> {
		const message = parseFromWebview({ type: 'renameChat', conversation, title });
		assert.ok(message?.type === 'renameChat');
		const nothing = async () => {};
		await conversationHandlers(test.chats, nothing, nothing).renameChat(message);
	}

	async function ask(text: string): Promise<void> {
		sessions.standin.script({ kind: 'reply', text: 'Yes.' });
		await test.chats.box.send(text);
		await test.until(() => !test.chats.chat.turns.busy);
		await test.session.flush();
	}

	const shown = () => test.chats.chat.conversation;
	const inHistory = async () => {
		const chats = await new FileConversationStore(sessions.folder, unexpected).list();
		return chats.map(({ title }) => title);
	};

	it('is in the log and the history, and is taken back by an empty title', async () => {
		await ask('Is it sorted?');
		await rename('Sorting');
		assert.equal(shown().title, 'Sorting');
		assert.deepEqual(await inHistory(), ['Sorting']);
		await rename('');
		assert.deepEqual(await inHistory(), ['Is it sorted?']);
	});

	it('renames the chat that the page showed, also where another one is shown by now', async () => {
		await ask('Is it sorted?');
		const { id } = shown();
		test.chats.newChat();
		await rename('Sorting', id);
		assert.deepEqual(await inHistory(), ['Sorting']);
		assert.equal(shown().title, 'New Chat');
	});

	it('is seen where the chat is opened in the same moment', async () => {
		await ask('Is it sorted?');
		const { id } = shown();
		const other = sessions.window();
		await Promise.all([other.chats.open(id), other.session.rename(id, 'Sorting')]);
		assert.equal(other.chats.chat.conversation.title, 'Sorting');
		await other.session.flush();
		assert.deepEqual(await inHistory(), ['Sorting']);
	});

	it('keeps the title of a chat without a message over a reload, and to its first message', async () => {
		await rename('Begun');
		assert.deepEqual(await inHistory(), []);
		await open();
		assert.equal(shown().title, 'Begun');
		await ask('Is it sorted?');
		assert.deepEqual(await inHistory(), ['Begun']);
	});

	it('New Chat has no title of a chat that was not begun', async () => {
		await rename('Begun');
		test.chats.newChat();
		await test.session.flush();
		assert.equal(shown().title, 'New Chat');
		await open();
		assert.equal(shown().title, 'New Chat');
	});

	it('takes no title of more than 200 characters, and none without its chat', () => {
		const message = { type: 'renameChat', conversation: 'c', title: 'x'.repeat(201) };
		assert.equal(parseFromWebview(message), undefined);
		assert.equal(parseFromWebview({ type: 'renameChat', title: 'x' }), undefined);
		assert.notEqual(parseFromWebview({ ...message, title: 'x'.repeat(200) }), undefined);
	});
});
