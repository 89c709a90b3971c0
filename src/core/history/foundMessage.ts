import type { Message } from '../../shared/conversation/messages.ts';
import type { Conversation } from '../conversation/conversation.ts';

/** What was searched for, and the line that was shown of what was found: "" where the title has it. */
export interface FoundLine {
	readonly query: string;
	readonly line: string;
}

/** A message with what was searched for, and the word of it that stands there. */
export interface FoundMessage {
	readonly id: string;
	readonly word: string;
}

/**
 * The message that a search has found: the one with the line that was shown, else one with all words, else one with the longest of
 * them; on the shown branch where it has such a one. Undefined where no message has any, as with a title that the user gave.
 */
export function foundMessage(
	conversation: Conversation,
	{ query, line }: FoundLine,
): FoundMessage | undefined {
	const words = folded(query)
		.split(/\s+/)
		.filter((word) => word !== '')
		.sort((a, b) => b.length - a.length);
	const [longest] = words;
	if (longest === undefined) return undefined;
	const messages = [...conversation.path(), ...conversation.messages()].map(textOf);
	const found =
		(line === '' ? undefined : messages.find(({ text }) => text.includes(folded(line)))) ??
		messages.find(({ text }) => words.every((word) => text.includes(word))) ??
		messages.find(({ text }) => text.includes(longest));
	if (found === undefined) return undefined;
	const inLine = words.find((word) => folded(line).includes(word));
	return { id: found.id, word: inLine ?? longest };
}

function textOf({ id, text }: Message): { readonly id: string; readonly text: string } {
	return { id, text: folded(text) };
}

function folded(text: string): string {
	return text.normalize('NFC').toLowerCase();
}
