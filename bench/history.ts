import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConversationEvent, formatEvent } from '../src/core/conversation/conversationEvent.ts';
import { FileConversationStore } from '../src/storage/history/fileConversationStore.ts';
import { interleaved, median, rowAgainst, threeDigits } from './samples.ts';
import { printTable } from './table.ts';

const CHATS = 5_000;
const ROUNDS = 9;
const WORDS =
	'the of and to in is that it for as with are this on be function returns value when list loop index string array object type error async promise file line test code key map filter branch commit query table row column cache server request response header token model reply'.split(
		' ',
	);
/** In one chat, in every chat, and in none. */
const NEEDLES = { rare: 'chat4711x', common: 'the', absent: 'xylophone' };

/** Listing and searching many chats, against reading one file of the same text and looking for the same word in it. */
export async function benchHistory(): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'llama-chat-bench-'));
	try {
		const chats = join(folder, 'chats');
		const whole = join(folder, 'whole.txt');
		await mkdir(chats);
		const { text, logBytes } = await writeChats(chats);
		await writeFile(whole, text);
		await measure(chats, whole, text.length, logBytes);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

async function measure(chats: string, whole: string, bytes: number, logBytes: number) {
	const cold = await timed(() => openStore(chats).list());
	const store = openStore(chats);
	await store.list();
	const limitOf = (needle: string) => timed(async () => (await readFile(whole)).indexOf(needle));
	const searchFor = (needle: string) => timed(() => store.search(needle, () => true, 200));
	const measures = {
		limit: () => limitOf(NEEDLES.absent),
		window: () => timed(() => openStore(chats).list()),
		list: () => timed(() => store.list()),
		rare: () => searchFor(NEEDLES.rare),
		common: () => searchFor(NEEDLES.common),
		absent: () => searchFor(NEEDLES.absent),
	};
	const rounds = {
		limit: ROUNDS,
		window: ROUNDS,
		list: ROUNDS,
		rare: ROUNDS,
		common: ROUNDS,
		absent: ROUNDS,
	};
	const samples = await interleaved(rounds, (name) => measures[name]());
	const limit = median(samples.limit);
	const row = (name: string, values: readonly number[]) => rowAgainst(limit, name, values);
	printTable(
		`History of ${CHATS.toLocaleString('en')} chats`,
		['what', 'ms', 'of the limit'],
		[
			row('limit: read one file, indexOf', samples.limit),
			row('list, first in a window', samples.window),
			row('list, again', samples.list),
			row('search, a word of one chat', samples.rare),
			row('search, a word of every chat', samples.common),
			row('search, a word of none', samples.absent),
			row('list without an index', [cold]),
		],
		[
			`${megabytes(bytes)} MB of text in ${megabytes(logBytes)} MB of logs. The limit reads one file of that text and goes through all of it.`,
		],
	);
}

function openStore(folder: string): FileConversationStore {
	return new FileConversationStore(folder, (error) => {
		throw error;
	});
}

async function timed(action: () => Promise<unknown>): Promise<number> {
	const start = performance.now();
	await action();
	return performance.now() - start;
}

/** Chats of one to six questions with replies as they come in: a line for each fifth of a second. */
async function writeChats(folder: string): Promise<{ text: string; logBytes: number }> {
	const random = randomNumbers(1);
	const texts: string[] = [];
	let logBytes = 0;
	for (let index = 0; index < CHATS; index++) {
		const id = `chat-${index}`;
		const lines = chatEvents(id, index, random, texts).map(formatEvent);
		const log = `${lines.join('\n')}\n`;
		logBytes += log.length;
		await writeFile(join(folder, `${id}.jsonl`), log);
	}
	return { text: texts.join('\n'), logBytes };
}

function chatEvents(
	id: string,
	index: number,
	random: () => number,
	texts: string[],
): ConversationEvent[] {
	const created = 1_700_000_000_000 + index;
	const workspace = `file:///home/me/project-${index % 7}`;
	const events: ConversationEvent[] = [{ type: 'header', version: 1, id, created, workspace }];
	let parent: string | null = null;
	for (let turn = 0; turn <= random() * 6; turn++) {
		const [question, reply] = [`q${turn}`, `r${turn}`];
		const asked = `${sentence(random, 12)} chat${index}x?`;
		texts.push(asked);
		events.push(
			{
				type: 'message',
				message: { role: 'user', id: question, parent, at: created, text: asked, excerpts: [] },
			},
			{
				type: 'message',
				message: {
					role: 'assistant',
					id: reply,
					parent: question,
					at: created,
					model: 'meta-llama/llama-3-70b-instruct',
					text: '',
					reasoning: '',
					status: 'streaming',
					facts: {},
				},
			},
		);
		for (let piece = 0; piece < 5 + random() * 30; piece++) {
			const text = `${sentence(random, 14)}.\n`;
			texts.push(text);
			events.push({ type: 'text', id: reply, text });
		}
		events.push({ type: 'settle', id: reply, at: created, status: 'complete', facts: {} });
		parent = reply;
	}
	return events;
}

function sentence(random: () => number, words: number): string {
	return Array.from({ length: words }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' ');
}

/** The same numbers from 0 up to 1 in every run. */
function randomNumbers(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

function megabytes(bytes: number): string {
	return threeDigits(bytes / 1e6);
}
