import type { LogOutputChannel } from 'vscode';
import { signInOrigin } from '../../core/access/pkce.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import type { ModelCatalogues } from '../../core/models/modelCatalogues.ts';
import type { ModelWindows } from '../../core/models/modelWindows.ts';
import type { Destination } from '../../core/server/chatServer.ts';
import type { ServerKind } from '../../core/server/serverProfiles.ts';
import { withChoices } from '../../core/settings/rawSettings.ts';
import { parseSettings } from '../../core/settings/settings.ts';
import type { ChatChoices } from '../../shared/conversation/messages.ts';
import type { ApiKeys } from '../access/apiKeys.ts';
import { needsKey, shownBaseUrl } from '../access/destination.ts';
import { rawSettings } from '../settings/vscodeSettings.ts';

const DAY_MS = 86_400_000;

export interface ServerWatchPorts {
	readonly keys: ApiKeys;
	readonly models: ModelCatalogues;
	readonly windows: ModelWindows;
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
	/** Whose window was asked for last, for the chat in front. */
	#asked = '';

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

	/** A chat is in front that has chosen so: asks how much its model takes, once for each server, model and providers. */
	shows(choices: ChatChoices): void {
		if (!this.#used || this.#needsKey) return;
		const raw = withChoices(rawSettings(), choices);
		const asked = JSON.stringify([this.#kind(), ...['baseUrl', 'model', 'routing'].map(raw)]);
		if (asked === this.#asked) return;
		this.#asked = asked;
		void this.#askWindow(choices, 'ask');
	}

	/** A model has answered in a chat that had chosen so. */
	replied(choices: ChatChoices): void {
		void this.#askWindow(choices, 'replied');
	}

	async #askWindow(choices: ChatChoices, why: 'ask' | 'replied'): Promise<void> {
		try {
			const { model, routing } = parseSettings(withChoices(rawSettings(), choices));
			const destination = { ...(await this.#ports.destination()), server: this.#kind() };
			await this.#ports.windows[why](destination, model, routing.provider);
		} catch (error) {
			// A wrong setting is told of at the send.
			this.#ports.log.debug('It was not asked how much the model takes.', error);
		}
	}

	#kind(): ServerKind | undefined {
		const baseUrl = shownBaseUrl();
		return baseUrl === undefined ? undefined : this.#ports.models.catalogue(baseUrl)?.server;
	}
}
