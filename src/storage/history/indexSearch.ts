import type { FileHandle } from 'node:fs/promises';
import type {
	ConversationSummary,
	SearchHit,
	SearchResult,
} from '../../core/history/conversationStore.ts';
import { type IndexEntry, type IndexedChat, readText } from './indexFile.ts';
import { findWords, lineAround } from './searchText.ts';

/** How much of the index is in memory at once while it is searched, but for a chat that is longer by itself. */
const BLOCK_BYTES = 4 << 20;
/**
 * How much of a line is told on either side of what was found, in bytes: more than a row shows, so that what belongs together in Markdown,
 * such as a link, mostly is.
 */
const REACH = 600;

/** A chat that has all words, and where in its text the first of them is, in bytes. Its text is in memory, or in the file. */
export type Found = { summary: ConversationSummary; at: number; entry: IndexEntry | IndexedChat };

/**
 * The chats of these entries that have all words. Rejects with node's error, or where the file is shorter than its table says.
 * @param folded the file of the folded texts
 */
export async function findInText(
	folded: FileHandle,
	entries: readonly IndexEntry[],
	words: readonly Buffer[],
): Promise<Found[]> {
	const found: Found[] = [];
	let buffer = Buffer.alloc(BLOCK_BYTES);
	for (const block of blocksOf(entries.toSorted((a, b) => a.offset - b.offset))) {
		const offset = block[0]?.offset ?? 0;
		const end = block.reduce((end, entry) => Math.max(end, entry.offset + entry.bytes), 0);
		const bytes = end - offset;
		if (bytes > buffer.length) buffer = Buffer.alloc(bytes);
		const texts = await readText(folded, { offset, bytes }, buffer);
		for (const entry of block) {
			const from = entry.offset - offset;
			const at = findWords(texts.subarray(from, from + entry.bytes), words);
			if (at !== -1) found.push({ summary: entry.summary, at, entry });
		}
	}
	return found;
}

/** Entries in the order of the file, gathered as long as they are within one block of it. */
function* blocksOf(entries: readonly IndexEntry[]): Generator<IndexEntry[]> {
	let block: IndexEntry[] = [];
	for (const entry of entries) {
		const [first] = block;
		if (first && entry.offset + entry.bytes - first.offset > BLOCK_BYTES) {
			yield block;
			block = [];
		}
		block.push(entry);
	}
	yield block;
}

/**
 * What was found, newest first, with the lines to show. Rejects with node's error, or where the file is shorter than its table says.
 * @param text the file of the texts; undefined where there is none
 */
export async function newestHits(
	found: readonly Found[],
	limit: number,
	text: FileHandle | undefined,
): Promise<SearchResult> {
	const sorted = found.toSorted((a, b) => b.summary.updated - a.summary.updated);
	const shown = sorted.slice(0, limit);
	const hits = await Promise.all(shown.map((each) => hitOf(each, text)));
	return { hits, more: found.length - shown.length };
}

async function hitOf(
	{ summary, at, entry }: Found,
	text: FileHandle | undefined,
): Promise<SearchHit> {
	const isInTitle = at < Buffer.byteLength(summary.title.normalize('NFC'));
	if (isInTitle) return { chat: summary, line: '' };
	const start = Math.max(0, at - 2 * REACH);
	const end = at + 2 * REACH;
	const bytes =
		'text' in entry
			? entry.text.subarray(start, end)
			: text && (await readText(text, part(entry, start, end)));
	return { chat: summary, line: bytes ? lineAround(bytes, at - start, REACH) : '' };
}

function part({ offset, bytes }: IndexEntry, start: number, end: number) {
	return { offset: offset + start, bytes: Math.min(end, bytes) - start };
}
