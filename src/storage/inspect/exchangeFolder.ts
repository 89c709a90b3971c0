import { join } from 'node:path';
import * as v from 'valibot';
import { ConversationId } from '../../core/conversation/conversationEvent.ts';
import { ExchangeRecord, type Exchanges, sizeOf } from '../../core/inspect/exchangeRecord.ts';
import { readChecked, writeChecked } from '../disk/checkedFile.ts';
import { type Files, ifMissing, namesIn, nodeFiles, wholeFilesIn } from '../disk/files.ts';

/** Enough for a few days of work. */
const MAX_FILES = 200;
const MAX_BYTES = 50_000_000;
/** A single one that is larger is looked at only in the window it was made in. */
const MAX_FILE_BYTES = 10_000_000;
/** How many are in memory for this window, whether or not they can be written. */
const MAX_IN_MEMORY = 10;
/** How large these are together, in characters; the last one is there whatever its size. */
const MAX_CHARACTERS_IN_MEMORY = 20_000_000;
/** The folder is tidied once in so many writes: what is over the bounds for a moment costs little. */
const TIDY_EVERY = 20;

/** Exchanges as files, one for each reply, named for its chat first: the latest 200, of at most 50 MB together. */
export class ExchangeFolder implements Exchanges {
	readonly #folder: string;
	readonly #onError: (error: unknown) => void;
	readonly #files: Files;
	/** By file name, the latest last. */
	readonly #recent = new Map<string, ExchangeRecord>();
	#queue: Promise<void> = Promise.resolve();
	#writes = 0;

	/** @param onError is told of what could not be written, read or removed */
	constructor(folder: string, onError: (error: unknown) => void, files: Files = nodeFiles) {
		this.#folder = folder;
		this.#onError = onError;
		this.#files = files;
	}

	async of(chat: string, reply: string): Promise<ExchangeRecord | undefined> {
		const name = fileName(chat, reply);
		if (name === undefined) return undefined;
		const recent = this.#recent.get(name);
		if (recent !== undefined) return recent;
		try {
			return await readChecked(this.#files, join(this.#folder, name), ExchangeRecord);
		} catch (error) {
			this.#onError(error);
			return undefined;
		}
	}

	async has(chat: string, reply: string): Promise<boolean> {
		const name = fileName(chat, reply);
		if (name === undefined) return false;
		if (this.#recent.has(name)) return true;
		try {
			const path = join(this.#folder, name);
			return (await this.#files.stat(path).catch(ifMissing(undefined))) !== undefined;
		} catch (error) {
			this.#onError(error);
			return false;
		}
	}

	keep(exchange: ExchangeRecord): Promise<void> {
		const name = fileName(exchange.chat, exchange.reply);
		if (name === undefined) return Promise.resolve();
		this.#recent.delete(name);
		this.#recent.set(name, exchange);
		this.#forgetOldest();
		return this.#next(async () => {
			if (sizeOf(exchange) > MAX_FILE_BYTES) return;
			const json = JSON.stringify(exchange);
			if (Buffer.byteLength(json) > MAX_FILE_BYTES) return;
			await writeChecked(this.#files, join(this.#folder, name), json);
			if (this.#writes++ % TIDY_EVERY === 0) await this.#tidy();
		});
	}

	forget(chat: string): Promise<void> {
		const prefix = `${chat}.`;
		for (const name of [...this.#recent.keys()]) {
			if (name.startsWith(prefix)) this.#recent.delete(name);
		}
		return this.#next(async () => {
			const names = await namesIn(this.#files, this.#folder);
			await this.#remove(names.filter((name) => name.startsWith(prefix)));
		});
	}

	/** Lets go of what is over the bounds in memory. */
	#forgetOldest(): void {
		let count = 0;
		let characters = 0;
		for (const [name, exchange] of [...this.#recent].toReversed()) {
			count++;
			characters += sizeOf(exchange);
			const fits = count <= MAX_IN_MEMORY && characters <= MAX_CHARACTERS_IN_MEMORY;
			if (count > 1 && !fits) this.#recent.delete(name);
		}
	}

	#next(work: () => Promise<void>): Promise<void> {
		this.#queue = this.#queue.then(work).catch((error) => this.#onError(error));
		return this.#queue;
	}

	/** Removes the oldest until what is left keeps to the bounds. */
	async #tidy(): Promise<void> {
		const files = await wholeFilesIn(this.#files, this.#folder);
		files.sort((a, b) => b.mtimeMs - a.mtimeMs);
		let bytes = 0;
		const tooMany = files.filter(({ size }, index) => {
			bytes += size;
			return index >= MAX_FILES || bytes > MAX_BYTES;
		});
		await this.#remove(tooMany.map(({ name }) => name));
	}

	async #remove(names: readonly string[]): Promise<void> {
		for (const name of names) await this.#files.rm(join(this.#folder, name), { force: true });
	}
}

/** Undefined where an id is none of ours, as in an imported chat: it is not to become part of a path. */
function fileName(chat: string, reply: string): string | undefined {
	const ours = v.is(ConversationId, chat) && v.is(ConversationId, reply);
	return ours ? `${chat}.${reply}.json` : undefined;
}
