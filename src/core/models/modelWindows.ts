import type { Destination, ModelWindow, WindowServer } from '../server/chatServer.ts';
import type { ProviderRouting } from '../server/routing.ts';
import { profileFor } from '../server/serverProfiles.ts';
import type { KnownModels } from './knownModels.ts';

export interface ModelWindowsPorts {
	readonly server: WindowServer;
	/** Where it is kept what a model takes. */
	readonly models: Pick<KnownModels, 'model'> & {
		setWindow(baseUrl: string, id: string, window: ModelWindow | undefined): void;
	};
	/** Milliseconds by a clock that never runs backwards. */
	now(): number;
	/** Calls `expired` after so many milliseconds unless what it returns was called before. */
	startTimer(ms: number, expired: () => void): () => void;
	/** For the log: nothing waits for a window. */
	failed(error: unknown): void;
}

/** A loaded model can be loaded anew with another window. */
const LOADED_MS = 60_000;
/** Providers seldom change theirs. */
const PROVIDERS_MS = 10 * 60_000;
/** A message waits no longer than this; then it is planned by what is known. */
const BEFORE_SENDING_MS = 1000;

interface Answer {
	readonly at: number;
	readonly window: ModelWindow | undefined;
}

/** Asks servers how many tokens their models take, where they can tell. */
export class ModelWindows {
	readonly #ports: ModelWindowsPorts;
	/** By server, model and providers. */
	readonly #answers = new Map<string, Answer>();
	readonly #asking = new Map<string, Promise<void>>();

	constructor(ports: ModelWindowsPorts) {
		this.#ports = ports;
	}

	/**
	 * Asks for the window of a model where it is not known, or not any more. Never rejects.
	 * @param provider which providers may answer
	 */
	async ask(destination: Destination, model: string, provider?: ProviderRouting): Promise<void> {
		const { baseUrl, server } = destination;
		const profile = profileFor(baseUrl, server);
		if (profile.tellsWindow !== true || model === '') return;
		const key = JSON.stringify([baseUrl, model, provider]);
		const answer = this.#answers.get(key);
		if (answer !== undefined && this.#isFresh(answer)) {
			this.#ports.models.setWindow(baseUrl, model, answer.window);
			return;
		}
		const asking =
			this.#asking.get(key) ??
			this.#ask(key, destination, model, provider).finally(() => this.#asking.delete(key));
		this.#asking.set(key, asking);
		await asking;
	}

	/** As `ask`, for a message that is about to be sent: it waits a second at most. */
	async askBefore(...asked: Parameters<ModelWindows['ask']>): Promise<void> {
		let end = () => {};
		const late = new Promise<void>((resolve) => {
			end = this.#ports.startTimer(BEFORE_SENDING_MS, resolve);
		});
		await Promise.race([this.ask(...asked), late]);
		end();
	}

	/** A model has answered. One that was not loaded is loaded now, with the window that counts. Never rejects. */
	async replied(...asked: Parameters<ModelWindows['ask']>): Promise<void> {
		const [{ baseUrl }, model, provider] = asked;
		const key = JSON.stringify([baseUrl, model, provider]);
		if (this.#answers.get(key)?.window?.is !== 'atMost') return;
		this.#answers.delete(key);
		await this.ask(...asked);
	}

	#isFresh({ at, window }: Answer): boolean {
		return this.#ports.now() - at <= (window?.is === 'atLeast' ? PROVIDERS_MS : LOADED_MS);
	}

	async #ask(
		key: string,
		destination: Destination,
		model: string,
		provider: ProviderRouting | undefined,
	): Promise<void> {
		const { server, models, now, failed } = this.#ports;
		const { baseUrl } = destination;
		// The list's own id: the server knows nothing of what stands behind it for the routing.
		const id = models.model(baseUrl, model)?.id ?? model;
		try {
			const { signal } = new AbortController();
			const window = await server.modelWindow(destination, id, provider, signal);
			this.#answers.set(key, { at: now(), window });
			models.setWindow(baseUrl, model, window);
		} catch (error) {
			failed(error);
		}
	}
}
