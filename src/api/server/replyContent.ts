import { field, isObject, listField, stringField } from '../json/jsonFields.ts';

/** What a delta or a message says, and what was thought for it. */
export interface ReplyContent {
	readonly text: string;
	readonly reasoning: string;
}

/** Types of parts that are thoughts: Mistral's, Claude's and those of the Responses API. */
const THOUGHTS = new Set<unknown>(['thinking', 'reasoning', 'reasoning_text', 'summary_text']);

/** Fields in which a part, or what takes the place of a string, has its text. */
const TEXT_FIELDS = ['text', 'value', 'content', 'refusal'] as const;

/** Lists within lists; no server has more than three. */
const MAX_DEPTH = 8;

/** @param message a delta, or the message of a whole answer; some send its text without anything around it */
export function readContent(message: unknown): ReplyContent {
	const content = isObject(message) ? message['content'] : message;
	const text = textOf(content);
	return {
		// A refusal and the words of a recording come in fields of their own, with content empty.
		text: text || textOf(field(message, 'refusal')) || transcriptOf(message),
		reasoning: reasoningOf(message, content),
	};
}

/** OpenRouter and Ollama name it the one way, llama.cpp, vLLM and DeepSeek the other; some send several alike, so one counts. */
function reasoningOf(message: unknown, content: unknown): string {
	return (
		textOf(field(message, 'reasoning')) ||
		textOf(field(message, 'reasoning_content')) ||
		textOf(field(message, 'thinking')) ||
		thoughtsIn(content) ||
		detailsOf(message)
	);
}

/** A string, what a server made of a token that looks like a number, or parts of which texts and refusals count. */
function textOf(content: unknown, depth = 0): string {
	if (depth > MAX_DEPTH) return '';
	if (Array.isArray(content)) return content.map((part) => textOf(part, depth + 1)).join('');
	if (!isObject(content)) return plain(content);
	return THOUGHTS.has(content['type']) ? '' : inFields(content, depth);
}

function inFields(part: Readonly<Record<string, unknown>>, depth: number): string {
	for (const name of TEXT_FIELDS) {
		const text = textOf(part[name], depth + 1);
		if (text !== '') return text;
	}
	return '';
}

/** Mistral thinks in parts of the content: each has a string or a list of text parts. */
function thoughtsIn(content: unknown, depth = 0): string {
	if (depth > MAX_DEPTH) return '';
	if (Array.isArray(content)) return content.map((part) => thoughtsIn(part, depth + 1)).join('');
	if (!isObject(content) || !THOUGHTS.has(content['type'])) return '';
	return (
		textOf(content['thinking']) ||
		textOf(content['reasoning']) ||
		textOf(content['summary']) ||
		textOf(content['text'] ?? content['content'])
	);
}

function detailsOf(message: unknown): string {
	return listField(message, 'reasoning_details')
		.map((detail) => stringField(detail, 'text') ?? stringField(detail, 'summary') ?? '')
		.join('');
}

/** What a voice says, where the model answers with one. */
function transcriptOf(message: unknown): string {
	return stringField(field(message, 'audio'), 'transcript') ?? '';
}

function plain(value: unknown): string {
	if (typeof value === 'string') return value;
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
