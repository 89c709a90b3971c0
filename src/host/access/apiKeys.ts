import type { Event, SecretStorage } from 'vscode';
import { chooseKey, secretName } from '../../core/access/apiKey.ts';

/** The keys in the secret storage, one per server origin, and the environment's for OpenRouter. */
export class ApiKeys {
	readonly #secrets: SecretStorage;
	readonly #environment: string | undefined;

	/** @param environment the value of OPENROUTER_API_KEY, if any */
	constructor(secrets: SecretStorage, environment: string | undefined) {
		this.#secrets = secrets;
		this.#environment = environment;
	}

	/** Fires after a key was stored or removed, in this window or another. */
	readonly onDidChange: Event<unknown> = (listener, thisArgs, disposables) =>
		this.#secrets.onDidChange(listener, thisArgs, disposables);

	/** The key that a request to this server carries. */
	async keyFor(baseUrl: string): Promise<string | undefined> {
		return chooseKey(baseUrl, await this.stored(baseUrl), this.#environment);
	}

	/** The key that is stored for this server, whatever the environment holds. */
	async stored(baseUrl: string): Promise<string | undefined> {
		return this.#secrets.get(secretName(baseUrl));
	}

	/**
	 * Stores a key and reads it back: some hosts (browsers, containers) lose secrets without an error.
	 * @returns false where it did not stay
	 */
	async store(baseUrl: string, key: string): Promise<boolean> {
		await this.#secrets.store(secretName(baseUrl), key);
		return (await this.stored(baseUrl)) === key;
	}

	async remove(baseUrl: string): Promise<void> {
		await this.#secrets.delete(secretName(baseUrl));
	}
}
