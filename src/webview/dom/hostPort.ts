import { onceKey } from '../../shared/panel/doneOnce.ts';
import { isOfChat } from '../../shared/panel/ofChat.ts';
import type { PageState } from '../../shared/panel/pageState.ts';
import type { FromWebview } from '../../shared/panel/protocol.ts';

/** The page's only way to the extension host, which holds all state. */
export class HostPort {
	readonly #api = acquireVsCodeApi();
	/** The chat that is shown; undefined before the first. */
	#chat: string | undefined;
	#kept = '';
	/** What the host has not done yet. */
	readonly #underWay = new Set<string>();

	/** Posts a message, unless the very same is under way and is to be done once. What is about the chat says which one that is. */
	post(said: FromWebview): void {
		const message =
			this.#chat !== undefined && isOfChat(said) ? { ...said, conversation: this.#chat } : said;
		const key = onceKey(message);
		if (key !== undefined) {
			if (this.#underWay.has(key)) return;
			this.#underWay.add(key);
		}
		this.#api.postMessage(message);
	}

	/** The page shows this chat anew: the host has done all that it was asked for. */
	shows(conversation: string): void {
		this.#chat = conversation;
		this.#underWay.clear();
	}

	/** Has VS Code keep which chat is shown, and whether anything was said in it: an editor comes back by that. */
	keep(begun: boolean): void {
		const kept = `${this.#chat} ${begun}`;
		if (this.#chat === undefined || kept === this.#kept) return;
		this.#kept = kept;
		this.#api.setState({ conversation: this.#chat, begun } satisfies PageState);
	}

	/** The host has done this. */
	done(key: string): void {
		this.#underWay.delete(key);
	}
}
