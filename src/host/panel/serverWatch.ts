import type { LogOutputChannel } from 'vscode';
import { signInOrigin } from '../../core/access/pkce.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import type { ModelCatalogues } from '../../core/models/modelCatalogues.ts';
import type { Destination } from '../../core/server/chatServer.ts';
import type { ApiKeys } from '../access/apiKeys.ts';
import { needsKey, shownBaseUrl } from '../access/destination.ts';

const DAY_MS = 86_400_000;

export interface ServerWatchPorts {
	readonly keys: ApiKeys;
	readonly models: ModelCatalogues;
	/** The configured server. */
	destination(): Promise<Destination>;
	/** See signInOrigin. */
	signInStandIn(): string | undefined;
	readonly log: LogOutputChannel;
}

/** What is known of the configured server: whether it wants a key that is not there, and which models it has. */
export class ServerWatch {
	readonly #ports: ServerWatchPorts;
	#needsKey = false;
	/** The chat has been used in this window: what is known of the models is worth asking for. */
	#used = false;

	constructor(ports: ServerWatchPorts) {
		this.#ports = ports;
	}

	get needsKey(): boolean {
		return this.#needsKey;
	}

	/** Looks after the key anew. Resolves with whether one is stored for the configured server. */
	async checkKey(): Promise<boolean> {
		const { keys } = this.#ports;
		this.#needsKey = await needsKey(keys);
		const baseUrl = shownBaseUrl();
		return baseUrl !== undefined && (await keys.stored(baseUrl)) !== undefined;
	}

	/** Whether one can sign in there. */
	get signsIn(): boolean {
		const baseUrl = shownBaseUrl();
		return (
			baseUrl !== undefined && signInOrigin(baseUrl, this.#ports.signInStandIn()) !== undefined
		);
	}

	/** Whether nothing is sent to it before the user has agreed: it is another machine, reached without encryption. */
	async isRefused(): Promise<boolean> {
		try {
			await this.#ports.destination();
			return false;
		} catch (error) {
			return error instanceof ChatError && error.kind === 'unencrypted';
		}
	}

	/** Nothing goes to the network because the chat is looked at. */
	begunToUse(): void {
		if (this.#used) return;
		this.#used = true;
		void this.refreshModels();
	}

	/** Asks for the list of models where it is missing or a day old: only then can be said before a message what is wrong with it. */
	async refreshModels(): Promise<void> {
		if (!this.#used || this.#needsKey) return;
		const { models, log } = this.#ports;
		try {
			await models.refreshIfOlder(await this.#ports.destination(), DAY_MS);
		} catch (error) {
			log.info('The list of models could not be read.', error);
		}
	}
}
