import type { LogOutputChannel } from 'vscode';
import type { RetryWait } from '../../core/chat/retries.ts';
import { word } from '../../core/log/logWords.ts';
import type { ExchangeObserver } from '../../core/network/exchangeObserver.ts';

/**
 * Writes down one request: where it went and by which way, what was answered, when and how much. Nothing of what was said: not even
 * at the level "trace" are there more than the names of the headers.
 */
export function logExchange(log: LogOutputChannel): ExchangeObserver {
	let begun = 0;
	let first: number | undefined;
	let pieces = 0;
	let characters = 0;
	const since = (at: number) => `${at - begun} ms`;
	return {
		sending({ at, method, url, transport, proxy, headers, body }) {
			begun = at;
			const { origin, pathname } = new URL(url);
			const way = proxy === undefined ? transport : `${transport} through the proxy ${proxy}`;
			log.info(`${method} ${origin}${pathname} by ${way}, ${body.length} characters`);
			log.trace(`Headers: ${Object.keys(headers).join(', ')}`);
		},
		answered({ at, status, headers }) {
			const id = headers['x-generation-id'] ?? headers['x-request-id'];
			log.info(`HTTP ${status} after ${since(at)}${id === undefined ? '' : `, id ${word(id)}`}`);
		},
		received({ at, text }) {
			// A comment says only that the server is still there.
			if (first === undefined && !text.startsWith(':')) first = at;
			pieces++;
			characters += text.length;
		},
		// Told by the turn, which counts the tries: see logRetry.
		retrying() {},
		ended({ at, failure }) {
			const when = first === undefined ? '' : `, the first after ${since(first)}`;
			log.info(
				`${failure ?? 'Whole'} after ${since(at)}: ${pieces} pieces, ${characters} characters${when}`,
			);
		},
	};
}

/** One line for each wait before another try. */
export function logRetry(log: LogOutputChannel, { until, number, limit, reason }: RetryWait): void {
	const seconds = Math.max(0, Math.round((until - Date.now()) / 1000));
	log.warn(`Trying again in ${seconds} s (${number} of ${limit}): ${reason}`);
}
