import { ChatError } from '../errors/chatError.ts';

/** The longest question, in UTF-16 code units: some four times the largest context of today's models. */
const MAX_QUESTION = 4_000_000;

/** @throws ChatError of kind tooLong, with both lengths */
export function checkLength(text: string): void {
	if (text.length <= MAX_QUESTION) return;
	throw new ChatError(
		'tooLong',
		`The message has ${text.length.toLocaleString('en')} characters; the most that can be sent is ${MAX_QUESTION.toLocaleString('en')}. Nothing was sent.`,
	);
}
