import type { Excerpt, Message } from '../shared/conversation.ts';
import type { WireMessage } from './chatRequest.ts';

/** The question of Explain Selection. */
export const EXPLAIN_QUESTION = 'Explain this code.';

/** A fence longer than any run of backticks in the text, so that the text cannot close it. */
export function fenceFor(text: string): string {
	const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), (run) => run[0].length));
	return '`'.repeat(Math.max(3, longest + 1));
}

/** "lines 3–9", or "line 3". */
export function linesInWords(excerpt: Pick<Excerpt, 'startLine' | 'endLine'>): string {
	return excerpt.startLine === excerpt.endLine
		? `line ${excerpt.startLine}`
		: `lines ${excerpt.startLine}–${excerpt.endLine}`;
}

function excerptAsMarkdown(excerpt: Excerpt): string {
	const fence = fenceFor(excerpt.text);
	const end = excerpt.text.endsWith('\n') ? '' : '\n';
	return `${excerpt.label}, ${linesInWords(excerpt)} (${excerpt.language}):\n\n${fence}${excerpt.language}\n${excerpt.text}${end}${fence}`;
}

/** The text of a question as it goes out: what was typed, then each excerpt under its file name, lines and language. */
export function questionAsMarkdown(text: string, excerpts: readonly Excerpt[]): string {
	return [text, ...excerpts.map(excerptAsMarkdown)].filter((part) => part !== '').join('\n\n');
}

/** The messages of a request, oldest first. A reply that came to nothing has nothing to send. */
export function wireMessages(path: readonly Message[]): WireMessage[] {
	const wire: WireMessage[] = [];
	for (const message of path) {
		if (message.role === 'user') {
			wire.push({ role: 'user', content: questionAsMarkdown(message.text, message.excerpts) });
		} else if (message.text !== '') {
			wire.push({ role: 'assistant', content: message.text });
		}
	}
	return wire;
}
