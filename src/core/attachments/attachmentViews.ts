import { attachmentId } from '../../shared/attachments/attachmentId.ts';
import type { AttachmentView } from '../../shared/attachments/attachmentProtocol.ts';
import type { Attachment, Excerpt } from '../../shared/conversation/messages.ts';
import { hiddenInWords } from '../../shared/text/hiddenCharacters.ts';
import { isImage } from './attachments.ts';
import { textBytes } from './excerptSize.ts';

/** An attachment, and what would be sent of it now. */
export interface ShownAttachment {
	readonly attached: Attachment;
	readonly now: Attachment;
}

/** What is said of a text. A text of half a megabyte is read once, not with every key that is typed. */
const said = new WeakMap<Excerpt, Pick<ExcerptView, 'bytes' | 'hidden'>>();

type ExcerptView = Extract<AttachmentView, { kind: 'excerpt' }>;

/**
 * What goes along with the next message, as the page is told of it.
 * @param looksLike what a text looks as if it held, by kinds: "a GitHub token"
 */
export function attachmentViews(
	attachments: readonly ShownAttachment[],
	looksLike: (text: Excerpt) => readonly string[] = () => [],
): AttachmentView[] {
	return attachments.map(({ attached, now }) => {
		const id = attachmentId(attached);
		if (isImage(now)) return { kind: 'image', id, image: now };
		const changed = !isImage(attached) && attached.text !== now.text;
		const secrets = looksLike(now);
		const { label, startLine, endLine, source, lineCount, leftOut, asAttached } = now;
		return {
			kind: 'excerpt',
			id,
			label,
			startLine,
			endLine,
			...sizeOf(now),
			...(source === undefined ? {} : { source }),
			...(lineCount === undefined ? {} : { lineCount }),
			...(leftOut === undefined ? {} : { leftOut }),
			...(asAttached === undefined ? {} : { asAttached }),
			...(changed ? { changed } : {}),
			...(secrets.length === 0 ? {} : { secrets: [...secrets] }),
		};
	});
}

function sizeOf(excerpt: Excerpt): Pick<ExcerptView, 'bytes' | 'hidden'> {
	const known = said.get(excerpt);
	if (known !== undefined) return known;
	const hidden = [...hiddenInWords(excerpt.text)];
	const size = { bytes: textBytes([excerpt]), ...(hidden.length === 0 ? {} : { hidden }) };
	said.set(excerpt, size);
	return size;
}
