import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { FileConversationStore } from '../../src/storage/history/fileConversationStore.ts';
import { question } from '../unit/core/conversation/conversationSamples.ts';
import { inTemporaryFolder, unexpected } from '../unit/storage/disk/temporaryFolder.ts';
import type { Figures } from './figures.ts';

/** Two processes write into one chat for so long: every line is there, none is torn, and each was told of the other's. */
export async function writeInTwoProcesses(ms: number, figures: Figures): Promise<void> {
	await inTemporaryFolder(async (folder) => {
		const store = new FileConversationStore(folder, unexpected);
		const { conversation, log } = store.create(null);
		await log.append([question('q1', null)]);
		const { id } = conversation;
		const run = async (name: string, other: string) => {
			const script = join(import.meta.dirname, 'appendForAWhile.ts');
			const args = [script, folder, id, name, other, String(ms)];
			const { stdout } = await promisify(execFile)(process.execPath, args);
			return JSON.parse(stdout) as { written: number; told: number };
		};
		const [one, other] = await Promise.all([run('r1', 'r2'), run('r2', 'r1')]);
		const loaded = await new FileConversationStore(folder, unexpected).load(id);
		assert.equal(loaded?.quarantined, 0);
		for (const [name, { written }] of Object.entries({ r1: one, r2: other })) {
			const kept: string = loaded.conversation.message(name)?.text ?? '';
			const expected = Array.from({ length: written }, (_, piece) => `${piece} `).join('');
			figures.compare(expected, kept);
			assert.equal(kept, expected);
			figures.injected += written;
			figures.survived += written;
		}
		assert.deepEqual([one.told, other.told], [other.written, one.written]);
	});
}
