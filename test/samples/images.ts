import { crc32, deflateSync } from 'node:zlib';

/** A PNG of this size, one colour all over; the same bytes for the same size and colour. */
export function png(width: number, height: number, grey = 0x80): Uint8Array<ArrayBuffer> {
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	// Eight bits of grey for each pixel; each line is led in by the number of its filter.
	header.writeUInt8(8, 8);
	const lines = Buffer.alloc((width + 1) * height, grey);
	for (let line = 0; line < height; line++) lines[line * (width + 1)] = 0;
	return new Uint8Array(
		Buffer.concat([
			Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
			chunk('IHDR', header),
			chunk('IDAT', deflateSync(lines)),
			chunk('IEND', Buffer.alloc(0)),
		]),
	);
}

function chunk(type: string, data: Buffer): Buffer {
	const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const whole = Buffer.alloc(named.length + 8);
	whole.writeUInt32BE(data.length, 0);
	named.copy(whole, 4);
	whole.writeUInt32BE(crc32(named), named.length + 4);
	return whole;
}

const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));

/** 8×6 pixels. */
export const JPEG = bytes(
	'/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1R' +
		'V19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2Nj' +
		'Y2NjY2NjY2NjY2NjY2P/wAARCAAGAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xAAUEAEAAAAAAAAAAAAA' +
		'AAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAABAb/xAAYEQADAQEAAAAAAAAAAAAAAAAAAQIRMf/aAAwDAQACEQMRAD8AgAEb' +
		'0oplTw//2Q==',
);

/** 1×1 pixel. */
export const GIF = bytes('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7');

/** 1×1 pixel, lossy. */
export const WEBP = bytes('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA');

/** 1×1 pixel, lossless. */
export const WEBP_LOSSLESS = bytes('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==');
