import { Ajv, type ErrorObject } from 'ajv';

/** A chat request that has passed the schema. */
export interface ChatBody {
	readonly model: string;
	readonly messages: readonly ChatMessage[];
	readonly stream?: boolean;
	readonly models?: readonly string[];
	readonly [field: string]: unknown;
}

export interface ChatMessage {
	readonly role: 'system' | 'user' | 'assistant' | 'tool';
	readonly content: string | readonly ChatPart[];
	readonly name?: string;
	readonly tool_calls?: readonly {
		readonly id: string;
		readonly function: { readonly name: string; readonly arguments: string };
	}[];
	readonly tool_call_id?: string;
}

export type ChatPart =
	| { readonly type: 'text'; readonly text: string }
	| {
			readonly type: 'image_url';
			readonly image_url: { readonly url: string; readonly detail?: string };
	  };

const number = (minimum: number, maximum: number) => ({ type: 'number', minimum, maximum });
const integer = (minimum?: number) => ({
	type: 'integer',
	...(minimum === undefined ? {} : { minimum }),
});
const string = { type: 'string' };
const boolean = { type: 'boolean' };
const strings = { type: 'array', items: string };
const oneOfStrings = (...values: string[]) => ({ type: 'string', enum: values });
const exactly = (properties: object, required: readonly string[] = []) => ({
	type: 'object',
	properties,
	required,
	additionalProperties: false,
});

/** An address, or the image itself in one of the four formats; no longer than 20 MB are in base64. */
const imageAddress = {
	type: 'string',
	pattern: '^(https?://|data:image/(png|jpeg|webp|gif);base64,[A-Za-z0-9+/])',
	maxLength: 28_000_000,
};

const message = exactly(
	{
		role: oneOfStrings('user', 'assistant', 'system', 'tool'),
		name: string,
		tool_call_id: string,
		tool_calls: {
			type: 'array',
			minItems: 1,
			items: exactly(
				{
					id: string,
					type: { const: 'function' },
					function: exactly({ name: string, arguments: string }, ['name', 'arguments']),
				},
				['id', 'type', 'function'],
			),
		},
		content: {
			type: ['string', 'array'],
			items: {
				type: 'object',
				required: ['type'],
				discriminator: { propertyName: 'type' },
				oneOf: [
					exactly({ type: { const: 'text' }, text: string }, ['type', 'text']),
					exactly(
						{
							type: { const: 'image_url' },
							image_url: exactly({ url: imageAddress, detail: string }, ['url']),
						},
						['type', 'image_url'],
					),
				],
			},
		},
	},
	['role', 'content'],
);

const provider = exactly({
	order: strings,
	only: strings,
	ignore: strings,
	quantizations: strings,
	allow_fallbacks: boolean,
	require_parameters: boolean,
	data_collection: oneOfStrings('allow', 'deny'),
	zdr: boolean,
	sort: oneOfStrings('price', 'throughput', 'latency'),
	max_price: { type: 'object' },
});

/**
 * The body of POST /chat/completions: the published API's fields and ranges as constraints. Stricter than the real server,
 * which takes null for an unset parameter and ignores fields it does not know, so that a client's slip does not pass unseen.
 */
const CHAT_REQUEST_SCHEMA = exactly(
	{
		model: { type: 'string', minLength: 1 },
		models: strings,
		messages: { type: 'array', minItems: 1, items: message },
		stream: boolean,
		stream_options: exactly({ include_usage: boolean }),
		usage: exactly({ include: boolean }),
		temperature: number(0, 2),
		top_p: number(0, 1),
		top_k: integer(0),
		min_p: number(0, 1),
		top_a: number(0, 1),
		frequency_penalty: number(-2, 2),
		presence_penalty: number(-2, 2),
		repetition_penalty: number(0, 2),
		max_tokens: integer(1),
		max_completion_tokens: integer(1),
		seed: integer(),
		stop: { type: ['string', 'array'], items: string, minItems: 1, maxItems: 4 },
		logit_bias: { type: 'object', additionalProperties: number(-100, 100) },
		logprobs: boolean,
		top_logprobs: { type: 'integer', minimum: 0, maximum: 20 },
		response_format: {
			type: 'object',
			required: ['type'],
			properties: { type: oneOfStrings('text', 'json_object', 'json_schema', 'grammar', 'python') },
		},
		reasoning: exactly({
			effort: oneOfStrings('max', 'xhigh', 'high', 'medium', 'low', 'minimal', 'none'),
			max_tokens: integer(1),
			exclude: boolean,
			enabled: boolean,
		}),
		reasoning_effort: oneOfStrings('max', 'xhigh', 'high', 'medium', 'low', 'minimal', 'none'),
		verbosity: oneOfStrings('low', 'medium', 'high', 'xhigh', 'max'),
		plugins: {
			type: 'array',
			items: { type: 'object', required: ['id'], properties: { id: string, enabled: boolean } },
		},
		provider,
		metadata: { type: 'object', maxProperties: 16, additionalProperties: string },
		session_id: { type: 'string', maxLength: 256 },
		user: string,
		tools: {
			type: 'array',
			minItems: 1,
			items: exactly(
				{
					type: { const: 'function' },
					function: exactly({ name: string, description: string, parameters: { type: 'object' } }, [
						'name',
					]),
				},
				['type', 'function'],
			),
		},
		tool_choice: oneOfStrings('none', 'auto', 'required'),
	},
	['model', 'messages'],
);

const ajv = new Ajv({ discriminator: true, allowUnionTypes: true });

const isChatBody = ajv.compile<ChatBody>(CHAT_REQUEST_SCHEMA);

/** The body if it keeps to the schema, else what is wrong with it, e.g. "body/temperature must be <= 2". */
export function checkChatBody(
	body: unknown,
): { readonly chat: ChatBody } | { readonly problem: string } {
	if (isChatBody(body)) {
		const problem = toolProblem(body.messages) ?? logprobsProblem(body);
		return problem === undefined ? { chat: body } : { problem };
	}
	const error = isChatBody.errors?.[0];
	return { problem: error === undefined ? 'body is not a chat request' : describe(error) };
}

/** Alternatives are to what is asked for. */
function logprobsProblem(body: ChatBody): string | undefined {
	if (body['top_logprobs'] === undefined || body['logprobs'] === true) return undefined;
	return 'body/top_logprobs must come with logprobs true';
}

/** Servers want every call answered, right after the message that makes it, and no answer to what was not called. */
function toolProblem(messages: readonly ChatMessage[]): string | undefined {
	let open = new Set<string>();
	for (const [index, { role, tool_call_id: id = '', tool_calls = [] }] of messages.entries()) {
		const at = `body/messages/${index}`;
		if (role === 'tool') {
			if (!open.delete(id)) return `${at} answers no call of the assistant message before it`;
			continue;
		}
		if (open.size > 0) return `${at} comes before the answer to the call "${[...open][0]}"`;
		const ids = tool_calls.map((call) => call.id);
		open = new Set(ids);
		if (ids.length > 0 && role !== 'assistant') return `${at} calls tools as ${role}`;
		if (open.size < ids.length) return `${at} has two calls by one id`;
	}
	return open.size === 0 ? undefined : `body/messages has no answer to the call "${[...open][0]}"`;
}

function describe(error: ErrorObject): string {
	const at = `body${error.instancePath}`;
	const { additionalProperty, allowedValues } = error.params;
	if (typeof additionalProperty === 'string') {
		return `${at} must not have the property "${additionalProperty}"`;
	}
	const allowed = Array.isArray(allowedValues) ? `: ${allowedValues.join(', ')}` : '';
	return `${at} ${error.message ?? 'is not valid'}${allowed}`;
}
