import * as v from 'valibot';
import type { ModelShelf, ShelfStore } from '../../core/models/modelGroups.ts';
import { type Files, nodeFiles } from '../disk/files.ts';
import { JsonFile } from '../disk/jsonFile.ts';

const MOST_RECENT = 8;

const Ids = v.array(v.string());
const Shelves = v.record(v.string(), v.object({ favourites: Ids, recent: Ids }));
type Shelves = Readonly<Record<string, ModelShelf>>;

const EMPTY: ModelShelf = { favourites: [], recent: [] };

/** Each server's favourite models and those chosen last, by baseUrl, in one small JSON file for all windows. */
export class ModelPreferences implements ShelfStore {
	readonly #file: JsonFile<Shelves>;
	readonly #favoured = new Set<() => void>();

	/** @param setAside is told where a damaged file is now */
	constructor(path: string, setAside: (path: string) => void, files: Files = nodeFiles) {
		this.#file = new JsonFile<Shelves>(files, path, Shelves, {}, setAside);
	}

	/** As the file is once all changes asked for are in it. Rejects with node's error when it cannot be read. */
	async of(baseUrl: string): Promise<ModelShelf> {
		return shelfOf(await this.#file.read(), baseUrl);
	}

	/** Makes a model a favourite, or one no longer. Rejects with node's error; then nothing has changed. */
	async favour(baseUrl: string, id: string, favourite: boolean): Promise<void> {
		await this.#change(baseUrl, ({ favourites, recent }) => {
			const others = favourites.filter((other) => other !== id);
			return { favourites: favourite ? [...others, id] : others, recent };
		});
		for (const listener of this.#favoured) listener();
	}

	/** Fires when this window has made a model a favourite, or one no longer. */
	onDidFavour(listener: () => void): { dispose(): void } {
		this.#favoured.add(listener);
		return { dispose: () => this.#favoured.delete(listener) };
	}

	/** Notes that a model was chosen. Rejects with node's error; then nothing has changed. */
	chosen(baseUrl: string, id: string): Promise<void> {
		return this.#change(baseUrl, ({ favourites, recent }) => ({
			favourites,
			recent: [id, ...recent.filter((other) => other !== id)].slice(0, MOST_RECENT),
		}));
	}

	#change(baseUrl: string, change: (shelf: ModelShelf) => ModelShelf): Promise<void> {
		return this.#file.change((before) => ({
			...before,
			[baseUrl]: change(shelfOf(before, baseUrl)),
		}));
	}
}

function shelfOf(shelves: Shelves, baseUrl: string): ModelShelf {
	return (Object.hasOwn(shelves, baseUrl) ? shelves[baseUrl] : undefined) ?? EMPTY;
}
