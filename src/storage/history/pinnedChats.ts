import * as v from 'valibot';
import type { Files } from '../disk/files.ts';
import { JsonFile } from '../disk/jsonFile.ts';

/**
 * The chats that stay on top of the history: a JSON array of ids in one small file. Not lines of the logs, which would need
 * a new version of them that today's windows could only read; and not VS Code's globalState, which each window reads
 * once and writes as a whole, so that one window would undo the pins of another.
 */
export class PinnedChats {
	readonly #file: JsonFile<readonly string[]>;

	/** @param setAside is told where a damaged file is now */
	constructor(path: string, setAside: (path: string) => void, files: Files) {
		this.#file = new JsonFile(files, path, v.array(v.string()), [], setAside);
	}

	/** As the file is now. Rejects with node's error when it cannot be read. */
	async read(): Promise<ReadonlySet<string>> {
		return new Set(await this.#file.read());
	}

	/** Pins or unpins chats. Rejects with node's error; then nothing has changed. */
	change(ids: readonly string[], pinned: boolean): Promise<void> {
		return this.#file.change((before) => {
			const after = new Set(before);
			for (const id of ids) {
				if (pinned) after.add(id);
				else after.delete(id);
			}
			return after.size === before.length ? before : [...after];
		});
	}
}
