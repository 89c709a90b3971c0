import { pipeline, type Readable, type Transform } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { HttpResponse } from './transport.ts';

/** How long a socket may take to end its body after a whole reply, before it is closed rather than used again. */
const RELEASE_MS = 1_000;

/** Unread bytes at which reading from the socket pauses. */
const MAX_WAITING_BYTES = 1024 * 1024;

/**
 * The body of an answer, as it is to be read.
 * @param encoding the answer's Content-Encoding
 */
export function readable(
	body: Readable,
	encoding: string | undefined,
): Pick<HttpResponse, 'body' | 'release'> {
	return queued(decoded(body, encoding));
}

/**
 * Reads by 'data' events into a queue: iterating the stream itself would drop what it still holds when the socket dies, and
 * those are the last words of a reply.
 */
function queued(stream: Readable): Pick<HttpResponse, 'body' | 'release'> {
	const waiting: Uint8Array[] = [];
	let waitingBytes = 0;
	let ending: { readonly error?: unknown } | undefined;
	let released = false;
	let wake = () => {};

	stream.on('data', (chunk: Uint8Array) => {
		if (released) return;
		waiting.push(chunk);
		waitingBytes += chunk.length;
		if (waitingBytes > MAX_WAITING_BYTES) stream.pause();
		wake();
	});
	stream.on('end', () => {
		ending ??= {};
		wake();
	});
	stream.on('error', (error: unknown) => {
		ending ??= { error };
		wake();
	});

	async function* chunks(): AsyncGenerator<Uint8Array> {
		try {
			for (;;) {
				const chunk = waiting.shift();
				if (chunk !== undefined) {
					waitingBytes -= chunk.length;
					if (stream.isPaused() && waitingBytes <= MAX_WAITING_BYTES / 2) stream.resume();
					yield chunk;
				} else if (ending === undefined) {
					await new Promise<void>((resolve) => {
						wake = resolve;
					});
				} else if ('error' in ending) {
					throw ending.error;
				} else {
					return;
				}
			}
		} finally {
			if (!released) stream.destroy();
		}
	}

	function release(): void {
		released = true;
		if (stream.closed) return;
		const timer = setTimeout(() => stream.destroy(), RELEASE_MS);
		timer.unref();
		stream.once('close', () => clearTimeout(timer));
		stream.resume();
	}

	return { body: chunks(), release };
}

/** Gives out what has come at once, and what there is where the body breaks off. */
const FLUSH = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };

/**
 * A body without the compression that its Content-Encoding names. None is asked for, since a stream of words gains little by it,
 * but some proxies compress all the same. An encoding that is not known is left as it is.
 */
function decoded(body: Readable, encoding: string | undefined): Readable {
	const decoder = decoderOf(encoding?.trim().toLowerCase());
	if (decoder === undefined) return body;
	return pipeline(body, decoder, () => {
		// The decoder's own 'error' tells whoever reads it.
	});
}

function decoderOf(encoding: string | undefined): Transform | undefined {
	switch (encoding) {
		case 'gzip':
		case 'x-gzip':
			return createGunzip(FLUSH);
		case 'deflate':
			return createInflate(FLUSH);
		case 'br':
			return createBrotliDecompress({
				flush: constants.BROTLI_OPERATION_FLUSH,
				finishFlush: constants.BROTLI_OPERATION_FLUSH,
			});
		default:
			return undefined;
	}
}
