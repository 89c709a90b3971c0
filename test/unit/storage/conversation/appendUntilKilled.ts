/**
 * Run as a process of its own: appends "0 1 2 …" to a reply in the folder it is given, and prints each number when it is
 * on disk, until it is killed.
 */
import { FileConversationStore } from '../../../../src/storage/history/fileConversationStore.ts';
import { question, reply, text } from '../../core/conversation/conversationSamples.ts';

const store = new FileConversationStore(process.argv[2] ?? '', (error) => {
	throw error;
});
const { log } = store.create(null);
await log.append([question('q1', null), reply('r1', 'q1')]);
for (let i = 0; ; i++) {
	await log.append([text('r1', `${i} `)]);
	process.stdout.write(`${i}\n`);
}
