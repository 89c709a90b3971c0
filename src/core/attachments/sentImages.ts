import type { Image, Message } from '../../shared/conversation/messages.ts';
import { ChatError } from '../errors/chatError.ts';
import { modelName } from '../models/modelName.ts';
import { imagesToSend } from './attachments.ts';
import type { ImageStore } from './imageStore.ts';

/** Where the images of requests come from and those of replies go to, and what is known of who is to see them. */
export interface ImagePorts {
	readonly images: Pick<ImageStore, 'put' | 'readBase64'>;
	/** Whether a model of this server is known to read none. */
	refusesImages(baseUrl: string, model: string): boolean;
}

/**
 * The images that go out with the next request on this path, as data URLs by their hash. One that cannot be read is not among
 * them: what was asked long ago is not to keep the chat from going on.
 *
 * @param own those of the question that is just being asked
 * @throws ChatError of kind textOnly for a model that reads no images, of kind refused when one of its own cannot be read
 */
export async function dataUrls(
	path: readonly Message[],
	own: readonly Image[],
	{ baseUrl, model }: { readonly baseUrl: string; readonly model: string },
	ports: ImagePorts | undefined,
): Promise<ReadonlyMap<string, string>> {
	const images = imagesToSend(path);
	const urls = new Map<string, string>();
	if (images.length === 0) return urls;
	if (ports?.refusesImages(baseUrl, model)) {
		throw new ChatError(
			'textOnly',
			`${modelName(model)} reads text only, and there ${images.length === 1 ? 'is an image' : 'are images'} to send. Nothing was sent.`,
		);
	}
	const hashes = new Set(own.map(({ hash }) => hash));
	for (const image of images) {
		const data = await ports?.images.readBase64(image);
		if (data !== undefined) urls.set(image.hash, `data:${image.mediaType};base64,${data}`);
		else if (hashes.has(image.hash)) {
			throw new ChatError(
				'refused',
				`The image ${image.name} cannot be read from the disk any more. Remove it, or attach it anew. Nothing was sent.`,
			);
		}
	}
	return urls;
}
