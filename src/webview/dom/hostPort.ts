import type { FromWebview } from '../../shared/panel/protocol.ts';

/** The page's only way to the extension host, which holds all state. */
export class HostPort {
	readonly #api = acquireVsCodeApi();

	post(message: FromWebview): void {
		this.#api.postMessage(message);
	}
}
