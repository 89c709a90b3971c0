import type { CatalogueModel, ModelList } from '../server/chatServer.ts';
import { listedId } from './routedModel.ts';

/** The list of models of one server, as it was when it was asked for. */
export interface Catalogue extends ModelList {
	/** Milliseconds since 1970. */
	readonly at: number;
}

/** What is known of the servers' models without asking: lists that were read earlier, in this window or another. */
export interface KnownModels {
	/** What the server's list says about a model, or its window alone; undefined where there is no list (yet) or it does not have the model. */
	model(baseUrl: string, id: string): CatalogueModel | undefined;
	/** The server's list; undefined while there is none. The first call for a server has it read from the disk. */
	catalogue(baseUrl: string): Catalogue | undefined;
	/** How old the list is, in milliseconds; undefined while there is none. */
	age(baseUrl: string): number | undefined;
	/** Fires when a list has come, from the disk or the server. */
	onDidChange(listener: () => void): { dispose(): void };
}

/**
 * The entry for a model's id. Where the list has none under the whole id, the one it stands for: without OpenRouter's
 * suffixes for the routing and presets, or with the ":latest" that Ollama adds by itself.
 */
export function findModel(
	models: ReadonlyMap<string, CatalogueModel>,
	id: string,
): CatalogueModel | undefined {
	return (
		models.get(id) ??
		models.get(listedId(id)) ??
		(id.includes(':') ? undefined : models.get(`${id}:latest`))
	);
}
