import type { Image, ImageType } from '../../shared/conversation/messages.ts';

/** What names the file of an image. */
export type ImageName = Pick<Image, 'hash' | 'mediaType'>;

/** The file is gone, or holds something else than what its hash says. */
export type ImageProblem = 'missing' | 'damaged';

/** The bytes of the images, each kept once. */
export interface ImageStore {
	/** Keeps an image and returns its hash. Rejects with node's error. */
	put(bytes: Uint8Array, mediaType: ImageType): Promise<string>;
	/** The bytes as they were put. Rejects with node's error where the file is there and cannot be read. */
	read(image: ImageName): Promise<Uint8Array<ArrayBuffer> | ImageProblem>;
	/** The same in base64; undefined where it cannot be had. Never rejects. */
	readBase64(image: ImageName): Promise<string | undefined>;
	/** The path of its file. */
	path(image: ImageName): string;
}
