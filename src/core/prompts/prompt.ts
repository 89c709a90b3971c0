import { imageInWords, leftOutInWords } from '../../shared/attachments/attachmentWords.ts';
import type {
	Excerpt,
	ExcerptSource,
	Image,
	Message,
	Question,
} from '../../shared/conversation/messages.ts';
import { sendsImages } from '../attachments/attachments.ts';
import type { ContentPart, WireMessage } from '../server/chatRequest.ts';
import { answeredCalls, toolAnswers, wireCalls } from './toolCalls.ts';

type Content = WireMessage['content'];

/** A fence longer than any run of backticks in the text, so that the text cannot close it. */
export function fenceFor(text: string): string {
	let longest = 2;
	for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
	return '`'.repeat(longest + 1);
}

/** "lines 3–9", or "line 3". */
export function linesInWords(excerpt: Pick<Excerpt, 'startLine' | 'endLine'>): string {
	return excerpt.startLine === excerpt.endLine
		? `line ${excerpt.startLine}`
		: `lines ${excerpt.startLine}–${excerpt.endLine}`;
}

/** The sources whose lines are those of a document. */
const IN_DOCUMENTS = new Set<ExcerptSource>(['selection', 'file', 'symbol']);

/** "src/sum.py, lines 3–9", with " of 1,200" where that is not all of a document; what has no lines of its own is its name alone. */
export function excerptInWords(excerpt: Excerpt): string {
	const { label, source = 'selection', lineCount } = excerpt;
	if (!IN_DOCUMENTS.has(source)) return label;
	const all = lineCount === undefined ? '' : ` of ${lineCount.toLocaleString('en')}`;
	return `${label}, ${linesInWords(excerpt)}${all}`;
}

function excerptAsMarkdown(excerpt: Excerpt): string {
	const fence = fenceFor(excerpt.text);
	const end = excerpt.text.endsWith('\n') ? '' : '\n';
	const inDocument = IN_DOCUMENTS.has(excerpt.source ?? 'selection');
	const heading = excerptInWords(excerpt) + (inDocument ? ` (${excerpt.language})` : '');
	const left = leftOutInWords(excerpt);
	const note = left === undefined ? '' : `\n\n(${left.short}.)`;
	return `${heading}:\n\n${fence}${excerpt.language}\n${excerpt.text}${end}${fence}${note}`;
}

/**
 * The text of a question as it goes out: the prompts that it asks by name, what was typed, then each other excerpt under its file name,
 * lines and language.
 */
export function questionAsMarkdown(text: string, excerpts: readonly Excerpt[]): string {
	const prompts = excerpts.filter(isPrompt).map((prompt) => prompt.text);
	const others = excerpts.filter((excerpt) => !isPrompt(excerpt)).map(excerptAsMarkdown);
	return [...prompts, text, ...others].filter((part) => part !== '').join('\n\n');
}

function isPrompt({ source }: Excerpt): boolean {
	return source === 'prompt';
}

/** Whether there is anything of a message to send: a reply may have come to nothing, to blanks, or to reasoning alone; tools that it called and that answered are something. */
export function saysSomething(message: Message): boolean {
	return message.role === 'user' || message.text.trim() !== '' || answeredCalls(message).length > 0;
}

/** Stands where servers want a question and a chat has none, or one without a word. */
const NO_QUESTION = '(No question.)';

/**
 * The messages of a request, oldest first. The roles alternate, as the chat templates of many models want it: where a question had no
 * reply, or one that came to nothing, it goes out as one message with the next. The first is a question, and none is empty. Tools' answers
 * stand right after the reply that called them.
 * @param urlOf the data URL of an image; undefined for one that cannot be read, which is then said in its place
 */
export function wireMessages(
	path: readonly Message[],
	urlOf: (image: Image) => string | undefined = () => undefined,
): WireMessage[] {
	const wire: WireMessage[] = [];
	const sends = sendsImages(path);
	for (const message of path.filter(saysSomething)) {
		const next: WireMessage =
			message.role === 'user'
				? {
						role: 'user',
						content: questionContent(message, sends(message) ? urlOf : () => undefined),
					}
				: { role: 'assistant', content: message.text, ...wireCalls(message) };
		const last = wire.at(-1);
		if (last?.role !== next.role) wire.push(next);
		else wire[wire.length - 1] = { ...next, content: joined(last.content, next.content) };
		if (message.role !== 'assistant') continue;
		for (const answer of toolAnswers(message)) wire.push(answer);
	}
	if (wire[0]?.role === 'assistant') wire.unshift({ role: 'user', content: NO_QUESTION });
	return wire.map((message) =>
		message.role === 'user' && isBlank(message.content)
			? { ...message, content: NO_QUESTION }
			: message,
	);
}

function isBlank(content: Content): boolean {
	return typeof content === 'string' ? content.trim() === '' : content.length === 0;
}

/** Two contents as one, with a blank line between their texts. */
function joined(first: Content, second: Content): Content {
	if (typeof first === 'string' && typeof second === 'string') {
		return [first, second].filter((text) => text !== '').join('\n\n');
	}
	const [before, after] = [partsOf(first), partsOf(second)];
	const [end, beginning] = [before.at(-1), after[0]];
	if (end?.type !== 'text' || beginning?.type !== 'text') return [...before, ...after];
	// Servers differ in what they put between two texts: some put nothing.
	const text = `${end.text}\n\n${beginning.text}`;
	return [...before.slice(0, -1), { type: 'text', text }, ...after.slice(1)];
}

function partsOf(content: Content): ContentPart[] {
	if (typeof content !== 'string') return [...content];
	return content === '' ? [] : [{ type: 'text', text: content }];
}

function asSent(url: string, { detail }: Image) {
	return detail === undefined ? { url } : { url, detail };
}

/** The text first, as OpenRouter advises; a question without images is its text alone, as every server takes it. */
function questionContent(
	{ text, excerpts, images = [] }: Question,
	urlOf: (image: Image) => string | undefined,
): Content {
	const parts: ContentPart[] = [];
	const unsent: string[] = [];
	for (const image of images) {
		const url = urlOf(image);
		if (url === undefined) unsent.push(`[image, not sent: ${imageInWords(image)}]`);
		else parts.push({ type: 'image_url', image_url: asSent(url, image) });
	}
	const words = [questionAsMarkdown(text, excerpts), ...unsent]
		.filter((part) => part !== '')
		.join('\n\n');
	if (parts.length === 0) return words;
	return words === '' ? parts : [{ type: 'text', text: words }, ...parts];
}
