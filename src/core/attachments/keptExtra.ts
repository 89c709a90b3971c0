import type { ReplyExtra } from '../../shared/conversation/messages.ts';
import { couldNot } from '../errors/diskReason.ts';
import type { ReceivedExtra } from '../server/chatServer.ts';
import type { ImageStore } from './imageStore.ts';

/**
 * What came beside the text of a reply, as the conversation has it: an image is in its file by then. Never rejects.
 * @param number which image of the reply it would be, from 1
 * @param store undefined where no image can be kept
 */
export async function keptExtra(
	received: ReceivedExtra,
	number: number,
	store: Pick<ImageStore, 'put'> | undefined,
): Promise<ReplyExtra> {
	if (received.type === 'toolCall') return { type: 'toolCall', name: received.name };
	if (received.type !== 'image') return received;
	const { bytes, image } = received;
	if (store === undefined) return { type: 'badImage', why: 'there is no place for it' };
	try {
		const hash = await store.put(bytes, image.mediaType);
		const name = `image-${number}.${image.mediaType.slice('image/'.length)}`;
		return { type: 'image', image: { ...image, hash, bytes: bytes.length, name } };
	} catch (error) {
		return { type: 'badImage', why: couldNot('it could not be saved', error).replace(/\.$/, '') };
	}
}
