import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';
import type { ModelShelf, ShelfStore } from '../core/modelGroups.ts';
import { isMissing } from './fileErrors.ts';

const MOST_RECENT = 8;

const Ids = v.array(v.string());
const Shelves = v.pipe(
	v.string(),
	v.parseJson(),
	v.record(v.string(), v.object({ favourites: Ids, recent: Ids })),
);
type Shelves = Readonly<Record<string, ModelShelf>>;

const EMPTY: ModelShelf = { favourites: [], recent: [] };

/** Each server's favourite models and those chosen last, by baseUrl, in one small JSON file for all windows. */
export class ModelShelves implements ShelfStore {
	readonly #path: string;
	#queue: Promise<unknown> = Promise.resolve();

	constructor(path: string) {
		this.#path = path;
	}

	/** As the file is once all changes asked for are in it. A damaged one has none. Rejects with node's error when it cannot be read. */
	async of(baseUrl: string): Promise<ModelShelf> {
		await this.#queue;
		return (await this.#read())[baseUrl] ?? EMPTY;
	}

	/** Makes a model a favourite, or one no longer. Rejects with node's error; then nothing has changed. */
	favour(baseUrl: string, id: string, favourite: boolean): Promise<void> {
		return this.#change(baseUrl, ({ favourites, recent }) => {
			const others = favourites.filter((other) => other !== id);
			return { favourites: favourite ? [...others, id] : others, recent };
		});
	}

	/** Notes that a model was chosen. Rejects with node's error; then nothing has changed. */
	chosen(baseUrl: string, id: string): Promise<void> {
		return this.#change(baseUrl, ({ favourites, recent }) => ({
			favourites,
			recent: [id, ...recent.filter((other) => other !== id)].slice(0, MOST_RECENT),
		}));
	}

	#change(baseUrl: string, change: (shelf: ModelShelf) => ModelShelf): Promise<void> {
		const result = this.#queue.then(async () => {
			const before = await this.#read();
			await this.#write({ ...before, [baseUrl]: change(before[baseUrl] ?? EMPTY) });
		});
		this.#queue = result.catch(() => {});
		return result;
	}

	async #read(): Promise<Shelves> {
		try {
			const shelves = v.safeParse(Shelves, await readFile(this.#path, 'utf8'));
			return shelves.success ? shelves.output : {};
		} catch (error) {
			if (isMissing(error)) return {};
			throw error;
		}
	}

	async #write(shelves: Shelves): Promise<void> {
		const whole = `${this.#path}.${crypto.randomUUID()}`;
		await mkdir(dirname(this.#path), { recursive: true });
		await writeFile(whole, JSON.stringify(shelves), { mode: 0o600 });
		await rename(whole, this.#path);
	}
}
