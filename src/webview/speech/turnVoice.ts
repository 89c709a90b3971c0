import type { ChatStatus } from '../../shared/panel/chatStatus.ts';
import type { ToWebview } from '../../shared/panel/protocol.ts';
import { Lazy } from '../dom/lazy.ts';
import { Announcer } from './announcer.ts';
import type { Narrator } from './narrator.ts';

/** What reads out replies; to be loaded before a status with one that comes in. */
export const narrators = new Lazy(() => import('./narrator.ts'));

/** Tells a screen reader how the turns of the chat go: what replies begin, say and end with, what is queued. */
export class TurnVoice {
	readonly #announcer = new Announcer();
	readonly #endInWords: (id: string) => string;
	#narrator: Narrator | undefined;
	#running: string | null = null;
	#queued = 0;

	/** @param endInWords how the reply of this id ended, a sentence */
	constructor(endInWords: (id: string) => string) {
		this.#endInWords = endInWords;
	}

	/** Holds what a screen reader is to say. */
	get root(): HTMLElement {
		return this.#announcer.root;
	}

	/** To be called before anything is told: takes what has been loaded meanwhile. */
	takeLoaded(): void {
		if (narrators.loaded) this.#narrator ??= new narrators.loaded.Narrator(this.#announcer);
	}

	/**
	 * What is loaded is not read out; what goes on in the same chat is. To be called once its messages are shown.
	 * @param before the conversation that was shown until now
	 */
	snapshot(
		{ conversation, messages, status }: Extract<ToWebview, { type: 'snapshot' }>,
		before: string | undefined,
	): void {
		const { running } = status;
		if (before !== conversation) {
			this.#announcer.silence();
			this.#narrator?.join(running, messages);
			this.#running = running;
		} else {
			this.#turn(running);
			if (running !== null) this.#narrator?.resume(running, messages);
		}
		if (status.canUndoDelete) this.#announcer.say('Message deleted.');
		this.#queued = status.queued.length;
	}

	status({ running, queued }: ChatStatus): void {
		this.#turn(running);
		if (queued.length > this.#queued) this.#announcer.say('The message is queued.');
		this.#queued = queued.length;
	}

	/** A reply has grown by this text. */
	append(id: string, text: string): void {
		this.#narrator?.append(id, text);
	}

	#turn(running: string | null): void {
		if (running !== null && running !== this.#running) this.#narrator?.begin(running);
		if (running === null && this.#running !== null) {
			this.#narrator?.end(this.#running, this.#endInWords(this.#running));
		}
		this.#running = running;
	}
}
