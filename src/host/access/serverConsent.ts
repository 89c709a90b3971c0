import { type Memento, window } from 'vscode';
import { ChatError } from '../../core/errors/chatError.ts';
import { isUnencrypted } from '../../core/network/loopback.ts';

const CONFIRMED = 'unencryptedServers';
const SEND = 'Send Unencrypted';

/** The servers that the user sends to although what goes there can be read on the way; asked once for each origin. */
export class ServerConsent {
	readonly #memento: Memento;

	/** @param memento of this user, for all workspaces */
	constructor(memento: Memento) {
		this.#memento = memento;
	}

	/** @throws ChatError of kind unencrypted for one that nobody has agreed to */
	check(baseUrl: string): void {
		if (this.#agreed(baseUrl)) return;
		throw new ChatError(
			'unencrypted',
			`${new URL(baseUrl).origin} is another machine and is reached without encryption: messages and key can be read on the way. Nothing was sent.`,
			{ setting: 'baseUrl' },
		);
	}

	/** Asks where it has to be asked. False where the user does not agree. */
	async confirm(baseUrl: string): Promise<boolean> {
		if (this.#agreed(baseUrl)) return true;
		const { origin } = new URL(baseUrl);
		const choice = await window.showWarningMessage(
			`Send messages to ${origin} without encryption?`,
			{
				modal: true,
				detail:
					'It is reached with http, not https. Whoever is on the way there, for instance in the same network, can read your messages, your code and the key, and can change the replies. This is asked once for this server.',
			},
			SEND,
		);
		if (choice !== SEND) return false;
		await this.#memento.update(CONFIRMED, [...this.#origins, origin]);
		return true;
	}

	#agreed(baseUrl: string): boolean {
		return !isUnencrypted(baseUrl) || this.#origins.includes(new URL(baseUrl).origin);
	}

	get #origins(): readonly unknown[] {
		const kept = this.#memento.get<unknown>(CONFIRMED);
		return Array.isArray(kept) ? kept : [];
	}
}
