import type { FileHandle } from 'node:fs/promises';
import type {
	ConversationSummary,
	SearchHit,
	SearchResult,
} from '../../core/history/conversationStore.ts';
import { type FileState, type Files, fileStates } from '../disk/files.ts';
import {
	type IndexEntry,
	type IndexedChat,
	type IndexSnapshot,
	isWhole,
	readIndex,
	writeIndex,
} from './indexFile.ts';
import { findWords, lineAround, searchedWords } from './searchText.ts';

/** What may be kept in memory of chats that have changed since the index was written; more, and it is written anew. */
const MAX_FRESH = 64;
const MAX_FRESH_BYTES = 8 << 20;
/** How much of the index is in memory at once while it is searched, but for a chat that is longer by itself. */
const BLOCK_BYTES = 4 << 20;
/** How much of a line is shown on either side of what was found, in bytes. */
const REACH = 120;

type Found = { summary: ConversationSummary; at: number; entry: IndexEntry | IndexedChat };

/** Where the index gets what it does not know yet. */
export interface ConversationLogs {
	/** The path of the log with this id. */
	path(id: string): string;
	/** Reads a whole log; undefined when it is gone, or cannot be read. */
	read(id: string): Promise<IndexedChat | undefined>;
}

/**
 * Titles and texts of all chats, so that listing and searching them need not read their logs. The logs are the truth: what
 * the index has of a log is used only while that has the size and the time it was read at. Few chats need no file;
 * more are kept in one, which is read a piece at a time.
 */
export class ConversationIndex {
	readonly #folder: string;
	readonly #logs: ConversationLogs;
	readonly #files: Files;
	#snapshot: IndexSnapshot | undefined;
	/** The index on the disk is damaged: until a new one is written it is as if there were none. */
	#damaged = false;
	/** Chats that the snapshot has not, or not as they are now; without a text where all of them would be too much to keep. */
	#fresh = new Map<string, IndexedChat>();
	/** All chats as of the last refresh. */
	#current: ReadonlyMap<string, ConversationSummary> = new Map();
	#queue: Promise<unknown> = Promise.resolve();

	constructor(folder: string, logs: ConversationLogs, files: Files) {
		this.#folder = folder;
		this.#logs = logs;
		this.#files = files;
	}

	/** The summaries of the logs with these ids, as these are now, in no order. */
	refresh(ids: readonly string[]): Promise<ConversationSummary[]> {
		return this.#inTurn(async () => {
			await this.#update(ids);
			return [...this.#current.values()];
		});
	}

	/** Takes the text of chats that are gone for good out of the index file. */
	forget(gone: readonly string[], ids: readonly string[]): Promise<void> {
		return this.#inTurn(async () => {
			this.#snapshot ??= await this.#onDisk();
			if (gone.some((id) => this.#snapshot?.entries.has(id))) await this.#update(ids, true);
		});
	}

	/** Looks through the chats of the last refresh that are wanted. See ConversationStore.search. */
	search(
		query: string,
		wanted: (chat: ConversationSummary) => boolean,
		limit: number,
	): Promise<SearchResult> {
		return this.#inTurn(async () => {
			const search = () => this.#search(query, wanted, limit);
			// Another window may have put a newer index in the place of this one.
			return search().catch(() => this.#readAgain().then(search));
		});
	}

	/** Forgets what was read of the index, and sees that it is as long as its table says. */
	async #readAgain(): Promise<void> {
		this.#snapshot = await this.#onDisk();
		this.#damaged = this.#snapshot !== undefined && !(await isWhole(this.#files, this.#snapshot));
		if (this.#damaged) this.#snapshot = undefined;
		await this.#update([...this.#current.keys()]);
	}

	async #onDisk(): Promise<IndexSnapshot | undefined> {
		return this.#damaged ? undefined : readIndex(this.#files, this.#folder);
	}

	/** One at a time: a search is not to find the index half updated. */
	#inTurn<T>(action: () => Promise<T>): Promise<T> {
		const result = this.#queue.then(action);
		this.#queue = result.catch(() => {});
		return result;
	}

	async #update(ids: readonly string[], rewrite = false): Promise<void> {
		this.#snapshot ??= await this.#onDisk();
		const states = await fileStates(this.#files, ids, (id) => this.#logs.path(id));
		const known = new Map<string, ConversationSummary>();
		const stale: string[] = [];
		const fresh = new Map<string, IndexedChat>();
		for (const [id, state] of states) {
			const kept = this.#fresh.get(id);
			const indexed = this.#snapshot?.entries.get(id);
			if (kept && isCurrent(kept, state)) {
				fresh.set(id, kept);
				known.set(id, kept.summary);
			} else if (indexed && isCurrent(indexed, state)) {
				known.set(id, indexed.summary);
			} else {
				stale.push(id);
			}
		}
		this.#fresh = fresh;
		const isSmall = !rewrite && (await this.#readFresh(stale));
		if (!isSmall) await this.#rewrite(states, stale);
		for (const id of stale) {
			const chat = this.#fresh.get(id) ?? this.#snapshot?.entries.get(id);
			if (chat) known.set(id, chat.summary);
		}
		this.#current = known;
	}

	/** Reads what has changed into memory. False, with the rest unread, when that would be too much. */
	async #readFresh(stale: readonly string[]): Promise<boolean> {
		if (this.#fresh.size + stale.length > MAX_FRESH) return false;
		let bytes = [...this.#fresh.values()].reduce((sum, { text }) => sum + text.length, 0);
		for (const id of stale) {
			const chat = await this.#logs.read(id);
			if (chat) this.#fresh.set(id, chat);
			bytes += chat?.text.length ?? 0;
			if (bytes > MAX_FRESH_BYTES) return false;
		}
		return true;
	}

	async #rewrite(states: ReadonlyMap<string, FileState>, stale: readonly string[]): Promise<void> {
		try {
			this.#snapshot = await writeIndex(this.#files, this.#folder, this.#all(states));
			this.#fresh = new Map();
			this.#damaged = false;
		} catch {
			// A full disk, or an old index that is gone: the list is right without, and the next time may do better.
			this.#snapshot = await this.#onDisk();
			for (const id of stale.filter((id) => !this.#fresh.has(id))) {
				const chat = await this.#logs.read(id);
				const none = Buffer.alloc(0);
				if (chat) this.#fresh.set(id, { ...chat, text: none, folded: none });
			}
		}
	}

	async *#all(states: ReadonlyMap<string, FileState>): AsyncGenerator<IndexedChat> {
		const old = this.#snapshot;
		await using text = old && (await this.#files.open(old.text));
		await using folded = old && (await this.#files.open(old.folded));
		for (const [id, state] of states) {
			const entry = old?.entries.get(id);
			const chat = this.#fresh.get(id);
			if (chat && hasText(chat)) {
				yield chat;
			} else if (entry && text && folded && isCurrent(entry, state)) {
				yield { ...entry, text: await bytesOf(text, entry), folded: await bytesOf(folded, entry) };
			} else {
				const read = await this.#logs.read(id);
				if (read) yield read;
			}
		}
	}

	async #search(
		query: string,
		wanted: (chat: ConversationSummary) => boolean,
		limit: number,
	): Promise<SearchResult> {
		const words = searchedWords(query);
		const found: Found[] = [];
		const entries: IndexEntry[] = [];
		for (const summary of this.#current.values()) {
			if (!wanted(summary)) continue;
			const fresh = this.#fresh.get(summary.id);
			const entry = this.#snapshot?.entries.get(summary.id);
			if (fresh) {
				const whole = hasText(fresh) ? fresh : await this.#logs.read(summary.id);
				const at = whole === undefined ? -1 : findWords(whole.folded, words);
				if (whole && at !== -1) found.push({ summary, at, entry: whole });
			} else if (entry) {
				entries.push(entry);
			}
		}
		if (this.#snapshot && entries.length > 0) {
			await searchFile(this.#files, this.#snapshot.folded, entries, words, found);
		}
		found.sort((a, b) => b.summary.updated - a.summary.updated);
		const shown = found.slice(0, limit);
		return {
			hits: await hitsOf(this.#files, shown, this.#snapshot?.text),
			more: found.length - shown.length,
		};
	}
}

/** Every chat has a title at least. */
function hasText({ text }: IndexedChat): boolean {
	return text.length > 0;
}

function isCurrent(
	{ summary, size }: Pick<IndexEntry, 'summary' | 'size'>,
	now: FileState,
): boolean {
	return size === now.size && summary.updated === now.updated;
}

async function searchFile(
	files: Files,
	path: string,
	entries: IndexEntry[],
	words: readonly Buffer[],
	found: Found[],
): Promise<void> {
	entries.sort((a, b) => a.offset - b.offset);
	await using file = await files.open(path);
	let buffer = Buffer.alloc(BLOCK_BYTES);
	for (const block of blocksOf(entries)) {
		const start = block[0]?.offset ?? 0;
		const length =
			block.reduce((end, entry) => Math.max(end, entry.offset + entry.bytes), 0) - start;
		if (length > buffer.length) buffer = Buffer.alloc(length);
		const { bytesRead } = await file.read(buffer, 0, length, start);
		if (bytesRead < length) throw new Error('The index is shorter than its table says.');
		for (const entry of block) {
			const from = entry.offset - start;
			const at = findWords(buffer.subarray(from, from + entry.bytes), words);
			if (at !== -1) found.push({ summary: entry.summary, at, entry });
		}
	}
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

async function hitsOf(
	files: Files,
	found: readonly Found[],
	path: string | undefined,
): Promise<SearchHit[]> {
	await using file = path === undefined ? undefined : await files.open(path);
	// Awaited here: the file is open until then.
	return await Promise.all(
		found.map(async ({ summary, at, entry }) => {
			if (at < Buffer.byteLength(summary.title.normalize('NFC')))
				return { chat: summary, line: '' };
			const start = Math.max(0, at - 2 * REACH);
			const end = at + 2 * REACH;
			const bytes =
				'text' in entry
					? entry.text.subarray(start, end)
					: file && (await bytesOf(file, part(entry, start, end)));
			return { chat: summary, line: bytes ? lineAround(bytes, at - start, REACH) : '' };
		}),
	);
}

function part({ offset, bytes }: IndexEntry, start: number, end: number) {
	return { offset: offset + start, bytes: Math.min(end, bytes) - start };
}

async function bytesOf(
	file: FileHandle,
	{ offset, bytes }: Pick<IndexEntry, 'offset' | 'bytes'>,
): Promise<Buffer> {
	const buffer = Buffer.alloc(bytes);
	const { bytesRead } = bytes === 0 ? { bytesRead: 0 } : await file.read(buffer, 0, bytes, offset);
	if (bytesRead < bytes) throw new Error('The index is shorter than its table says.');
	return buffer;
}
