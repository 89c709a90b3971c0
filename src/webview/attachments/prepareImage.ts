import { sizeInWords } from '../../shared/attachments/attachmentWords.ts';
import { imageHeader, MAX_IMAGE_BYTES } from '../../shared/attachments/imageHeader.ts';
import type { ImageType } from '../../shared/conversation/messages.ts';
import { scaled } from './scaledPicture.ts';

/** The longest side of an image that is sent, in pixels: models look at no more of it, and every pixel is paid for. */
const MAX_SIDE = 2048;
/** What a picture of this many pixels takes to be drawn is some 400 MB. */
const MAX_PIXELS = 100_000_000;
const QUALITY = 0.92;

/** Why an image was not attached, in a sentence that names it. */
export class ImageRefusal extends Error {}

/**
 * An image as it is to be sent: the file as it is, or, where a side is longer than 2048 pixels, made smaller in its own format.
 * Of a GIF that is too large only the first picture is left, as a PNG; one that is small enough keeps moving.
 *
 * @throws ImageRefusal for what is too large, of another format, or damaged
 */
export async function prepareImage(name: string, file: Blob): Promise<Uint8Array<ArrayBuffer>> {
	if (file.size > MAX_IMAGE_BYTES) {
		throw new ImageRefusal(
			`${name} has ${sizeInWords(file.size)}; an image may have at most ${sizeInWords(MAX_IMAGE_BYTES)}.`,
		);
	}
	const bytes = new Uint8Array(await file.arrayBuffer());
	const header = imageHeader(bytes);
	if (header === undefined) {
		throw new ImageRefusal(`${name} is no PNG, JPEG, WebP or GIF, or it is damaged.`);
	}
	const { mediaType, width, height } = header;
	if (width * height > MAX_PIXELS) {
		throw new ImageRefusal(`${name} has ${width}×${height} pixels, which is too much to open.`);
	}
	const picture = await decode(name, bytes, mediaType);
	try {
		const longest = Math.max(picture.width, picture.height);
		return longest <= MAX_SIDE ? bytes : await draw(picture, MAX_SIDE / longest, mediaType);
	} finally {
		picture.close();
	}
}

async function decode(
	name: string,
	bytes: Uint8Array<ArrayBuffer>,
	type: ImageType,
): Promise<ImageBitmap> {
	try {
		return await createImageBitmap(new Blob([bytes], { type }));
	} catch {
		throw new ImageRefusal(`${name} is damaged: it cannot be drawn.`);
	}
}

async function draw(
	picture: ImageBitmap,
	scale: number,
	mediaType: ImageType,
): Promise<Uint8Array<ArrayBuffer>> {
	const type = mediaType === 'image/gif' ? 'image/png' : mediaType;
	const blob = await scaled(picture, scale).convertToBlob({ type, quality: QUALITY });
	return new Uint8Array(await blob.arrayBuffer());
}
