import type { ConversationSummary, SearchResult } from '../../core/history/conversationStore.ts';
import type { FileState, Files } from '../disk/files.ts';
import { type IndexEntry, type IndexedChat, IndexFile, readText } from './indexFile.ts';
import { type Found, findInText, newestHits } from './indexSearch.ts';
import { findWords, searchedWords } from './searchText.ts';

/** What may be kept in memory of chats that have changed since the index was written; more, and it is written anew. */
const MAX_FRESH = 64;
const MAX_FRESH_BYTES = 8 << 20;

/** Where the index gets what it does not know yet. */
export interface ConversationLogs {
	/** How the logs with these ids are now; one that is gone or empty has no state. Rejects with node's error. */
	states(ids: readonly string[]): Promise<Map<string, FileState>>;
	/** Reads a whole log; undefined when it is gone, or cannot be read. */
	read(id: string): Promise<IndexedChat | undefined>;
}

/**
 * Titles and texts of all chats, so that listing and searching them need not read their logs. The logs are the truth: what
 * the index has of a log is used only while that has the size and the time it was read at. Few chats are kept in memory
 * alone; more go to a file.
 */
export class ConversationIndex {
	readonly #logs: ConversationLogs;
	readonly #file: IndexFile;
	/** Chats that the file has not, or not as they are now; without a text where all of them would be too much to keep. */
	#fresh = new Map<string, IndexedChat>();
	/** All chats as of the last refresh. */
	#current: ReadonlyMap<string, ConversationSummary> = new Map();
	#queue: Promise<unknown> = Promise.resolve();

	constructor(folder: string, logs: ConversationLogs, files: Files) {
		this.#logs = logs;
		this.#file = new IndexFile(folder, files);
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
			await this.#file.load();
			if (gone.some((id) => this.#file.entry(id) !== undefined)) await this.#update(ids, true);
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

	async #readAgain(): Promise<void> {
		await this.#file.reload();
		await this.#update([...this.#current.keys()]);
	}

	/** One at a time: a search is not to find the index half updated. */
	#inTurn<T>(action: () => Promise<T>): Promise<T> {
		const result = this.#queue.then(action);
		this.#queue = result.catch(() => {});
		return result;
	}

	/** @param rewrite the file is to be written anew, however little has changed */
	async #update(ids: readonly string[], rewrite = false): Promise<void> {
		await this.#file.load();
		const states = await this.#logs.states(ids);
		this.#fresh = new Map([...this.#fresh].filter(([id, chat]) => isCurrent(chat, states.get(id))));
		const isKnown = (id: string) =>
			this.#fresh.has(id) || isCurrent(this.#file.entry(id), states.get(id));
		const stale = [...states.keys()].filter((id) => !isKnown(id));
		// Taken now: an index that is gone and cannot be written anew is no reason to leave these out.
		const known = this.#summaries([...states.keys()].filter(isKnown));
		const isSmall = !rewrite && (await this.#readFresh(stale));
		if (!isSmall) await this.#rewrite(states, stale);
		this.#current = new Map([...known, ...this.#summaries(stale)]);
	}

	#summaries(ids: Iterable<string>): Map<string, ConversationSummary> {
		const summaries = new Map<string, ConversationSummary>();
		for (const id of ids) {
			const chat = this.#fresh.get(id) ?? this.#file.entry(id);
			if (chat !== undefined) summaries.set(id, chat.summary);
		}
		return summaries;
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

	/** Writes the file anew with all chats; where that fails, keeps what has changed in memory without its text. */
	async #rewrite(states: ReadonlyMap<string, FileState>, stale: readonly string[]): Promise<void> {
		try {
			await this.#file.replace(this.#all(states));
			this.#fresh = new Map();
		} catch {
			// A full disk, or an old index that is gone: the list is right without, and the next time may do better.
			for (const id of stale.filter((id) => !this.#fresh.has(id))) {
				const chat = await this.#logs.read(id);
				const none = Buffer.alloc(0);
				if (chat) this.#fresh.set(id, { ...chat, text: none, folded: none });
			}
		}
	}

	/** All chats with their texts, one by one: from memory, from the file as it is, or else from their logs. */
	async *#all(states: ReadonlyMap<string, FileState>): AsyncGenerator<IndexedChat> {
		await using text = await this.#file.open('text');
		await using folded = await this.#file.open('folded');
		for (const [id, state] of states) {
			const fresh = this.#fresh.get(id);
			const entry = this.#file.entry(id);
			if (fresh && hasText(fresh)) {
				yield fresh;
			} else if (entry && text && folded && isCurrent(entry, state)) {
				yield {
					...entry,
					text: await readText(text, entry),
					folded: await readText(folded, entry),
				};
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
			const entry = this.#file.entry(summary.id);
			if (fresh) {
				const whole = hasText(fresh) ? fresh : await this.#logs.read(summary.id);
				const at = whole === undefined ? -1 : findWords(whole.folded, words);
				if (whole && at !== -1) found.push({ summary, at, entry: whole });
			} else if (entry) {
				entries.push(entry);
			}
		}
		for (const hit of await this.#findInFile(entries, words)) found.push(hit);
		await using text = await this.#file.open('text');
		// Awaited here: the file is open until then.
		return await newestHits(found, limit, text);
	}

	async #findInFile(entries: readonly IndexEntry[], words: readonly Buffer[]): Promise<Found[]> {
		if (entries.length === 0) return [];
		await using folded = await this.#file.open('folded');
		return folded === undefined ? [] : await findInText(folded, entries, words);
	}
}

/** Every chat has a title at least. */
function hasText({ text }: IndexedChat): boolean {
	return text.length > 0;
}

/** Whether what is known of a log is as the log is now. */
function isCurrent(
	known: Pick<IndexEntry, 'summary' | 'size'> | undefined,
	now: FileState | undefined,
): boolean {
	if (known === undefined || now === undefined) return false;
	return known.size === now.size && known.summary.updated === now.updated;
}
