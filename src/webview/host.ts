import * as v from 'valibot';
import type { FromWebview } from '../shared/protocol.ts';

/** What the page keeps for itself over being hidden and reloaded: the place in the text. */
const PageState = v.object({
	/** The conversation the scroll position belongs to. */
	conversation: v.string(),
	/** Pixels from the top, or null while the reader follows the end. */
	scrollTop: v.nullable(v.number()),
});
export type PageState = v.InferOutput<typeof PageState>;

const EMPTY: PageState = { conversation: '', scrollTop: null };

/** The page's only way to the extension host, and to the little it keeps. */
export class Host {
	readonly #api = acquireVsCodeApi();
	#state: PageState;

	constructor() {
		const kept = v.safeParse(PageState, this.#api.getState());
		this.#state = kept.success ? kept.output : EMPTY;
	}

	post(message: FromWebview): void {
		this.#api.postMessage(message);
	}

	get state(): PageState {
		return this.#state;
	}

	keep(part: Partial<PageState>): void {
		this.#state = { ...this.#state, ...part };
		this.#api.setState(this.#state);
	}
}
