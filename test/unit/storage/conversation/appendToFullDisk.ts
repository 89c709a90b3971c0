/**
 * Run as a process of its own, under a limit on file sizes that stands for a full disk: writes events until it is full,
 * moves the file aside, as if to make room, and goes on. Prints the id of the conversation.
 */
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FileConversationStore } from '../../../../src/storage/history/fileConversationStore.ts';
import { question, reply, text } from '../../core/conversation/conversationSamples.ts';

const folder = process.argv[2] ?? '';
const errors: unknown[] = [];
const store = new FileConversationStore(folder, (error) => errors.push(error));
const { conversation, log } = store.create(null);
const path = join(folder, `${conversation.id}.jsonl`);
await log.append([question('q1', null), reply('r1', 'q1')]);
const pieces = Array.from({ length: 20 }, (_, i) => text('r1', `${i} `));
if (await log.append(pieces)) {
	throw new Error('The disk was to be full.');
}
await log.append([text('r1', 'more ')]);
await rename(path, join(folder, 'first'));
await writeFile(path, '');
if (!(await log.append([text('r1', 'end')])) || log.unsaved > 0 || errors.length !== 1) {
	throw new Error(`Not all was written: ${errors}`);
}
process.stdout.write(conversation.id);
