import { dirname } from 'node:path';
import * as v from 'valibot';
import { isMissing } from './fileErrors.ts';
import { type Files, replaceFile } from './files.ts';

const Pinned = v.pipe(v.string(), v.parseJson(), v.array(v.string()));

/**
 * The chats that stay on top of the history: a JSON array of ids in one small file. Not lines of the logs, which would need
 * a new version of them that today's windows could only read; and not VS Code's globalState, which each window reads
 * once and writes as a whole, so that one window would undo the pins of another.
 */
export class PinnedChats {
	readonly #path: string;
	readonly #files: Files;
	#queue: Promise<unknown> = Promise.resolve();

	constructor(path: string, files: Files) {
		this.#path = path;
		this.#files = files;
	}

	/** As the file is now. A damaged one has none. Rejects with node's error when it cannot be read. */
	async read(): Promise<ReadonlySet<string>> {
		try {
			const pinned = v.safeParse(Pinned, await this.#files.readFile(this.#path, 'utf8'));
			return new Set(pinned.success ? pinned.output : []);
		} catch (error) {
			if (isMissing(error)) return new Set();
			throw error;
		}
	}

	/** Pins or unpins chats. Rejects with node's error; then nothing has changed. */
	change(ids: readonly string[], pinned: boolean): Promise<void> {
		const result = this.#queue.then(async () => {
			const before = await this.read();
			const after = new Set(before);
			for (const id of ids) {
				if (pinned) after.add(id);
				else after.delete(id);
			}
			if (after.size !== before.size) await this.#write([...after]);
		});
		this.#queue = result.catch(() => {});
		return result;
	}

	async #write(ids: readonly string[]): Promise<void> {
		await this.#files.mkdir(dirname(this.#path), { recursive: true });
		await replaceFile(this.#files, this.#path, JSON.stringify(ids));
	}
}
