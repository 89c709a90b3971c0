import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoadedConversation } from '../../src/core/history/conversationStore.ts';
import { FileConversationStore } from '../../src/storage/history/fileConversationStore.ts';
import type { Scene } from '../e2e/scene.ts';

/** The chat that the extension of this VS Code has put on the disk and in which one of these was asked. */
export async function loadConversation(
	{ server }: Scene,
	questions: readonly string[],
): Promise<LoadedConversation> {
	const folder = join(
		server.dataDir,
		'data/User/globalStorage/llama-chat.llama-chat/conversations',
	);
	const store = new FileConversationStore(folder, (error) => {
		throw error;
	});
	for (const name of await readdir(folder)) {
		if (!name.endsWith('.jsonl')) continue;
		const loaded = await store.load(name.slice(0, -'.jsonl'.length));
		assert.ok(loaded);
		const texts = loaded.conversation.messages().map(({ text }) => text);
		if (questions.some((question) => texts.includes(question))) return loaded;
	}
	throw new Error(`No chat on the disk has ${questions.join(' or ')}`);
}
