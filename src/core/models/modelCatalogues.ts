import { ChatError } from '../errors/chatError.ts';
import type { CatalogueModel, ChatServer, Destination, ModelWindow } from '../server/chatServer.ts';
import { type Catalogue, findModel, type KnownModels } from './knownModels.ts';
import { withWindow } from './modelWindow.ts';

/** Where lists are kept from one window to the next. */
export interface CatalogueFiles {
	/** The list that was kept for a server last; undefined where there is none that can be read. */
	read(baseUrl: string): Promise<Catalogue | undefined>;
	/** Rejects with node's error when it cannot be written. */
	write(baseUrl: string, catalogue: Catalogue): Promise<void>;
}

export interface ModelCataloguesPorts {
	readonly server: Pick<ChatServer, 'listModels'>;
	readonly files: CatalogueFiles;
	/** Milliseconds since 1970. */
	now(): number;
	/** Told of a list that could not be kept: it is still there for this window. */
	unsaved(error: unknown): void;
}

interface Known {
	readonly catalogue: Catalogue;
	readonly byId: ReadonlyMap<string, CatalogueModel>;
}

/** A server that has not sent its list by then will not. */
const REFRESH_MS = 30_000;

const RETRY_MS = 15 * 60_000;

/** The lists of models of all servers that this window has to do with: from the disk at once, from the server when asked for. */
export class ModelCatalogues implements KnownModels {
	readonly #ports: ModelCataloguesPorts;
	readonly #known = new Map<string, Known>();
	readonly #loading = new Map<string, Promise<void>>();
	/** By server and key. */
	readonly #refreshing = new Map<string, Promise<Catalogue>>();
	/** When a list was asked for in the background last, by server and key. */
	readonly #tried = new Map<string, number>();
	/** Which request the server's list is from, and with which key it was asked for, by server. */
	readonly #from = new Map<string, { readonly request: number; readonly asked: string }>();
	/** What servers have told since, by server and model. */
	readonly #windows = new Map<string, ModelWindow>();
	#requests = 0;
	readonly #listeners = new Set<() => void>();

	constructor(ports: ModelCataloguesPorts) {
		this.#ports = ports;
	}

	model(baseUrl: string, id: string): CatalogueModel | undefined {
		void this.load(baseUrl);
		const known = this.#known.get(baseUrl);
		const listed = known && findModel(known.byId, id);
		const window = this.#windows.get(windowKey(baseUrl, id));
		// llama.cpp answers under any name, and its list has but one.
		return window === undefined ? listed : withWindow(listed ?? unlisted(id), window);
	}

	/** Takes note of what a server has told of the window of one of its models; undefined where it tells none any more. */
	setWindow(baseUrl: string, id: string, window: ModelWindow | undefined): void {
		const key = windowKey(baseUrl, id);
		const before = this.#windows.get(key);
		if (before?.tokens === window?.tokens && before?.is === window?.is) return;
		if (window === undefined) this.#windows.delete(key);
		else this.#windows.set(key, window);
		this.#changed();
	}

	catalogue(baseUrl: string): Catalogue | undefined {
		void this.load(baseUrl);
		return this.#known.get(baseUrl)?.catalogue;
	}

	age(baseUrl: string): number | undefined {
		const catalogue = this.catalogue(baseUrl);
		// A clock that was set back would make it younger than new.
		return catalogue && Math.max(0, this.#ports.now() - catalogue.at);
	}

	onDidChange(listener: () => void): { dispose(): void } {
		this.#listeners.add(listener);
		return { dispose: () => this.#listeners.delete(listener) };
	}

	/** Reads what the disk has for a server, once. */
	load(baseUrl: string): Promise<void> {
		const loading = this.#loading.get(baseUrl) ?? this.#read(baseUrl);
		this.#loading.set(baseUrl, loading);
		return loading;
	}

	/**
	 * Asks the server for its list, once for all who ask at the same time with the same key: another key may see other models.
	 * @throws ChatError as ChatServer.listModels does
	 */
	refresh(destination: Destination): Promise<Catalogue> {
		const asked = askedAs(destination);
		const under = this.#refreshing.get(asked);
		if (under !== undefined) return under;
		const refreshing = this.#ask(destination).finally(() => this.#refreshing.delete(asked));
		this.#refreshing.set(asked, refreshing);
		return refreshing;
	}

	/**
	 * Asks the server for its list where that is missing, older than so many milliseconds, or was asked for with another key; not again
	 * within a quarter of an hour where it could not be had with this one.
	 * @throws ChatError as ChatServer.listModels does
	 */
	async refreshIfOlder(destination: Destination, milliseconds: number): Promise<void> {
		const { baseUrl } = destination;
		await this.load(baseUrl);
		const now = this.#ports.now();
		const asked = askedAs(destination);
		const isOurs = (this.#from.get(baseUrl)?.asked ?? asked) === asked;
		if (isOurs && (this.age(baseUrl) ?? Number.POSITIVE_INFINITY) <= milliseconds) return;
		if (now - (this.#tried.get(asked) ?? Number.NEGATIVE_INFINITY) < RETRY_MS) return;
		this.#tried.set(asked, now);
		await this.refresh(destination);
	}

	async #read(baseUrl: string): Promise<void> {
		const read = await this.#ports.files.read(baseUrl);
		// The server may have been quicker than the disk.
		if (read !== undefined && !this.#known.has(baseUrl)) this.#keep(baseUrl, read);
	}

	async #ask(destination: Destination): Promise<Catalogue> {
		const request = ++this.#requests;
		const signal = AbortSignal.timeout(REFRESH_MS);
		const list = await this.#ports.server.listModels(destination, signal).catch((error) => {
			if (!signal.aborted || error instanceof ChatError) throw error;
			const { host } = new URL(destination.baseUrl);
			throw new ChatError('timeout', `${host} did not send its list of models in 30 seconds.`);
		});
		const catalogue = { at: this.#ports.now(), ...list };
		// A later request, with the key that counts by now, may have been answered first.
		if ((this.#from.get(destination.baseUrl)?.request ?? 0) > request) return catalogue;
		this.#from.set(destination.baseUrl, { request, asked: askedAs(destination) });
		this.#keep(destination.baseUrl, catalogue);
		await this.#ports.files
			.write(destination.baseUrl, catalogue)
			.catch((error) => this.#ports.unsaved(error));
		return catalogue;
	}

	#keep(baseUrl: string, catalogue: Catalogue): void {
		const byId = new Map(catalogue.models.map((model) => [model.id, model]));
		this.#known.set(baseUrl, { catalogue, byId });
		this.#changed();
	}

	#changed(): void {
		for (const listener of this.#listeners) listener();
	}
}

/** A model of which the server has told nothing but its window. */
function unlisted(id: string): CatalogueModel {
	return {
		...{ id, name: id, contextLength: undefined, maxCompletionTokens: undefined },
		...{ pricing: undefined, inputModalities: undefined, supportedParameters: undefined },
		...{ expires: undefined, created: undefined, description: undefined },
	};
}

function windowKey(baseUrl: string, id: string): string {
	return `${baseUrl}\n${id}`;
}

/** What tells one asker of a server from another. */
function askedAs({ baseUrl, apiKey = '' }: Destination): string {
	return `${baseUrl}\n${apiKey}`;
}
