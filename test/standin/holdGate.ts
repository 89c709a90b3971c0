interface Held {
	readonly owner: object;
	readonly open: () => void;
}

/** Lets streams wait until a test lets them go on. */
export class HoldGate {
	readonly #held: Held[] = [];
	readonly #watchers: (() => void)[] = [];
	#passes = 0;

	/** How many streams are waiting now. */
	get waiting(): number {
		return this.#held.length;
	}

	/** Resolves when released; rejects with the signal's reason when the connection is gone. */
	hold(owner: object, signal: AbortSignal): Promise<void> {
		signal.throwIfAborted();
		if (this.#passes > 0) {
			this.#passes -= 1;
			return Promise.resolve();
		}
		return new Promise((resolve, reject) => {
			const entry = { owner, open: resolve };
			this.#held.push(entry);
			signal.addEventListener('abort', () => {
				this.#remove(entry);
				reject(signal.reason);
			});
			for (const watcher of this.#watchers.splice(0)) {
				watcher();
			}
		});
	}

	/**
	 * Lets the stream go on that has waited longest, or the owner's. When none waits yet, the next one to come passes, so a
	 * test need not know which side is first.
	 */
	release(owner?: object): void {
		const entry = this.#held.find((held) => owner === undefined || held.owner === owner);
		if (entry === undefined) {
			this.#passes += 1;
			return;
		}
		this.#remove(entry);
		entry.open();
	}

	/** Takes back every release that no stream has used yet. */
	forgetPasses(): void {
		this.#passes = 0;
	}

	/** Resolves when at least this many streams are waiting. */
	async whenWaiting(count = 1): Promise<void> {
		while (this.waiting < count) {
			await new Promise<void>((resolve) => this.#watchers.push(resolve));
		}
	}

	#remove(entry: Held): void {
		const at = this.#held.indexOf(entry);
		if (at >= 0) {
			this.#held.splice(at, 1);
		}
	}
}
