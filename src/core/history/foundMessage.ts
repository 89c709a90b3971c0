import type { Message } from '../../shared/conversation/messages.ts';
import type { Conversation } from '../conversation/conversation.ts';

/** What was searched for, and the line that was shown of what was found: "" where the title has it. */
export interface FoundLine {
	readonly query: string;
	readonly line: string;
}

/** A message with what was searched for, and the word of it, as it was typed, that stands there. */
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
	const typed = query
		.normalize('NFC')
		.split(/\s+/)
		.filter((word) => word !== '')
		.sort((a, b) => b.length - a.length);
	const [longestTyped] = typed;
	if (longestTyped === undefined) return undefined;
	const words = typed.map(folded);
	const longest = folded(longestTyped);
	const messages = [...conversation.path(), ...conversation.messages()].map(textOf);
	const found =
		(line === '' ? undefined : messages.find(({ text }) => text.includes(folded(line)))) ??
		messages.find(({ text }) => words.every((word) => text.includes(word))) ??
		messages.find(({ text }) => text.includes(longest));
	if (found === undefined) return undefined;
	const inLine = typed.find((word) => folded(line).includes(folded(word)));
	return { id: found.id, word: inLine ?? longestTyped };
}

function textOf({ id, text }: Message): { readonly id: string; readonly text: string } {
	return { id, text: folded(text) };
}

function folded(text: string): string {
	return text.normalize('NFC').toLowerCase();
}
