import { imageInWords } from '../../shared/attachments/attachmentWords.ts';
import type { Excerpt, Image, Message, Question } from '../../shared/conversation/messages.ts';
import { sendsImages } from '../attachments/attachments.ts';
import type { ContentPart, WireMessage } from '../server/chatRequest.ts';

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

/**
 * The messages of a request, oldest first. A reply that came to nothing has nothing to send.
 * @param urlOf the data URL of an image; undefined for one that cannot be read, which is then said in its place
 */
export function wireMessages(
	path: readonly Message[],
	urlOf: (image: Image) => string | undefined = () => undefined,
): WireMessage[] {
	const wire: WireMessage[] = [];
	const sends = sendsImages(path);
	for (const message of path) {
		if (message.role === 'user') {
			const content = questionContent(message, sends(message) ? urlOf : () => undefined);
			wire.push({ role: 'user', content });
		} else if (message.text !== '') {
			wire.push({ role: 'assistant', content: message.text });
		}
	}
	return wire;
}

/** The text first, as OpenRouter advises; a question without images is its text alone, as every server takes it. */
function questionContent(
	{ text, excerpts, images = [] }: Question,
	urlOf: (image: Image) => string | undefined,
): WireMessage['content'] {
	const parts: ContentPart[] = [];
	const unsent: string[] = [];
	for (const image of images) {
		const url = urlOf(image);
		if (url === undefined) unsent.push(`[image, not sent: ${imageInWords(image)}]`);
		else parts.push({ type: 'image_url', image_url: { url } });
	}
	const words = [questionAsMarkdown(text, excerpts), ...unsent]
		.filter((part) => part !== '')
		.join('\n\n');
	if (parts.length === 0) return words;
	return words === '' ? parts : [{ type: 'text', text: words }, ...parts];
}
