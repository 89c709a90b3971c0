import { textsOf } from '../context/messageTokens.ts';
import type { SecretPorts } from '../secrets/chatSecrets.ts';
import { HIDDEN } from '../secrets/foundSecret.ts';
import type { WireMessage } from '../server/chatRequest.ts';

/**
 * What looks like a secret in the requests of other extensions. Such a request is neither held back nor changed: nobody may be there to
 * answer, and what an extension asks is its own. It is told, each secret once for each extension and server, so that a key can be changed.
 */
export class LentSecrets {
	readonly #find: SecretPorts['find'];
	readonly #told = new Set<string>();

	constructor({ find }: Pick<SecretPorts, 'find'>) {
		this.#find = find;
	}

	/** Of which kinds are the secrets in a request that were not told yet: "a GitHub token". */
	async fresh(
		asker: string,
		baseUrl: string,
		messages: readonly WireMessage[],
	): Promise<readonly string[]> {
		const { origin } = new URL(baseUrl);
		const found = await Promise.all(messages.flatMap(textsOf).map((text) => this.#find(text)));
		const fresh = found.flat().filter(({ kind, text }) => {
			const key = `${asker} ${origin} ${text}`;
			if (kind === HIDDEN || this.#told.has(key)) return false;
			this.#told.add(key);
			return true;
		});
		return [...new Set(fresh.map(({ kind }) => kind))];
	}
}
