import {
	type ConversationEvent,
	formatEvent,
} from '../../src/core/conversation/conversationEvent.ts';
import type { EventLog } from '../../src/core/history/conversationStore.ts';
import type { Files } from '../../src/storage/disk/files.ts';
import { FileConversationStore } from '../../src/storage/history/fileConversationStore.ts';
import {
	chat,
	header,
	question,
	reply,
	settle,
	text,
} from '../unit/core/conversation/conversationSamples.ts';

/** A second chat, as it comes in: with a reply in many pieces. */
const second: ConversationEvent[] = [
	question('a1', null, 'Second chat?'),
	reply('b1', 'a1'),
	{ type: 'running', id: 'b1', process: 1 },
	...Array.from({ length: 6 }, (_, piece) => text('b1', `${piece} — žluťoučký kůň \u{1f40e} `)),
	settle('b1'),
	{ type: 'head', id: 'a1' },
	{ type: 'title', title: 'Named' },
];

/** What was done with a store, as far as it is to be found on the disk afterwards. */
export interface Use {
	/** By id: the log, all that was given to it, and of how much of that the log has said that it is there for good. */
	readonly chats: ReadonlyMap<string, UsedChat>;
	readonly errors: readonly unknown[];
}

export interface UsedChat {
	readonly log: EventLog;
	readonly events: ConversationEvent[];
	durable: number;
}

/**
 * Does everything that people do with their chats, and takes no failure for an end.
 *
 * @param isAlive false once the machine has lost its power: what is said then nobody hears
 */
export async function useStore(
	folder: string,
	files: Files,
	isAlive: () => boolean = () => true,
): Promise<Use> {
	const errors: unknown[] = [];
	const store = new FileConversationStore(folder, (error) => errors.push(error), files);
	const chats = new Map<string, UsedChat>();
	const tried = (action: Promise<unknown>) => action.catch((error: unknown) => errors.push(error));
	for (const events of [chat, second]) {
		const { conversation, log } = store.create(null);
		const used: UsedChat = { log, events: [], durable: 0 };
		chats.set(conversation.id, used);
		for (const event of events) {
			used.events.push(event);
			const count = used.events.length;
			const written = await log.append([event]);
			// Text may be lost with the machine; what comes after it on the disk takes it along.
			if (written && isAlive() && event.type !== 'text' && event.type !== 'running')
				used.durable = count;
		}
		await tried(store.list());
		await tried(store.search('newline', () => true, 10));
		await tried(store.pin(conversation.id, true));
		await tried(log.news());
	}
	const [first = ''] = chats.keys();
	await tried(store.delete(first));
	await tried(store.restore(first));
	await tried(store.load(first));
	await tried(store.purgeDeleted(0));
	return { chats, errors };
}

/** How many bytes the log of these events has. */
export function bytesOfLog(events: readonly ConversationEvent[]): number {
	const lines = [header, ...events].map(formatEvent);
	return lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
}
