import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { ConversationId } from '../core/conversationEvent.ts';
import { type Exchanges, KeptExchange } from '../core/keptExchange.ts';
import { isMissing } from './fileErrors.ts';

/** Enough for a few days of work. */
const MAX_FILES = 200;
const MAX_BYTES = 50_000_000;
/** A single one that is larger is looked at only in the window it was made in. */
const MAX_FILE_BYTES = 10_000_000;
/** How many are in memory for this window, whether or not they can be written. */
const MAX_IN_MEMORY = 10;
/** The folder is tidied once in so many writes: what is over the bounds for a moment costs little. */
const TIDY_EVERY = 20;

const File = v.pipe(v.string(), v.parseJson(), KeptExchange);

/** Exchanges as files, one for each reply, named for its chat first: the latest 200, of at most 50 MB together. */
export class ExchangeFolder implements Exchanges {
	readonly #folder: string;
	readonly #onError: (error: unknown) => void;
	/** By file name, the latest last. */
	readonly #recent = new Map<string, KeptExchange>();
	#queue: Promise<void> = Promise.resolve();
	#writes = 0;

	/** @param onError is told of what could not be written or removed */
	constructor(folder: string, onError: (error: unknown) => void) {
		this.#folder = folder;
		this.#onError = onError;
	}

	async of(chat: string, reply: string): Promise<KeptExchange | undefined> {
		const name = fileName(chat, reply);
		if (name === undefined) return undefined;
		const recent = this.#recent.get(name);
		if (recent !== undefined) return recent;
		try {
			const file = v.safeParse(File, await readFile(join(this.#folder, name), 'utf8'));
			return file.success ? file.output : undefined;
		} catch (error) {
			if (!isMissing(error)) this.#onError(error);
			return undefined;
		}
	}

	keep(exchange: KeptExchange): Promise<void> {
		const name = fileName(exchange.chat, exchange.reply);
		if (name === undefined) return Promise.resolve();
		this.#recent.delete(name);
		this.#recent.set(name, exchange);
		const [oldest] = this.#recent.keys();
		if (this.#recent.size > MAX_IN_MEMORY && oldest !== undefined) this.#recent.delete(oldest);
		return this.#next(async () => {
			const bytes = Buffer.from(JSON.stringify(exchange));
			if (bytes.length > MAX_FILE_BYTES) return;
			const path = join(this.#folder, name);
			const whole = `${path}.${crypto.randomUUID()}`;
			await mkdir(this.#folder, { recursive: true });
			await writeFile(whole, bytes, { mode: 0o600 });
			await rename(whole, path);
			if (this.#writes++ % TIDY_EVERY === 0) await this.#tidy();
		});
	}

	forget(chat: string): Promise<void> {
		const prefix = `${chat}.`;
		for (const name of [...this.#recent.keys()]) {
			if (name.startsWith(prefix)) this.#recent.delete(name);
		}
		return this.#next(async () => {
			const names = await namesIn(this.#folder);
			await this.#remove(names.filter((name) => name.startsWith(prefix)));
		});
	}

	#next(work: () => Promise<void>): Promise<void> {
		this.#queue = this.#queue.then(work).catch((error) => this.#onError(error));
		return this.#queue;
	}

	/** Removes the oldest until what is left keeps to the bounds. */
	async #tidy(): Promise<void> {
		const files = await Promise.all(
			(await namesIn(this.#folder)).map(async (name) => {
				const { size, mtimeMs } = await stat(join(this.#folder, name));
				return { name, size, mtimeMs };
			}),
		);
		files.sort((a, b) => b.mtimeMs - a.mtimeMs);
		let bytes = 0;
		const tooMany = files.filter(({ size }, index) => {
			bytes += size;
			return index >= MAX_FILES || bytes > MAX_BYTES;
		});
		await this.#remove(tooMany.map(({ name }) => name));
	}

	async #remove(names: readonly string[]): Promise<void> {
		for (const name of names) await rm(join(this.#folder, name), { force: true });
	}
}

/** Undefined where an id is none of ours, as in an imported chat: it is not to become part of a path. */
function fileName(chat: string, reply: string): string | undefined {
	const ours = v.is(ConversationId, chat) && v.is(ConversationId, reply);
	return ours ? `${chat}.${reply}.json` : undefined;
}

async function namesIn(folder: string): Promise<string[]> {
	try {
		return await readdir(folder);
	} catch (error) {
		if (isMissing(error)) return [];
		throw error;
	}
}
