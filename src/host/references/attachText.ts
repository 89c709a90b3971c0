import { Uri } from 'vscode';
import {
	kilobytes,
	MAX_EXCERPT_BYTES,
	samePart,
	textBytes,
} from '../../core/attachments/excerptSize.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import type { TextPart } from '../../core/references/textParts.ts';
import type { Excerpt } from '../../shared/conversation/messages.ts';
import type { Taking } from './offers.ts';

/** What stands in no document: the text was made when it was attached. */
const MADE_SCHEME = 'llama-chat-context';

/** What a made text is about. */
export type MadeText = Required<Pick<Excerpt, 'source' | 'label' | 'language'>> & {
	/** By what it is read anew; see `askedFor`. */
	readonly about: string;
};

/** A text that stands in no document, as an attachment. */
export function madeExcerpt({ about, ...text }: MadeText, part: TextPart): Excerpt {
	const uri = Uri.from({ scheme: MADE_SCHEME, path: `/${text.source}`, query: about });
	return { uri: uri.toString(), ...text, ...part, version: 0 };
}

/** A made text as it is now: no more of it than of the one that was attached, where that was shortened. */
export function madeAnew(attached: Excerpt, text: MadeText, part: TextPart): Excerpt {
	const now = madeExcerpt(text, part);
	return attached.lineCount === undefined ? now : samePart(now, attached);
}

/**
 * Puts a made text over the box, as much of it as one message takes.
 * @param partOf what of it goes in so many bytes
 * @throws ChatError of kind tooLong where there is no room for any of it
 */
export function attachText(
	{ target, conversation }: Taking,
	text: MadeText,
	partOf: (bytes: number) => TextPart,
): void {
	const { box } = target.chats;
	const room = MAX_EXCERPT_BYTES - textBytes(box.excerptsOf(conversation));
	const part = room > 0 ? partOf(room) : undefined;
	if (part === undefined || part.text === '') {
		throw new ChatError(
			'tooLong',
			`There is no room for ${text.label}: one message takes at most ${kilobytes(MAX_EXCERPT_BYTES)} of text. Remove something that is attached.`,
		);
	}
	box.attach([madeExcerpt(text, part)], conversation);
}
