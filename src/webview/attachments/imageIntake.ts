import { errorText } from '../../shared/errors/errorText.ts';
import { ImageRefusal, prepareImage } from './prepareImage.ts';

export interface NamedImage {
	readonly name: string;
	readonly file: Blob;
}

/**
 * Looks through images one after the other, so that at most one is drawn at a time.
 *
 * @param taken an image is ready to be attached
 * @returns why each of the others is not, in sentences
 */
export async function takeImages(
	images: readonly NamedImage[],
	taken: (name: string, bytes: Uint8Array<ArrayBuffer>) => void,
): Promise<string[]> {
	const reasons: string[] = [];
	for (const { name, file } of images) {
		try {
			taken(name, await prepareImage(name, file));
		} catch (error) {
			// Whatever else the browser says of it: the others are still to come.
			const reason = errorText(error);
			reasons.push(error instanceof ImageRefusal ? reason : `${name} could not be read: ${reason}`);
		}
	}
	return reasons;
}
