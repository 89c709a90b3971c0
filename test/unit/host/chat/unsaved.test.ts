import assert from 'node:assert/strict';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { FileConversationStore } from '../../../../src/storage/history/fileConversationStore.ts';
import { unexpected } from '../../storage/disk/temporaryFolder.ts';
import { State } from './sessionInTest.ts';
import { sessionsInTest } from './sessionsInTest.ts';

describe('a chat that cannot be saved', () => {
	const sessions = sessionsInTest(async () => {});

	it('says so while it is so, and is written by itself once the disk is back', async () => {
		const chats = join(sessions.folder, 'chats');
		const errors: unknown[] = [];
		const test = sessions.window({ onError: (error) => errors.push(error) }, new State(), chats);
		const { session } = test;
		sessions.standin.script({ kind: 'reply', text: 'One.' });
		await session.box.send('One?');
		await test.until(() => !session.chat.busy);
		await session.flush();
		assert.equal(session.unsaved === undefined, true);
		await rename(chats, join(sessions.folder, 'away'));
		sessions.standin.script({ kind: 'reply', text: 'Two.' });
		await session.box.send('Two?');
		await test.until(() => !session.chat.busy && session.unsaved !== undefined);
		assert.match(session.unsaved?.detail ?? '', /ENOENT/);
		assert.match(
			session.unsaved?.message ?? '',
			/could not be saved: the file or its folder is gone\./,
		);
		assert.equal(errors.length, 1);
		assert.deepEqual(test.texts, ['One?', 'One.', 'Two?', 'Two.'], 'the chat itself goes on');
		await rename(join(sessions.folder, 'away'), chats);
		// Nobody sends anything: it is tried again by itself.
		await test.until(() => session.unsaved === undefined);
		const store = new FileConversationStore(chats, unexpected);
		const loaded = await store.load(session.chat.conversation.id);
		assert.deepEqual(loaded?.conversation.messages(), session.chat.conversation.messages());
	});
});
