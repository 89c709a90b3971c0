import { imageHeader, MAX_IMAGE_BYTES } from '../../shared/attachments/imageHeader.ts';
import type { Image } from '../../shared/conversation/messages.ts';
import type { ImageStore } from './imageStore.ts';

/**
 * Keeps an image that is to be attached beside the logs. Rejects with node's error where it cannot be kept.
 * @param name what the user calls it
 * @returns undefined for what is no image that can be sent; see notAnImage
 */
export async function keepImage(
	images: Pick<ImageStore, 'put'>,
	name: string,
	bytes: Uint8Array,
): Promise<Image | undefined> {
	const header = imageHeader(bytes);
	if (header === undefined || bytes.length > MAX_IMAGE_BYTES) return undefined;
	const hash = await images.put(bytes, header.mediaType);
	return { hash, ...header, bytes: bytes.length, name };
}

/** Why something is not attached as an image. */
export function notAnImage(name: string): string {
	return `${name} is no PNG, JPEG, WebP or GIF of at most 20 MB. It was not attached.`;
}
