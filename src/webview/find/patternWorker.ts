import { findMatches, type Match } from './findPattern.ts';

/** An expression that has not been through all texts after so many milliseconds will hardly be. */
const PATIENCE_MS = 2000;

/**
 * Looks for expressions in a thread of its own: one like `(a+)+$` may take for ever, and nothing but the end of its thread stops it.
 * The page goes on meanwhile.
 */
export class PatternWorker {
	#worker: Worker | undefined;

	/**
	 * Where the texts hold what is searched; see findMatches. Undefined where that takes too long. To be called again only when it has
	 * resolved, or after `stop`, with which it never resolves.
	 * @throws Error where the page can have no thread
	 */
	find(texts: readonly string[], pattern: RegExp, most: number): Promise<Match[][] | undefined> {
		this.#worker ??= newWorker();
		const worker = this.#worker;
		return new Promise((resolve, reject) => {
			const patience = setTimeout(() => {
				this.stop();
				resolve(undefined);
			}, PATIENCE_MS);
			worker.onmessage = ({ data }: MessageEvent<Match[][]>) => {
				clearTimeout(patience);
				resolve(data);
			};
			worker.onerror = ({ message }) => {
				clearTimeout(patience);
				this.stop();
				reject(new Error(message));
			};
			worker.postMessage({ texts, pattern, most });
		});
	}

	/** Ends the thread, and what goes on in it. */
	stop(): void {
		this.#worker?.terminate();
		this.#worker = undefined;
	}
}

function newWorker(): Worker {
	const script = `const find = ${findMatches};
onmessage = ({ data }) => postMessage(find(data.texts, data.pattern, data.most));`;
	const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
	try {
		return new Worker(url);
	} finally {
		URL.revokeObjectURL(url);
	}
}
