import * as v from 'valibot';
import { type Files, isMissing, readOrEmpty, replaceFile } from './files.ts';

/**
 * A small JSON file that all windows share: read at each use, changed by writing it whole. One that is damaged counts as none;
 * the next change sets it aside as `<name>.damaged`.
 */
export class JsonFile<T> {
	readonly #files: Files;
	readonly #path: string;
	readonly #schema: v.GenericSchema<unknown, T>;
	readonly #none: T;
	readonly #setAside: (path: string) => void;
	#queue: Promise<unknown> = Promise.resolve();

	/**
	 * @param none what a file that is not there, or damaged, stands for
	 * @param setAside is told where a damaged file is now
	 */
	constructor(
		files: Files,
		path: string,
		schema: v.GenericSchema<unknown, T>,
		none: T,
		setAside: (path: string) => void,
	) {
		this.#files = files;
		this.#path = path;
		this.#schema = v.pipe(v.string(), v.parseJson(), schema);
		this.#none = none;
		this.#setAside = setAside;
	}

	/** As the file is once all changes asked for are in it. Rejects with node's error when it cannot be read. */
	async read(): Promise<T> {
		await this.#queue;
		return (await this.#value()) ?? this.#none;
	}

	/** Writes what `change` makes of the value, unless that is the same one. Rejects with node's error; then nothing has changed. */
	change(change: (value: T) => T): Promise<void> {
		const result = this.#queue.then(async () => {
			const before = await this.#value();
			const after = change(before ?? this.#none);
			if (after === before) return;
			if (before === undefined) await this.#putAside();
			await replaceFile(this.#files, this.#path, JSON.stringify(after));
		});
		this.#queue = result.catch(() => {});
		return result;
	}

	/** Undefined where there is none that can be read. */
	async #value(): Promise<T | undefined> {
		const value = v.safeParse(this.#schema, await readOrEmpty(this.#files, this.#path));
		return value.success ? value.output : undefined;
	}

	async #putAside(): Promise<void> {
		const aside = `${this.#path}.damaged`;
		try {
			await this.#files.rename(this.#path, aside);
			this.#setAside(aside);
		} catch (error) {
			if (!isMissing(error)) throw error;
		}
	}
}
