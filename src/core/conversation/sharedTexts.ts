import type { Excerpt, Message } from '../../shared/conversation/messages.ts';
import { type LogTexts, withRequestTexts } from './requestTexts.ts';
import { LOST_SHARED_TEXT, WORTH_IT } from './textOnce.ts';

/**
 * A question as it is written down: texts that an earlier question has are not written again. Undefined where it has none of these.
 * @param messages all that are in the log before it
 */
export function withSharedTexts(
	message: Message,
	messages: readonly Message[],
): Message | undefined {
	if (message.role !== 'user') return undefined;
	const excerpts = message.excerpts.map((excerpt, index): Excerpt => {
		if (excerpt.text.length < WORTH_IT) return excerpt;
		// One of the same question comes last: it is in the log only with the very line.
		for (const other of messages) {
			if (other.role !== 'user' || other.id === message.id) continue;
			const at = other.excerpts.findIndex(({ text }) => text === excerpt.text);
			if (at >= 0) return { ...excerpt, text: '', sameAs: { message: other.id, index: at } };
		}
		const at = message.excerpts.findIndex(({ text }) => text === excerpt.text);
		if (at === index) return excerpt;
		return { ...excerpt, text: '', sameAs: { message: message.id, index: at } };
	});
	const shares = excerpts.some(({ sameAs }) => sameAs !== undefined);
	return shares ? { ...message, excerpts } : undefined;
}

/** A message of the log with all its texts. */
export function withOwnTexts(message: Message, texts: LogTexts): Message {
	if (message.role === 'assistant') return withRequestTexts(message, texts);
	if (!message.excerpts.some(({ sameAs }) => sameAs !== undefined)) {
		return message;
	}
	const excerpts = message.excerpts.map((excerpt) => {
		const { sameAs, ...own } = excerpt;
		if (sameAs === undefined) return excerpt;
		const other = sameAs.message === message.id ? message : texts.message(sameAs.message);
		const text = other?.role === 'user' ? other.excerpts[sameAs.index]?.text : undefined;
		return { ...own, text: text ?? LOST_SHARED_TEXT };
	});
	return { ...message, excerpts };
}
