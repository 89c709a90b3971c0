import { pipeline, type Readable, type Transform } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** Gives out what has come at once, and what there is where the body breaks off. */
const FLUSH = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };

/**
 * A body without the compression that its Content-Encoding names. None is asked for, since a stream of words gains little by it,
 * but some proxies compress all the same. An encoding that is not known is left as it is.
 */
export function decoded(body: Readable, encoding: string | undefined): Readable {
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
