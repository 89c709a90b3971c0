import { attachmentId } from '../../shared/attachments/attachmentId.ts';
import type {
	Attachment,
	Excerpt,
	Image,
	Message,
	Question,
} from '../../shared/conversation/messages.ts';

/** What goes along with a question, as a question has it. */
export type Attached = Pick<Question, 'excerpts' | 'images'>;

export function isImage(attachment: Attachment): attachment is Image {
	return 'hash' in attachment;
}

export function isExcerpt(attachment: Attachment): attachment is Excerpt {
	return !isImage(attachment);
}

/** All that goes along with a question, in the order in which it is shown. */
export function attachmentsOf({ excerpts, images = [] }: Attached): Attachment[] {
	return [...excerpts, ...images];
}

/** The images that a message has, in the order in which they are shown. */
export function imagesIn(message: Message): Image[] {
	if (message.role === 'user') return message.images ?? [];
	return (message.extras ?? []).flatMap((extra) => (extra.type === 'image' ? extra.image : []));
}

/** Attachments in the shape of a question; without images it has no such field. */
export function asAttached(attachments: readonly Attachment[]): Attached {
	const images = attachments.filter(isImage);
	const excerpts = attachments.filter(isExcerpt);
	return images.length === 0 ? { excerpts } : { excerpts, images };
}

/** The attachment that the page names; undefined where it is gone. */
export function attachmentNamed(
	attachments: readonly Attachment[],
	id: string,
): Attachment | undefined {
	return attachments.find((attachment) => attachmentId(attachment) === id);
}

/** What is left when each of these names has taken one off. */
export function withoutNamed(
	attachments: readonly Attachment[],
	ids: readonly string[],
): Attachment[] {
	const left = [...ids];
	return attachments.filter((attachment) => {
		const at = left.indexOf(attachmentId(attachment));
		if (at >= 0) left.splice(at, 1);
		return at < 0;
	});
}

/**
 * Attachments, those among them that are named as they are now.
 * @param readNow reads some anew, in the same order, beside the others; where there is nothing to read with, they stay as they are
 */
export async function readNamed(
	attachments: readonly Attachment[],
	ids: readonly string[],
	readNow:
		| ((
				some: readonly Attachment[],
				others: readonly Attachment[],
		  ) => Promise<readonly Attachment[]>)
		| undefined,
): Promise<Attachment[]> {
	const named = attachments.filter((one) => ids.includes(attachmentId(one)));
	if (named.length === 0 || readNow === undefined) return [...attachments];
	const others = attachments.filter((one) => !named.includes(one));
	const read = await readNow(named, others);
	return attachments.map((one) => read[named.indexOf(one)] ?? one);
}

/** Whether a message's images go out with the next request on this path: not once a later question went without. */
export function sendsImages(path: readonly Message[]): (message: Message) => boolean {
	const cut = path.findLastIndex((message) => message.role === 'user' && message.withoutImages);
	const left = new Set(path.slice(0, Math.max(0, cut)));
	return (message) => !left.has(message);
}

/** The images that go out with the next request on this path, each once. */
export function imagesToSend(path: readonly Message[]): Image[] {
	const sends = sendsImages(path);
	const images = new Map<string, Image>();
	for (const message of path) {
		if (message.role !== 'user' || !sends(message)) continue;
		for (const image of message.images ?? []) images.set(image.hash, image);
	}
	return [...images.values()];
}

/** Whether a model is known to read no images. Where the server does not say what it takes, it is asked. */
export function refusesImages(
	model: { readonly inputModalities?: readonly string[] | undefined } | undefined,
): boolean {
	const known = model?.inputModalities ?? [];
	return known.length > 0 && !known.includes('image');
}
