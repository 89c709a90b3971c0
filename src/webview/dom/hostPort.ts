import { onceKey } from '../../shared/panel/doneOnce.ts';
import type { FromWebview } from '../../shared/panel/protocol.ts';

/** The page's only way to the extension host, which holds all state. */
export class HostPort {
	readonly #api = acquireVsCodeApi();
	/** What the host has not done yet. */
	readonly #underWay = new Set<string>();

	/** Posts a message, unless the very same is under way and is to be done once. */
	post(message: FromWebview): void {
		const key = onceKey(message);
		if (key !== undefined) {
			if (this.#underWay.has(key)) return;
			this.#underWay.add(key);
		}
		this.#api.postMessage(message);
	}

	/** The host has done this, or all that it was asked for. */
	done(key?: string): void {
		if (key === undefined) this.#underWay.clear();
		else this.#underWay.delete(key);
	}
}
