/**
 * Run as a process of its own, which stands for a window: writes a reply named `name` into a chat, piece after piece, for so many
 * milliseconds, and reads what the other window writes meanwhile. Prints how many pieces it wrote and how many it was told of.
 */
import { FileConversationStore } from '../../src/storage/history/fileConversationStore.ts';
import { reply, settle, text } from '../unit/core/conversation/conversationSamples.ts';

const [folder = '', id = '', name = '', other = '', ms = '0'] = process.argv.slice(2);
const store = new FileConversationStore(folder, (error) => {
	throw error;
});
const loaded = await store.load(id);
if (loaded?.log === undefined) throw new Error('There is no such chat.');
const { conversation, log } = loaded;

async function look(): Promise<void> {
	for (const event of (await loaded?.log?.news())?.events ?? []) conversation.apply(event);
}

const ended = () => {
	const message = conversation.message(other);
	return message?.role === 'assistant' && message.status === 'complete';
};

const end = performance.now() + Number(ms);
let written = 0;
await log.append([reply(name, 'q1')]);
do {
	await log.append([text(name, `${written++} `)]);
	if (written % 10 === 0) await look();
} while (performance.now() < end);
await log.append([settle(name)]);
while (!ended()) await look();
const told = conversation.message(other)?.text.trim().split(' ').length;
process.stdout.write(JSON.stringify({ written, told }));
