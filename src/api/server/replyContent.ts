import { field, isObject } from '../json/jsonFields.ts';
import { isPart } from './replyExtras.ts';

/** What a delta or a message says, and what was thought for it. */
export interface ReplyContent {
	readonly text: string;
	readonly reasoning: string;
	/** Whether the reasoning stands beside the delta or the message: there may be all of it again. */
	readonly isBeside?: boolean;
}

/** Types of parts that are thoughts: Mistral's, Claude's, Bedrock's, OpenRouter's and those of the Responses API. */
const THOUGHT_TYPE = /^(?:think(?:ing)?|thoughts?|reasoning|analysis)(?:$|[._])|^summary_text$/i;

/** Fields in which a part, or what takes the place of a string, has its text. */
const TEXT_FIELDS = ['text', 'value', 'content', 'refusal', 'output_text', 'parts'] as const;

/** Fields in which a thought has its text: a string, or an object or a list that has one. The surest first. */
const THOUGHT_FIELDS = [
	'thinking',
	'think',
	'thought',
	'reasoning',
	'reasoning_content',
	'reasoning_text',
	'reasoningContent',
	'reasoningText',
	'summary',
	...TEXT_FIELDS,
] as const;

/** What deltas and messages call their thoughts: OpenRouter and Ollama, llama.cpp, vLLM and DeepSeek, Claude, Copilot, others. */
const REASONING_FIELDS = [
	'reasoning',
	'reasoning_content',
	'thinking',
	'reasoning_text',
	'thought',
	'thoughts',
	'reasoning_summary',
	'chain_of_thought',
	'cot_summary',
	'internal_thoughts',
	'analysis',
	'reasoningContent',
	'reasoningText',
	'thinking_content',
	'thinkingContent',
] as const;

/** What a choice or a chunk may call them beside its delta, where other things may be called so, too. */
const FIELDS_BESIDE = REASONING_FIELDS.filter(
	(name) => !/^(?:analysis|thoughts?|reasoning_summary)$/.test(name),
);

/** Fields of a text in an object beside the delta; settings, such as the effort, have others. */
const TEXTS_BESIDE = ['content', 'text', 'delta'] as const;

/** Settings that are told again with each chunk. */
const SETTING =
	/^(?:none|minimal|low|medium|high|xhigh|max|auto|adaptive|on|off|true|false|(?:en|dis)abled|concise|detailed|default|extended|parsed|raw|hidden|dynamic)$/i;

/** Lists that say again what one of these fields says, where there is one: OpenRouter's, LiteLLM's. */
const REASONING_LISTS = ['reasoning_details', 'thinking_blocks'] as const;

/** Lists within lists; no server has more than three. */
const MAX_DEPTH = 8;

/** @param message a delta, or the message of a whole answer; some send its text without anything around it */
export function readContent(message: unknown): ReplyContent {
	const content = isObject(message) ? message['content'] : message;
	return {
		// A refusal and the words of a recording come in fields of their own, with content empty.
		text:
			parsedOf(content) ||
			textOf(content) ||
			textOf(field(message, 'text')) ||
			textOf(field(message, 'output_text')) ||
			textOf(field(message, 'refusal')) ||
			transcriptOf(message),
		reasoning: reasoningOf(message, content),
	};
}

/**
 * Reasoning that stands beside the delta or the message, in the choice or in the chunk.
 * @param holder a choice, or a chunk with its settings
 */
export function reasoningBeside(holder: unknown, { settings }: { settings: boolean }): string {
	for (const name of FIELDS_BESIDE) {
		const value = field(holder, name);
		const text = isObject(value)
			? TEXTS_BESIDE.map((inner) => value[inner]).find((found) => typeof found === 'string')
			: value;
		if (typeof text === 'string' && text !== '' && !(settings && SETTING.test(text))) return text;
	}
	return REASONING_LISTS.some((name) => Array.isArray(field(holder, name)))
		? firstOf(holder, REASONING_LISTS, 0)
		: '';
}

/** Some servers send several fields alike, so one counts. */
function reasoningOf(message: unknown, content: unknown): string {
	return (
		firstOf(message, REASONING_FIELDS, 0) ||
		thoughtsIn(content) ||
		firstOf(message, REASONING_LISTS, 0) ||
		firstOf(field(message, 'provider_specific_fields'), REASONING_LISTS, 0)
	);
}

/** The thought in the first of the fields that has one. */
function firstOf(holder: unknown, names: readonly string[], depth: number): string {
	for (const name of names) {
		const thought = thoughtOf(field(holder, name), depth);
		if (thought !== '') return thought;
	}
	return '';
}

/** A string or a number, or what is one within objects and lists. Whether a model has thought is no thought. */
function thoughtOf(value: unknown, depth: number): string {
	if (depth > MAX_DEPTH || typeof value === 'boolean') return '';
	if (Array.isArray(value)) return value.map((part) => thoughtOf(part, depth + 1)).join('');
	return isObject(value) ? firstOf(value, THOUGHT_FIELDS, depth + 1) : plain(value);
}

/** Gemini marks its thoughts with a flag, Bedrock's native API with the name of the only field. */
function isThought(part: Readonly<Record<string, unknown>>): boolean {
	const { type, thought } = part;
	if (typeof type === 'string' && THOUGHT_TYPE.test(type)) return true;
	return thought === true || isObject(part['reasoningContent']);
}

/** A string, what a server made of a token that looks like a number, or parts of which texts and refusals count. */
function textOf(content: unknown, depth = 0): string {
	if (depth > MAX_DEPTH) return '';
	if (Array.isArray(content)) return content.map((part) => textOf(part, depth + 1)).join('');
	if (!isObject(content)) return plain(content);
	return isThought(content) ? '' : inFields(content, depth);
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
	return isObject(content) && isThought(content) ? thoughtOf(content, depth) : '';
}

/** Servers that read a token as JSON make an object or a list of it: its own text belongs into the reply. A part has a type. */
function parsedOf(content: unknown): string {
	const isList = Array.isArray(content) && content.every((part) => typeof part === 'number');
	const isJson = isObject(content) && !isPart(content) && !isThought(content);
	if (!isList && (!isJson || saysText(content))) return '';
	return Object.keys(content).length === 0 ? '' : wholeOf(content);
}

/** "" for what is nested deeper than any text. */
function wholeOf(json: unknown): string {
	try {
		return JSON.stringify(json);
	} catch {
		return '';
	}
}

/** Whether it is a text in another shape, though an empty one. */
function saysText(content: Readonly<Record<string, unknown>>): boolean {
	return TEXT_FIELDS.some((name) => name in content);
}

/** What a voice says, where the model answers with one. */
function transcriptOf(message: unknown): string {
	return plain(field(field(message, 'audio'), 'transcript'));
}

function plain(value: unknown): string {
	if (typeof value === 'string') return value;
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
