import type { Attachment, Excerpt } from '../conversation/messages.ts';
import { checksum } from '../text/checksum.ts';

/** A text of half a megabyte is read once, not with every key that is typed. */
const known = new WeakMap<Excerpt, string>();

/** The same on both sides, and made of nothing but the content: two attachments that are alike share one, and it does not matter which is meant. */
export function attachmentId(attachment: Attachment): string {
	if ('hash' in attachment) return attachment.hash;
	const id = known.get(attachment) ?? excerptId(attachment);
	known.set(attachment, id);
	return id;
}

function excerptId({ uri, startLine, endLine, version, text }: Excerpt): string {
	return `${startLine}-${endLine}-${version}-${text.length}-${checksum(uri)}-${checksum(text)}`;
}
