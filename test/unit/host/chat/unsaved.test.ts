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
		const folder = join(sessions.folder, 'chats');
		const errors: unknown[] = [];
		const test = sessions.window({ onError: (error) => errors.push(error) }, new State(), folder);
		const { chats } = test;
		sessions.standin.script({ kind: 'reply', text: 'One.' });
		await chats.box.send('One?');
		await test.until(() => !chats.chat.turns.busy);
		await chats.flush();
		assert.equal(chats.unsaved === undefined, true);
		await rename(folder, join(sessions.folder, 'away'));
		sessions.standin.script({ kind: 'reply', text: 'Two.' });
		await chats.box.send('Two?');
		await test.until(() => !chats.chat.turns.busy && chats.unsaved !== undefined);
		assert.match(chats.unsaved?.detail ?? '', /ENOENT/);
		assert.match(
			chats.unsaved?.message ?? '',
			/could not be saved: the file or its folder is gone\./,
		);
		assert.equal(errors.length, 1);
		assert.deepEqual(test.texts, ['One?', 'One.', 'Two?', 'Two.'], 'the chat itself goes on');
		await rename(join(sessions.folder, 'away'), folder);
		// Nobody sends anything: it is tried again by itself.
		await test.until(() => chats.unsaved === undefined);
		const store = new FileConversationStore(folder, unexpected);
		const loaded = await store.load(chats.chat.conversation.id);
		assert.deepEqual(loaded?.conversation.messages(), chats.chat.conversation.messages());
	});
});
