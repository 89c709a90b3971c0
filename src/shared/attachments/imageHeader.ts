import type { ImageType } from '../conversation/messages.ts';

/** The largest image, in bytes. */
export const MAX_IMAGE_BYTES = 20 * 1024 * 1024;

/** What the first bytes of an image say. */
export interface ImageHeader {
	readonly mediaType: ImageType;
	/** Pixels, as they are stored: a JPEG that is to be turned when it is shown is not turned here. */
	readonly width: number;
	readonly height: number;
}

/**
 * What format an image is of, by its bytes and not by its name, and how large. Undefined for anything but PNG, JPEG, WebP and
 * GIF, or where the header is cut off or has no size. That the rest can be drawn it does not say.
 */
export function imageHeader(bytes: Uint8Array): ImageHeader | undefined {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	try {
		const header = pngHeader(view) ?? gifHeader(view) ?? webpHeader(view) ?? jpegHeader(view);
		return header && header.width > 0 && header.height > 0 ? header : undefined;
	} catch (error) {
		// Read past the end.
		if (error instanceof RangeError) return undefined;
		throw error;
	}
}

function hasText(view: DataView, at: number, text: string): boolean {
	return [...text].every((character, index) => {
		const offset = at + index;
		return offset < view.byteLength && view.getUint8(offset) === character.charCodeAt(0);
	});
}

function pngHeader(view: DataView): ImageHeader | undefined {
	if (!hasText(view, 0, '\x89PNG\r\n\x1a\n') || !hasText(view, 12, 'IHDR')) return undefined;
	return { mediaType: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
}

function gifHeader(view: DataView): ImageHeader | undefined {
	if (!hasText(view, 0, 'GIF87a') && !hasText(view, 0, 'GIF89a')) return undefined;
	return {
		mediaType: 'image/gif',
		width: view.getUint16(6, true),
		height: view.getUint16(8, true),
	};
}

/** The three kinds of WebP: with a header of its own (animated, transparent), lossless, lossy. */
function webpHeader(view: DataView): ImageHeader | undefined {
	if (!hasText(view, 0, 'RIFF') || !hasText(view, 8, 'WEBP')) return undefined;
	const mediaType = 'image/webp';
	if (hasText(view, 12, 'VP8X')) {
		const uint24 = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 0x10000;
		return { mediaType, width: uint24(24) + 1, height: uint24(27) + 1 };
	}
	if (hasText(view, 12, 'VP8L')) {
		const bits = view.getUint32(21, true);
		return { mediaType, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
	}
	if (!hasText(view, 12, 'VP8 ')) return undefined;
	return {
		mediaType,
		width: view.getUint16(26, true) & 0x3fff,
		height: view.getUint16(28, true) & 0x3fff,
	};
}

/** The size stands in the first start-of-frame segment, after whatever segments come before that. */
function jpegHeader(view: DataView): ImageHeader | undefined {
	if (!hasText(view, 0, '\xff\xd8\xff')) return undefined;
	for (let at = 2; view.getUint8(at) === 0xff; ) {
		const marker = view.getUint8(at + 1);
		if (marker === 0xff) {
			// A fill byte.
			at++;
			continue;
		}
		if (isStartOfFrame(marker)) {
			const height = view.getUint16(at + 5);
			return { mediaType: 'image/jpeg', width: view.getUint16(at + 7), height };
		}
		at += 2 + view.getUint16(at + 2);
	}
	return undefined;
}

/** SOF0 to SOF15 but for the three markers among them that mean something else. */
function isStartOfFrame(marker: number): boolean {
	return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}
