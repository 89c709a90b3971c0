import { pipeline, type Readable, Transform, type TransformCallback } from 'node:stream';
import {
	constants,
	createBrotliDecompress,
	createGunzip,
	createInflate,
	createInflateRaw,
	inflateRawSync,
} from 'node:zlib';
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
	const isGzip = GZIP.has(normal(encoding));
	const rest = isGzip ? restOfGzip(body) : undefined;
	return queued(decoded(body, encoding), rest);
}

/**
 * Reads by 'data' events into a queue: iterating the stream itself would drop what it still holds when the socket dies, and
 * those are the last words of a reply.
 * @param restOf what an error has kept back of a body that is whole all the same, of which so many bytes were read
 */
function queued(
	stream: Readable,
	restOf?: (read: number) => Uint8Array | undefined,
): Pick<HttpResponse, 'body' | 'release'> {
	const waiting: Uint8Array[] = [];
	let waitingBytes = 0;
	let read = 0;
	let ending: { readonly error?: unknown } | undefined;
	let released = false;
	let wake = () => {};

	stream.on('data', (chunk: Uint8Array) => {
		if (released) return;
		waiting.push(chunk);
		waitingBytes += chunk.length;
		read += chunk.length;
		if (waitingBytes > MAX_WAITING_BYTES) stream.pause();
		wake();
	});
	stream.on('end', () => {
		ending ??= {};
		wake();
	});
	stream.on('error', (error: unknown) => {
		const rest = ending === undefined ? restOf?.(read) : undefined;
		if (rest !== undefined) {
			waiting.push(rest);
			waitingBytes += rest.length;
		}
		ending ??= rest === undefined ? { error } : {};
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

function normal(encoding: string | undefined): string {
	return encoding?.trim().toLowerCase() ?? '';
}

const GZIP: ReadonlySet<string> = new Set(['gzip', 'x-gzip']);

/** Ten bytes stand before the fields of a gzip header that may be there (RFC 1952). */
const GZIP_HEADER = 10;
const [FHCRC, FEXTRA, FNAME, FCOMMENT] = [2, 4, 8, 16] as const;

/** So much of a body is kept to find its end, compressed, in bytes: many times what a reply has. */
const MAX_KEPT = 4 * 1024 * 1024;
/** The most that is made of it, in bytes: a few of them can hold a thousand times as much. */
const MAX_REST = 64 * 1024 * 1024;

/**
 * What is not read yet of a gzip body that is whole, but has something else behind its end, which Node takes for an error and drops
 * what came in one piece with it. Undefined where the body is not whole, or too long to be kept.
 */
function restOfGzip(body: Readable): (read: number) => Uint8Array | undefined {
	let kept: Buffer[] = [];
	let bytes = 0;
	body.on('data', (chunk: Buffer) => {
		bytes += chunk.length;
		if (bytes <= MAX_KEPT) kept.push(chunk);
		else kept = [];
	});
	return (read) => {
		if (bytes > MAX_KEPT) return undefined;
		const all = Buffer.concat(kept);
		const limit = { maxOutputLength: MAX_REST };
		try {
			return inflateRawSync(all.subarray(endOfHeader(all)), limit).subarray(read);
		} catch {
			return undefined;
		}
	};
}

function endOfHeader(all: Buffer): number {
	const flags = all[3] ?? 0;
	let end = GZIP_HEADER;
	if ((flags & FEXTRA) !== 0) end += 2 + all.readUInt16LE(end);
	if ((flags & FNAME) !== 0) end = all.indexOf(0, end) + 1;
	if ((flags & FCOMMENT) !== 0) end = all.indexOf(0, end) + 1;
	return (flags & FHCRC) === 0 ? end : end + 2;
}

/** Gives out what has come at once, and what there is where the body breaks off. */
const FLUSH = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };

/**
 * A body without the compression that its Content-Encoding names. None is asked for, since a stream of words gains little by it,
 * but some proxies compress all the same. An encoding that is not known is left as it is.
 */
function decoded(body: Readable, encoding: string | undefined): Readable {
	const decoder = decoderOf(normal(encoding));
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
			return new Inflate();
		case 'br':
			return createBrotliDecompress({
				flush: constants.BROTLI_OPERATION_FLUSH,
				finishFlush: constants.BROTLI_OPERATION_FLUSH,
			});
		default:
			return undefined;
	}
}

/** "deflate" is zlib's format (RFC 9110, 8.4.1.2), which its first byte tells; some servers send what is in it without its header. */
class Inflate extends Transform {
	#decoder: Transform | undefined;

	override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
		this.#decoder ??= this.#begin(chunk);
		this.#decoder.write(chunk, (error) => done(error));
	}

	override _flush(done: TransformCallback): void {
		if (this.#decoder === undefined) {
			done();
		} else {
			this.#decoder.once('end', () => done());
			this.#decoder.end();
		}
	}

	override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
		this.#decoder?.destroy();
		done(error);
	}

	#begin([first = 0]: Buffer): Transform {
		const isZlib = (first & 0x0f) === 8;
		const decoder = isZlib ? createInflate(FLUSH) : createInflateRaw(FLUSH);
		decoder.on('data', (piece) => this.push(piece));
		decoder.on('error', (error) => this.destroy(error));
		return decoder;
	}
}
