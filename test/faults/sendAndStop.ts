import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createChatServer } from '../../src/api/server/chatClient.ts';
import { FileConversationStore } from '../../src/storage/history/fileConversationStore.ts';
import { type Standin, startStandin } from '../standin/standin.ts';
import { SessionInTest, State } from '../unit/host/chat/sessionInTest.ts';
import { unexpected } from '../unit/storage/disk/temporaryFolder.ts';
import type { Figures } from './figures.ts';

const WORDS = 'word '.repeat(200);
/** A chat for every so many questions: what is sent grows with the chat. */
const PER_CHAT = 20;
/** What the heap may differ by over any number of sends: a leak of a kilobyte each would be a megabyte in a thousand. */
const MOST_GROWTH = 1 << 20;

/** Sends and stops so many times in a row, and sees that nothing is left open or behind, and that nothing is lost. */
export async function sendAndStop(times: number, figures: Figures): Promise<void> {
	const standin = await startStandin({ pace: 0 });
	const server = createChatServer();
	const folder = await mkdtemp(join(tmpdir(), 'llama-chat-sends-'));
	const warnings: string[] = [];
	// Node warns of an emitter that has collected eleven listeners for one event.
	const warned = ({ name, message }: Error) => warnings.push(`${name}: ${message}`);
	process.on('warning', warned);
	try {
		const test = new SessionInTest(server, standin, folder, new State());
		const warm = Math.min(times, 100);
		for (let send = 0; send < warm; send++) await sendOne(test, send);
		const before = await measure(test, standin);
		for (let send = warm; send < times + warm; send++) {
			await sendOne(test, send);
			standin.requests.length = 0;
		}
		figures.injected += times;
		const after = await measure(test, standin);
		for (const [resource, count] of Object.entries(after.resources)) {
			// The server keeps a connection or two for the next request.
			assert.ok(count <= (before.resources[resource] ?? 0) + 2, `${count} ${resource} are left`);
		}
		assert.ok(
			after.heap - before.heap < MOST_GROWTH,
			`the heap grew by ${after.heap - before.heap}`,
		);
		assert.ok(after.connections <= 2, `${after.connections} connections are open at the server`);
		assert.ok(after.listeners <= before.listeners, `${before.listeners} → ${after.listeners}`);
		assert.deepEqual(
			warnings.filter((warning) => /listener|leak/i.test(warning)),
			[],
		);
		await holdsAll(folder, times + warm, figures);
		figures.survived += times;
		figures.notes = `heap after gc ${kilobytes(after.heap - before.heap)}; open at the server ${before.connections} → ${after.connections}, at the client ${before.resources['TCPSocketWrap'] ?? 0} → ${after.resources['TCPSocketWrap'] ?? 0} sockets; at most ${after.listeners} listeners on anything, as before`;
	} finally {
		process.off('warning', warned);
		await server.close();
		await standin.close();
		await rm(folder, { recursive: true, force: true });
	}

	async function sendOne(test: SessionInTest, send: number): Promise<void> {
		const { chats } = test;
		if (send % PER_CHAT === 0) chats.newChat();
		// Some are stopped before the first word, some in the middle; some end by themselves just then.
		standin.script({
			kind: 'reply',
			text: WORDS.slice(0, 5 * (1 + (send % 40))),
			holdAfter: send % 7,
		});
		await chats.box.send(`Send ${send}?`);
		await standin.waitForHold();
		chats.chat.turns.stop();
		await test.until(() => !chats.chat.turns.busy);
		standin.release();
	}
}

async function measure({ session }: SessionInTest, standin: Standin) {
	await session.flush();
	setFlagsFromString('--expose-gc');
	const gc = runInNewContext('gc') as () => void;
	// What waits to be closed is closed in a turn or two.
	for (let turn = 0; turn < 5; turn++) {
		await new Promise(setImmediate);
		gc();
	}
	const resources: Record<string, number> = {};
	for (const name of process.getActiveResourcesInfo()) {
		resources[name] = (resources[name] ?? 0) + 1;
	}
	const connections = await standin.countConnections();
	const heap = process.memoryUsage().heapUsed;
	return { resources, connections, heap, listeners: mostListeners() };
}

/** How many listeners that thing has that has the most: of all that is open, and the process. */
function mostListeners(): number {
	// Not documented, and the only way to see what is open; its types do not know it.
	const { _getActiveHandles: open } = process as typeof process & {
		_getActiveHandles(): unknown[];
	};
	const emitters = open.call(process).filter((handle) => handle instanceof EventEmitter);
	return Math.max(...[process, ...emitters].map(countListeners));
}

function countListeners(emitter: EventEmitter): number {
	return emitter.eventNames().reduce((sum, name) => sum + emitter.listenerCount(name), 0);
}

async function holdsAll(folder: string, times: number, figures: Figures): Promise<void> {
	const store = new FileConversationStore(folder, unexpected);
	const asked = new Set<string>();
	for (const { id } of await store.list()) {
		const loaded = await store.load(id);
		assert.equal(loaded?.quarantined, 0);
		assert.deepEqual(loaded.conversation.unsettledReplies(), []);
		for (const { role, text } of loaded.conversation.messages())
			if (role === 'user') asked.add(text);
	}
	for (let send = 0; send < times; send++) {
		const question = `Send ${send}?`;
		figures.compare(question, asked.has(question) ? question : '');
	}
	assert.equal(figures.bytesLost, 0);
	assert.equal(asked.size, times);
}

function kilobytes(bytes: number): string {
	return `${bytes < 0 ? '−' : '+'}${Math.round(Math.abs(bytes) / 1024)} KB`;
}
