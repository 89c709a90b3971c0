import assert from 'node:assert/strict';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ChatClient, createChatServer } from '../../../src/api/chatClient.ts';
import { FileConversationStore } from '../../../src/storage/conversationStore.ts';
import { type Standin, startStandin } from '../../standin/standin.ts';
import { unexpected } from '../storage/temporaryFolder.ts';
import { SessionInTest, State } from './sessionInTest.ts';

describe('a chat that cannot be saved', () => {
	let standin: Standin;
	let server: ChatClient;
	let folder: string;

	before(async () => {
		standin = await startStandin({ pace: 0 });
		server = createChatServer();
		folder = await mkdtemp(join(tmpdir(), 'llama-chat-unsaved-'));
	});
	after(async () => {
		await server.close();
		await standin.close();
		await rm(folder, { recursive: true, force: true });
	});

	it('says so while it is so, and is written by itself once the disk is back', async () => {
		const chats = join(folder, 'chats');
		const errors: unknown[] = [];
		const test = new SessionInTest(server, standin, chats, new State(), {
			onError: (error) => errors.push(error),
		});
		const { session } = test;
		standin.script({ kind: 'reply', text: 'One.' });
		await session.box.send('One?');
		await test.until(() => !session.chat.busy);
		await session.flush();
		assert.equal(session.unsaved === undefined, true);
		await rename(chats, join(folder, 'away'));
		standin.script({ kind: 'reply', text: 'Two.' });
		await session.box.send('Two?');
		await test.until(() => !session.chat.busy && session.unsaved !== undefined);
		assert.match(session.unsaved?.detail ?? '', /ENOENT/);
		assert.match(
			session.unsaved?.message ?? '',
			/could not be saved: the file or its folder is gone\./,
		);
		assert.equal(errors.length, 1);
		assert.deepEqual(test.texts, ['One?', 'One.', 'Two?', 'Two.'], 'the chat itself goes on');
		await rename(join(folder, 'away'), chats);
		// Nobody sends anything: it is tried again by itself.
		await test.until(() => session.unsaved === undefined);
		const store = new FileConversationStore(chats, unexpected);
		const loaded = await store.load(session.chat.conversation.id);
		assert.deepEqual(loaded?.conversation.messages(), session.chat.conversation.messages());
	});
});
