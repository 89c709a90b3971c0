import { attachmentNamed, isExcerpt } from '../../core/attachments/attachments.ts';
import { kilobytes, MAX_EXCERPT_BYTES, textBytes } from '../../core/attachments/excerptSize.ts';
import { pastedExcerpt } from '../../core/attachments/pastedExcerpt.ts';
import { attachmentId } from '../../shared/attachments/attachmentId.ts';
import type { OpenChats } from '../chat/openChats.ts';

/** The page that something was pasted into. */
export interface PastingPage {
	readonly chats: Pick<OpenChats, 'chat' | 'box' | 'notify'>;
	/** Puts a text into the box of a chat. */
	putIn(text: string, conversation: string): void;
}

/** Puts a pasted text over the box; where there is no room for it beside what is attached, into the box. */
export function attachPasted(page: PastingPage, conversation: string, text: string): void {
	const { box } = page.chats;
	const excerpt = pastedExcerpt(text);
	const bytes = textBytes([...box.excerptsOf(conversation), excerpt]);
	if (bytes <= MAX_EXCERPT_BYTES) {
		box.attach([excerpt], conversation);
		return;
	}
	page.putIn(excerpt.text, conversation);
	page.chats.notify({
		kind: 'refused',
		message: `What was pasted and what is attached have ${kilobytes(bytes)}; one message takes at most ${kilobytes(MAX_EXCERPT_BYTES)} of attached text. The pasted text stands in the box.`,
	});
}

/**
 * Takes a pasted text off the box and puts it in.
 * @param id which one; the last if not given
 */
export function putInBox({ chats: { chat, box }, putIn }: PastingPage, id?: string): void {
	const pasted = box.attachments.filter((one) => isExcerpt(one) && one.source === 'paste');
	const one = id === undefined ? pasted.at(-1) : attachmentNamed(pasted, id);
	if (one === undefined || !isExcerpt(one)) return;
	box.removeAttachment(attachmentId(one));
	putIn(one.text, chat.conversation.id);
}
