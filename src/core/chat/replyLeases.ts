import type { ConversationEvent } from '../conversation/conversationEvent.ts';

/** How often a window writes down that a reply still comes in. */
export const BEAT_MS = 5_000;
/** A window that has written nothing about its reply for so long has gone: a busy machine may miss a beat, not three. */
export const SILENCE_MS = 3 * BEAT_MS;

/** What is to be known of the processes that windows run in. */
export interface Windows {
	/** The number of this window's process. */
	readonly own: number;
	/** Whether a process of this number is running on this machine. */
	live(process: number): boolean;
}

/** Which replies of a chat other windows are receiving, as far as their lines tell. */
export class ReplyLeases {
	readonly #windows: Windows;
	readonly #clock: () => number;
	/** By the reply's id: who receives it, and when a line last said so. */
	readonly #running = new Map<string, { readonly process: number; readonly at: number }>();

	/** @param clock milliseconds by a clock that never runs backwards */
	constructor(windows: Windows, clock: () => number) {
		this.#windows = windows;
		this.#clock = clock;
	}

	/**
	 * Takes note of a line.
	 * @param age how long ago it was written, in milliseconds
	 */
	see(event: ConversationEvent, age = 0): void {
		const at = this.#clock() - Math.max(0, age);
		if (event.type === 'running') {
			const isOurs = event.process === this.#windows.own;
			if (isOurs) this.#running.delete(event.id);
			else this.#running.set(event.id, { process: event.process, at });
		} else if (event.type === 'settle' || event.type === 'deleted') {
			this.#running.delete(event.id);
		} else if (event.type === 'text') {
			const known = this.#running.get(event.id);
			if (known !== undefined) this.#running.set(event.id, { ...known, at });
		}
	}

	/** Whether another window is receiving this reply. */
	receives(id: string): boolean {
		const running = this.#running.get(id);
		if (running === undefined) return false;
		const silence = this.#clock() - running.at;
		return silence < SILENCE_MS && this.#windows.live(running.process);
	}

	/** The replies whose window has gone since this was last asked. */
	gone(): string[] {
		const ids = [...this.#running.keys()].filter((id) => !this.receives(id));
		for (const id of ids) this.#running.delete(id);
		return ids;
	}
}
