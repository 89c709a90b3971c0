import { isOfTool } from '../../errors/errorPayload.ts';
import { field, isObject, listField, numberField, stringField } from '../../json/jsonFields.ts';
import { kindsOf, sentenceOf, TROUBLE } from '../asides/asideFields.ts';
import type { JsonObject } from '../eventData.ts';

/** What has come of a reply. */
interface ReplySoFar {
	/** Whether anything has, be it of its reasoning alone. */
	readonly hasBegun: boolean;
	/** Whether anything of the answer itself has. */
	readonly hasText: boolean;
}

/**
 * An answer of another API than chat completions: the address in baseUrl may well be that of a server's own API, or a gateway passes on
 * what stands behind it. What came was paid for.
 */
export class NativeAnswer {
	/** Whether choices have come: then what has none stands beside them. */
	#hasChoices = false;

	/**
	 * A part of a stream, or a whole answer, as chat completions have it. Any other part comes back as it is.
	 * @param so what has come of the reply: what has all of it again adds only what has not
	 */
	read(json: JsonObject, so: ReplySoFar): JsonObject {
		this.#hasChoices ||= listField(json, 'choices').length > 0;
		if (this.#hasChoices || 'choices' in json) return json;
		const part = chatPartOf(json, so);
		if (part !== undefined || !isPlain(json)) return part ?? json;
		const within = [json['result'], json['data']].find(isObject);
		const isNone = within === undefined || TROUBLE.test(sentenceOf(json));
		return { ...json, ...(isNone ? {} : chatPartOf(within, so)) };
	}
}

function chatPartOf(json: JsonObject, so: ReplySoFar): JsonObject | undefined {
	const delta = deltaIn(json);
	if (delta !== undefined) return withChoice(json, { delta });
	const message = messageIn(json, so);
	// All of a reply that is told at its end: nothing more comes.
	const isEnd = json['type'] === 'response.completed';
	if (message !== undefined) return withChoice(json, { message, ...(isEnd && { done: true }) });
	const candidates = candidatesIn(json);
	return candidates.length > 0 ? { ...json, choices: candidates } : undefined;
}

function withChoice(json: JsonObject, content: JsonObject): JsonObject {
	const { delta: _, message: __, content: ___, ...others } = json;
	const reason = field(json, 'finish_reason');
	const choice = {
		index: 0,
		...content,
		...(reason === undefined ? {} : { finish_reason: reason }),
	};
	return { ...others, choices: [choice] };
}

/** A piece of a reply, as a delta of chat completions has it. */
function deltaIn(json: JsonObject): JsonObject | undefined {
	const type = stringField(json, 'type') ?? '';
	return (
		claudePiece(type, json) ??
		responsesPiece(type, json) ??
		coherePiece(type, json) ??
		bedrockPiece(json) ??
		ollamaPiece(json) ??
		completionPiece(json)
	);
}

/** Claude's own API: a block begins, or goes on. */
function claudePiece(type: string, json: JsonObject): JsonObject | undefined {
	const index = numberField(json, 'index') ?? 0;
	const block = type === 'content_block_start' ? field(json, 'content_block') : undefined;
	if (isObject(block)) {
		const { type: kind, id, name } = block;
		if (kind !== 'tool_use') return { content: [block] };
		return { tool_calls: [{ index, id, function: { name, arguments: '' } }] };
	}
	const delta = type === 'content_block_delta' ? field(json, 'delta') : undefined;
	if (!isObject(delta)) return undefined;
	const { text, thinking, partial_json: input } = delta;
	if (typeof input === 'string') return { tool_calls: [{ index, function: { arguments: input } }] };
	return { content: text ?? '', reasoning: thinking ?? '' };
}

/** OpenAI's Responses API: a text, a thought or the input of a tool goes on. */
function responsesPiece(type: string, json: JsonObject): JsonObject | undefined {
	const index = numberField(json, 'output_index') ?? 0;
	if (type === 'response.output_item.added') {
		const { type: kind, call_id: id, name } = isObject(json['item']) ? json['item'] : {};
		if (kind !== 'function_call') return undefined;
		return { tool_calls: [{ index, id, function: { name, arguments: '' } }] };
	}
	// One thought after the other.
	if (type === 'response.reasoning_summary_part.added')
		return { reasoning: (numberField(json, 'summary_index') ?? 0) > 0 ? '\n\n' : '' };
	const delta = field(json, 'delta');
	const what = /^response\.(\w+)\.delta$/.exec(type)?.[1] ?? '';
	if (typeof delta !== 'string') return undefined;
	if (/^(?:output_)?text$|^refusal$|^content_part$/.test(what)) return { content: delta };
	if (/^reasoning/.test(what)) return { reasoning: delta };
	return what === 'function_call_arguments'
		? { tool_calls: [{ index, function: { arguments: delta } }] }
		: undefined;
}

/** Cohere's own API, the newer one and the older. */
function coherePiece(type: string, json: JsonObject): JsonObject | undefined {
	if (json['event_type'] === 'text-generation') return { content: json['text'] };
	if (type !== 'content-delta' && type !== 'content-start') return undefined;
	const content = field(field(field(json, 'delta'), 'message'), 'content');
	return isObject(content)
		? { content: content['text'] ?? '', reasoning: content['thinking'] ?? '' }
		: undefined;
}

/** Bedrock's own API. */
function bedrockPiece(json: JsonObject): JsonObject | undefined {
	const started = field(field(field(json, 'contentBlockStart'), 'start'), 'toolUse');
	const block = field(json, 'contentBlockDelta') ?? field(json, 'contentBlockStart');
	const index = numberField(block, 'contentBlockIndex') ?? 0;
	if (isObject(started)) {
		const { toolUseId: id, name } = started;
		return { tool_calls: [{ index, id, function: { name, arguments: '' } }] };
	}
	const delta = field(block, 'delta');
	if (!isObject(delta)) return undefined;
	const input = field(delta['toolUse'], 'input');
	return input === undefined
		? { content: [delta] }
		: { tool_calls: [{ index, function: { arguments: input } }] };
}

/** Ollama's own API, for chats and for completions, and that of Workers AI, which is like the latter. */
function ollamaPiece(json: JsonObject): JsonObject | undefined {
	const { message, response, done, done_reason: reason, thinking } = json;
	const isChat = isObject(message) && typeof done === 'boolean';
	if (!isChat && (typeof response !== 'string' || !isPlain(json) || isOfFailure(json, response)))
		return undefined;
	const end = done === true ? { finish_reason: reason } : {};
	return isChat ? { ...message, ...end } : { content: response, reasoning: thinking ?? '', ...end };
}

/** Whether a bare "response" stands beside a sentence that tells of a failure: as its number, or empty beside any. */
function isOfFailure(json: JsonObject, response: string): boolean {
	const sentence = sentenceOf(json);
	return sentence !== '' && (/^\d*$/.test(response.trim()) || TROUBLE.test(sentence));
}

/** llama.cpp's own API, and that of TGI. */
function completionPiece(json: JsonObject): JsonObject | undefined {
	const { content, stop, token } = json;
	if (typeof content === 'string' && typeof stop === 'boolean') return { content };
	const text = stringField(token, 'text');
	if (text === undefined || !('generated_text' in json)) return undefined;
	return {
		content: field(token, 'special') === true ? '' : text,
		finish_reason: field(json['details'], 'finish_reason'),
	};
}

/** Whether an object is not said to be anything in particular, such as what a tool answered. */
function isPlain(json: JsonObject): boolean {
	return kindsOf(json).length === 0 && !isOfTool(json);
}

/** A whole message, as a choice of chat completions has it. Where it is not new, its pieces are told from it later. */
function messageIn(json: JsonObject, { hasBegun, hasText }: ReplySoFar): JsonObject | undefined {
	const response = [json, field(json, 'response')].find(isResponse);
	if (response !== undefined) {
		const items = listField(response, 'output').filter(
			(item) => !hasBegun || field(item, 'type') !== 'reasoning',
		);
		return hasText ? undefined : { content: items.flatMap(partsOfItem) };
	}
	if (json['type'] === 'response.output_text.done' && !hasText) return { content: json['text'] };
	const output = field(json, 'output');
	const message = [json, field(json, 'message'), field(output, 'message')].find(isMessage);
	if (message !== undefined) return message;
	const { generated_text: generated } = json;
	const text = generated ?? field(output, 'text');
	if (typeof text !== 'string' || !isPlain(json)) return undefined;
	return { content: text, finish_reason: field(output, 'finish_reason') };
}

/** Of the Responses API. */
function isResponse(json: unknown): json is JsonObject {
	return isObject(json) && json['object'] === 'response' && Array.isArray(json['output']);
}

function partsOfItem(item: unknown): readonly unknown[] {
	switch (field(item, 'type')) {
		case 'message':
			return listField(item, 'content');
		case 'image_generation_call':
			return [{ type: 'image_generation', result: field(item, 'result') }];
		case 'reasoning':
		case 'function_call':
			return [item];
		default:
			return [];
	}
}

/** Claude's and Cohere's, Bedrock's, and a bare one. */
function isMessage(json: unknown): json is JsonObject {
	if (!isObject(json) || json['role'] !== 'assistant') return false;
	return typeof json['content'] === 'string' || Array.isArray(json['content']);
}

/** Gemini's own API has candidates for choices, with their parts. */
function candidatesIn(json: JsonObject): readonly JsonObject[] {
	const holder = [json, field(json, 'response')].find(
		(one) => listField(one, 'candidates').length > 0,
	);
	return listField(holder, 'candidates')
		.filter(isObject)
		.map(({ content, finishReason: reason, index }, place) => ({
			index: index ?? place,
			delta: { content: listField(content, 'parts') },
			...(reason === undefined ? {} : { finish_reason: reason }),
		}));
}
