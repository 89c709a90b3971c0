import { textsOf } from '../context/messageTokens.ts';
import type { SecretPorts } from '../secrets/chatSecrets.ts';
import { type FoundSecret, HIDDEN } from '../secrets/foundSecret.ts';
import type { WireMessage } from '../server/chatRequest.ts';
import { TextMarks } from './textMarks.ts';

/** So many texts and secrets are known again, the newest: the messages of some hundred long conversations. */
const MOST = 20_000;

/**
 * What looks like a secret in the requests of other extensions. Such a request is neither held back nor changed: nobody may be there to
 * answer, and what an extension asks is its own. It is told, each secret once for each extension and server, so that a key can be changed.
 * A conversation comes whole with each of its requests: what was searched for the same extension and server is not searched again. Neither
 * texts nor secrets are kept.
 */
export class LentSecrets {
	readonly #find: SecretPorts['find'];
	readonly #marks = new TextMarks(MOST);

	constructor({ find }: Pick<SecretPorts, 'find'>) {
		this.#find = find;
	}

	/** Of which kinds are the secrets in a request that were not told yet: "a GitHub token". */
	async fresh(
		asker: string,
		baseUrl: string,
		messages: readonly WireMessage[],
	): Promise<readonly string[]> {
		const at = `${asker} ${new URL(baseUrl).origin}`;
		const found = await Promise.all(
			messages.flatMap(textsOf).map((text) => this.#foundIn(text, at)),
		);
		const kinds = await Promise.all(
			found.flat().map(async ({ kind, text }) => {
				if (kind === HIDDEN) return [];
				return (await this.#marks.isNew(`secret ${at} ${text}`)) ? [kind] : [];
			}),
		);
		return [...new Set(kinds.flat())];
	}

	async #foundIn(text: string, at: string): Promise<readonly FoundSecret[]> {
		return (await this.#marks.isNew(`text ${at} ${text}`)) ? await this.#find(text) : [];
	}
}
