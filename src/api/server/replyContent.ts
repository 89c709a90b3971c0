import { field, listField, stringField } from '../json/jsonFields.ts';

/** What a delta or a message says, and what was thought for it. */
export interface ReplyContent {
	readonly text: string;
	readonly reasoning: string;
}

/** @param message a delta, or the message of a whole answer */
export function readContent(message: unknown): ReplyContent {
	const content = field(message, 'content');
	const text = textOf(content);
	return {
		// A refusal comes in a field of its own, with content empty.
		text: text === '' ? (stringField(message, 'refusal') ?? '') : text,
		reasoning: reasoningOf(message, content),
	};
}

/** OpenRouter and Ollama name it the one way, llama.cpp, vLLM and DeepSeek the other; some send several alike, so one counts. */
function reasoningOf(message: unknown, content: unknown): string {
	return (
		stringField(message, 'reasoning') ??
		stringField(message, 'reasoning_content') ??
		(thoughtsIn(content) || detailsOf(message))
	);
}

/** A string, what a server made of a token that looks like a number, or a list of parts of which texts and refusals count. */
function textOf(content: unknown): string {
	if (!Array.isArray(content)) return plain(content);
	return content
		.map((part) =>
			field(part, 'type') === 'thinking'
				? ''
				: plain(field(part, 'text')) || (stringField(part, 'refusal') ?? ''),
		)
		.join('');
}

/** Mistral thinks in parts of the content: each has a string or a list of text parts. */
function thoughtsIn(content: unknown): string {
	if (!Array.isArray(content)) return '';
	return content
		.filter((part) => field(part, 'type') === 'thinking')
		.map((part) => textOf(field(part, 'thinking') ?? field(part, 'text')))
		.join('');
}

function detailsOf(message: unknown): string {
	return listField(message, 'reasoning_details')
		.map((detail) => stringField(detail, 'text') ?? stringField(detail, 'summary') ?? '')
		.join('');
}

function plain(value: unknown): string {
	if (typeof value === 'string') return value;
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
