import type { ShownNews } from '../../shared/panel/chatStatus.ts';
import { type News, sayInNotification } from '../vscode/say.ts';

export interface ChatNewsPorts {
	/** Whether the user sees the chat. */
	isSeen(): boolean;
	/** Shows the chat with the keyboard in its box. */
	open(): Promise<void>;
	/** Other news are shown, or none any more. */
	changed(): void;
}

/**
 * What was done for the chat is said where the user looks: over the box where that is seen, as a notification would cover it, and the
 * keyboard goes back to the box; else in a notification.
 */
export class ChatNews {
	readonly #ports: ChatNewsPorts;
	#count = 0;
	#shown: (ShownNews & { readonly chosen: (button: string | undefined) => void }) | undefined;
	/** The reply that came in when the news came. */
	#running: string | null = null;

	constructor(ports: ChatNewsPorts) {
		this.#ports = ports;
	}

	/** What stands over the box. */
	get shown(): ShownNews | undefined {
		if (this.#shown === undefined) return undefined;
		const { chosen: _chosen, ...news } = this.#shown;
		return news;
	}

	/** As Say does. What is said over the box stays until it is answered, the next is said, or a reply begins. */
	async say(news: News): Promise<string | undefined> {
		if (!this.#ports.isSeen()) return sayInNotification(news);
		this.#end(undefined);
		const { text, isError = false, buttons = [], keepsKeyboard = false } = news;
		const id = String(this.#count++);
		const answer = new Promise<string | undefined>((chosen) => {
			this.#shown = { id, text, isError, buttons: [...buttons], chosen };
		});
		this.#ports.changed();
		if (!keepsKeyboard) await this.#ports.open();
		return answer;
	}

	/** One of the buttons was chosen, or none; nothing where other news are shown by now. */
	answer(id: string, button: string | undefined): void {
		if (this.#shown?.id !== id) return;
		this.#end(button);
		this.#ports.changed();
	}

	/** Which reply comes in now: where it is another one, the news are old. */
	running(reply: string | null): void {
		if (reply !== null && reply !== this.#running) this.#end(undefined);
		this.#running = reply;
	}

	#end(button: string | undefined): void {
		const shown = this.#shown;
		this.#shown = undefined;
		shown?.chosen(button);
	}
}
