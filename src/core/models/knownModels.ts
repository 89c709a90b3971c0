import type { CatalogueModel, ModelList } from '../server/chatServer.ts';

/** The list of models of one server, as it was when it was asked for. */
export interface Catalogue extends ModelList {
	/** Milliseconds since 1970. */
	readonly at: number;
}

/** What is known of the servers' models without asking: lists that were read earlier, in this window or another. */
export interface KnownModels {
	/** What the server's list says about a model; undefined where there is no list (yet) or it does not have the model. */
	model(baseUrl: string, id: string): CatalogueModel | undefined;
	/** The server's list; undefined while there is none. The first call for a server has it read from the disk. */
	catalogue(baseUrl: string): Catalogue | undefined;
	/** How old the list is, in milliseconds; undefined while there is none. */
	age(baseUrl: string): number | undefined;
	/** Fires when a list has come, from the disk or the server. */
	onDidChange(listener: () => void): { dispose(): void };
}

/** What OpenRouter takes behind any model's id to say how it is to be routed; the list has the model without it. */
const ROUTED = /:(nitro|floor|exacto|online)$/;

/**
 * The entry for a model's id. Where the list has none under the whole id, the one it stands for: without OpenRouter's
 * suffix for the routing, or with the ":latest" that Ollama adds by itself.
 */
export function findModel(
	models: ReadonlyMap<string, CatalogueModel>,
	id: string,
): CatalogueModel | undefined {
	return (
		models.get(id) ??
		(ROUTED.test(id) ? models.get(id.replace(ROUTED, '')) : undefined) ??
		(id.includes(':') ? undefined : models.get(`${id}:latest`))
	);
}
