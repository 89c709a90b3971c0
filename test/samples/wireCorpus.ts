import type { FailureKind, Usage } from '../../src/shared/conversation/messages.ts';

/** What a server sends for one request, and what is to be read of it. */
export interface WireSample {
	/** Who sends it, and what is peculiar to it. */
	readonly name: string;
	/** 200 unless it says otherwise. */
	readonly status?: number;
	/** "text/event-stream" for a stream, "application/json" for everything else, unless it says otherwise. */
	readonly type?: string;
	readonly body: string;
	readonly text?: string;
	readonly reasoning?: string;
	readonly finish?: string;
	readonly usage?: Partial<Usage>;
	/** What came beside the text, by its types and names. */
	readonly extras?: readonly string[];
	readonly error?: { readonly kind: FailureKind; readonly words: RegExp };
}

type Json = Readonly<Record<string, unknown>>;

function event(data: unknown): string {
	return `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
}

function chunk(delta: unknown, finish: string | null = null, more: Json = {}): Json {
	return {
		id: 'chatcmpl-1',
		object: 'chat.completion.chunk',
		created: 1_790_000_000,
		model: 'maker/model',
		choices: [{ index: 0, delta, finish_reason: finish, ...more }],
	};
}

const say = (content: unknown) => chunk({ content });
const stop = chunk({}, 'stop');

function stream(...data: readonly unknown[]): string {
	return [...data, '[DONE]'].map(event).join('');
}

function whole(message: unknown, more: Json = {}): string {
	return JSON.stringify({
		id: 'chatcmpl-1',
		object: 'chat.completion',
		choices: [{ index: 0, message, finish_reason: 'stop' }],
		...more,
	});
}

function failure(status: number, body: unknown, kind: FailureKind, words: RegExp) {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return { status, body: text, error: { kind, words } };
}

const COUNTS = { prompt_tokens: 9, completion_tokens: 4, total_tokens: 13 };
const count = (more: Json = {}): Json => ({ choices: [], usage: { ...COUNTS, ...more } });
const TEXT = 'Blue and “grün” 🫐.';
const RESPONSE = {
	type: 'response.completed',
	response: {
		object: 'response',
		status: 'completed',
		output: [
			{ type: 'reasoning', summary: [{ type: 'summary_text', text: 'Look up.' }] },
			{ type: 'message', content: [{ type: 'output_text', text: TEXT }] },
		],
	},
};
const PIECES = ['Blue', ' and “grün”', ' 🫐.'].map(say);
const answered = { text: TEXT, finish: 'stop' };

/** Streams and whole answers. */
const REPLIES: readonly WireSample[] = [
	{
		name: 'OpenRouter: comments first, the finish twice, the cost last',
		body: `: OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\n${stream(...PIECES, stop, {
			...stop,
			usage: { ...COUNTS, cost: 0.0000125, is_byok: false },
		})}`,
		...answered,
		usage: { ...COUNTS, cost: 0.0000125, is_byok: false },
	},
	{
		name: 'OpenRouter: reasoning in two fields alike',
		body: stream(
			chunk({
				content: '',
				reasoning: 'Sky',
				reasoning_details: [{ type: 'reasoning.text', text: 'Sky' }],
			}),
			...PIECES,
			stop,
		),
		...answered,
		reasoning: 'Sky',
	},
	{
		name: 'OpenRouter: an error in mid-reply',
		body:
			event(say('Blue')) +
			event({ ...chunk({}, 'error'), error: { code: 502, message: 'Provider hung up' } }),
		text: 'Blue',
		error: { kind: 'server', words: /Provider hung up/ },
	},
	{
		name: 'Ollama: a fingerprint, usage without choices',
		body: stream(...PIECES, { ...stop, system_fingerprint: 'fp_ollama' }, count()),
		...answered,
		usage: COUNTS,
	},
	{
		name: 'Ollama: an error as an event of its own',
		body:
			event(say('Blue')) +
			event({
				error: { message: 'an error was encountered while running the model', type: 'api_error' },
			}),
		text: 'Blue',
		error: { kind: 'server', words: /encountered while running/ },
	},
	{
		name: 'llama.cpp: content null at first, timings in the last chunk',
		body: stream(
			chunk({ role: 'assistant', content: null }),
			...PIECES,
			{ ...chunk({}, 'stop'), timings: { predicted_n: 4 } },
			count({ prompt_tokens_details: { cached_tokens: 8 } }),
		),
		...answered,
		usage: { ...COUNTS, cached_tokens: 8 },
	},
	{
		name: 'llama.cpp: reasoning_content',
		body: stream(
			chunk({ reasoning_content: 'Look' }),
			chunk({ reasoning_content: ' up.' }),
			...PIECES,
			stop,
		),
		...answered,
		reasoning: 'Look up.',
	},
	{
		name: 'llama.cpp of old: an error field in the stream',
		body: `${event(say('Blue'))}error: {"code":500,"message":"slot unavailable","type":"server_error"}\n\n`,
		text: 'Blue',
		error: { kind: 'server', words: /slot unavailable/ },
	},
	{
		name: 'LM Studio: an error event with a name',
		body: `${event(say('Blue'))}event: error\ndata: {"error":{"message":"The model has crashed"}}\n\n`,
		text: 'Blue',
		error: { kind: 'server', words: /crashed/ },
	},
	{
		name: 'vLLM: thinking in tags where no parser is set',
		body: stream(
			...['<think>', '\nLook up', '.\n</', 'think>', '\n\n'].map(say),
			...PIECES,
			stop,
			count(),
		),
		...answered,
		reasoning: 'Look up.',
		usage: COUNTS,
	},
	{
		name: 'vLLM: the end of a thought whose beginning is in the template',
		body: stream(...['Look', ' up.\n', '</think>\n\n'].map(say), ...PIECES, stop),
		...answered,
		reasoning: 'Look up.\n',
	},
	{
		name: 'LiteLLM: a whole answer to a request for a stream',
		type: 'application/json',
		body: whole({ role: 'assistant', content: TEXT, tool_calls: null }, { usage: COUNTS }),
		...answered,
		usage: COUNTS,
	},
	{
		name: 'Groq: usage in a field of its own, too',
		body: stream(
			...PIECES,
			{ ...stop, x_groq: { id: 'r', usage: COUNTS } },
			{ ...count(), x_groq: {} },
		),
		...answered,
		usage: COUNTS,
	},
	{
		name: 'Together: numbers of tokens and the text once more beside the delta',
		body: stream(
			...['Blue', ' and “grün”', ' 🫐.'].map((content) =>
				chunk({ content, token_id: 7 }, null, { text: content, logprobs: null }),
			),
			{ ...chunk({ content: '' }, 'eos', { text: '' }), usage: COUNTS },
		),
		text: TEXT,
		finish: 'eos',
		usage: COUNTS,
	},
	{
		name: 'OpenAI: a refusal',
		body: stream(
			chunk({ content: null, refusal: 'I cannot' }),
			chunk({ refusal: ' do that.' }),
			stop,
			count({ completion_tokens_details: { reasoning_tokens: 2 } }),
		),
		text: 'I cannot do that.',
		finish: 'stop',
		usage: { ...COUNTS, reasoning_tokens: 2 },
	},
	{
		name: 'OpenAI: a tool',
		body: stream(
			chunk({
				tool_calls: [
					{ index: 0, id: 'c', type: 'function', function: { name: 'look_up', arguments: '' } },
				],
			}),
			chunk({ tool_calls: [{ index: 0, function: { arguments: '{}' } }] }),
			chunk({}, 'tool_calls'),
		),
		finish: 'tool_calls',
		extras: ['toolCall look_up'],
	},
	{
		name: 'Azure: filters before the first choice',
		body: stream(
			{ choices: [], prompt_filter_results: [{ prompt_index: 0 }] },
			chunk({ role: 'assistant', content: '' }),
			...PIECES,
			stop,
		),
		...answered,
	},
	{
		name: 'Azure: filtered in mid-reply',
		body: stream(say('Blue'), chunk({}, 'content_filter')),
		text: 'Blue',
		finish: 'content_filter',
	},
	{
		name: 'DeepSeek: comments that keep the connection, CRLF',
		body: `: keep-alive\n\n${stream(chunk({ reasoning_content: 'Look up.', content: null }), ...PIECES, { ...stop, usage: COUNTS })}`.replaceAll(
			'\n',
			'\r\n',
		),
		...answered,
		reasoning: 'Look up.',
		usage: COUNTS,
	},
	{
		name: 'Mistral: thoughts in a list of parts',
		body: stream(
			say([{ type: 'thinking', thinking: [{ type: 'text', text: 'Look' }] }]),
			say([
				{ type: 'thinking', thinking: [{ type: 'text', text: ' up.' }] },
				{ type: 'text', text: 'Blue' },
			]),
			...PIECES.slice(1),
			stop,
		),
		...answered,
		reasoning: 'Look up.',
	},
	{
		name: 'Mistral: cut off at the length of the model',
		body: stream(say('Blue'), chunk({ content: '' }, 'model_length')),
		text: 'Blue',
		finish: 'model_length',
	},
	{
		name: 'Magistral: thinking in brackets',
		body: stream(...['[THI', 'NK]Look up.[/', 'THINK]'].map(say), ...PIECES, stop),
		...answered,
		reasoning: 'Look up.',
	},
	{
		name: 'Perplexity: all of the message with each chunk, the cost in parts',
		body: stream(
			chunk({ content: 'Blue' }, null, { message: { content: 'Blue' } }),
			chunk({ content: ' and “grün”' }, null, { message: { content: 'Blue and “grün”' } }),
			{
				...chunk({ content: ' 🫐.' }, 'stop', { message: { content: TEXT } }),
				usage: { ...COUNTS, cost: { request_cost: 0.005, total_cost: 0.00513 } },
			},
		),
		...answered,
		usage: { ...COUNTS, cost: 0.00513 },
	},
	{
		name: 'Venice: the cost beside the usage',
		body: stream(...PIECES, stop, { ...count(), cost: { usd: 0.0004, diem: 0.0004 } }),
		...answered,
		usage: { ...COUNTS, cost: 0.0004 },
	},
	{
		name: 'xAI: the cost in ticks',
		body: stream(...PIECES, stop, count({ cost_in_usd_ticks: 1_234_500 })),
		...answered,
		usage: { ...COUNTS, cost: 0.00012345 },
	},
	{
		name: 'DeepInfra: the cost by another name',
		body: stream(...PIECES, { ...stop, usage: { ...COUNTS, estimated_cost: 0.0000021 } }),
		...answered,
		usage: { ...COUNTS, cost: 0.0000021 },
	},
	{
		name: 'Cloudflare: tokens that look like numbers',
		body: stream(...['Pay €', 0.5, ' (', 2, ').'].map(say), stop),
		text: 'Pay €0.5 (2).',
		finish: 'stop',
	},
	{
		name: 'Cortex: reasoning in its details alone',
		body: stream(
			chunk({ content: '', reasoning_details: [{ type: 'reasoning.text', text: 'Look up.' }] }),
			...PIECES,
			stop,
		),
		...answered,
		reasoning: 'Look up.',
	},
	{
		name: 'Z.ai: broken off for want of the network',
		body: stream(say('Blue'), chunk({}, 'network_error')),
		text: 'Blue',
		finish: 'network_error',
		error: { kind: 'server', words: /./ },
	},
	{
		name: 'sse-starlette: pings with the time',
		body: `${event(say('Blue'))}event: ping\ndata: 2026-11-20 12:00:00.123\n\n${stream(...PIECES.slice(1), stop)}`,
		...answered,
	},
	{
		name: 'a proxy that leaves out the blank lines',
		body: `${[...PIECES, stop].map((one) => `data: ${JSON.stringify(one)}`).join('\n')}\ndata: [DONE]\n`,
		...answered,
	},
	{
		name: 'a proxy that has all of the text in the last chunk again',
		body: stream(...PIECES, chunk({ content: TEXT }, 'stop')),
		...answered,
	},
	{
		name: 'a server that cuts a character in two',
		body: stream(say('Blue and “grün” \ud83e'), say('\uded0.'), stop),
		...answered,
	},
	{
		name: 'Gemini by OpenRouter: an image',
		body: stream(
			chunk({
				content: '',
				images: [
					{
						type: 'image_url',
						image_url: { url: 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=' },
					},
				],
			}),
			stop,
		),
		finish: 'stop',
		extras: ['image'],
	},
	{
		name: 'an older completion, with its text in the choice',
		type: 'application/json',
		body: JSON.stringify({
			choices: [{ index: 0, text: TEXT, finish_reason: 'stop' }],
			usage: COUNTS,
		}),
		...answered,
		usage: COUNTS,
	},
];

/** Answers that are errors, by their status or in spite of it. */
const FAILURES: readonly WireSample[] = [
	{
		name: 'OpenRouter: no credit',
		...failure(
			402,
			{ error: { code: 402, message: 'Insufficient credits. Add more.' } },
			'noCredit',
			/Insufficient credits/,
		),
	},
	{
		name: 'Ollama: a model that is not there',
		...failure(
			404,
			{
				error: { message: 'model "mine" not found, try pulling it first', type: 'not_found_error' },
			},
			'modelUnavailable',
			/try pulling it/,
		),
	},
	{
		name: 'llama.cpp: too long, with both numbers',
		...failure(
			400,
			{
				error: {
					code: 400,
					message: 'the request exceeds the available context size',
					type: 'exceed_context_size_error',
					n_prompt_tokens: 9000,
					n_ctx: 4096,
				},
			},
			'contextTooLong',
			/exceeds the available context size/,
		),
	},
	{
		name: 'llama.cpp: still loading',
		...failure(
			503,
			{ error: { code: 503, message: 'Loading model', type: 'unavailable_error' } },
			'server',
			/Loading model/,
		),
	},
	{
		name: 'LM Studio: nothing loaded',
		...failure(
			404,
			{ error: 'No models loaded. Please load a model in the developer page.' },
			'modelUnavailable',
			/No models loaded/,
		),
	},
	{
		name: 'vLLM: more tokens asked for than there is room',
		...failure(
			400,
			{
				object: 'error',
				message:
					"'max_tokens' or 'max_completion_tokens' is too large: 6000. This model's maximum context length is 4096 tokens and your request has 20 input tokens (6000 > 4096 - 20).",
				type: 'BadRequestError',
				code: 400,
			},
			'badParameter',
			/too large: 6000/,
		),
	},
	{
		name: 'LiteLLM: the key is wrong',
		...failure(
			401,
			{
				error: {
					message: 'Authentication Error, invalid proxy server token passed',
					type: 'auth_error',
					code: '401',
				},
			},
			'badKey',
			/Authentication Error/,
		),
	},
	{
		name: 'Groq: too many requests',
		...failure(
			429,
			{
				error: {
					message: 'Rate limit reached for model `m`. Try again in 3s.',
					type: 'tokens',
					code: 'rate_limit_exceeded',
				},
			},
			'rateLimit',
			/Rate limit reached/,
		),
	},
	{
		name: 'OpenAI: billing is off, told with 429',
		...failure(
			429,
			{
				error: {
					message: 'Your account is not active, please check your billing details.',
					code: 'billing_not_active',
				},
			},
			'noCredit',
			/not active/,
		),
	},
	{
		name: 'Azure: a content filter’s error inside a 200',
		...failure(
			200,
			{
				error: {
					message:
						'The response was filtered due to the prompt triggering the content management policy.',
					code: 'content_filter',
					param: 'prompt',
					status: 400,
				},
			},
			'moderation',
			/was filtered/,
		),
	},
	{
		name: 'Fastify: the reason phrase beside the words',
		...failure(
			400,
			{ statusCode: 400, error: 'Bad Request', message: 'body/temperature must be <= 2' },
			'badParameter',
			/must be <= 2/,
		),
	},
	{
		name: 'Express: the name of the error beside its words',
		...failure(
			500,
			{ error: 'TypeError', message: 'Cannot read properties of undefined', status: 500 },
			'server',
			/Cannot read properties/,
		),
	},
	{
		name: 'Portkey: a message within the message',
		...failure(
			400,
			{
				error: {
					message: {
						message: "This model's maximum context length is 8192 tokens.",
						code: 'context_length_exceeded',
					},
					code: null,
				},
			},
			'contextTooLong',
			/8192 tokens/,
		),
	},
	{
		name: 'Cloudflare: a list of errors',
		...failure(
			400,
			{ success: false, errors: [{ code: 5007, message: 'No such model @cf/x or task' }] },
			'modelUnavailable',
			/No such model/,
		),
	},
	{
		name: 'KoboldCpp: the words in a detail',
		...failure(
			503,
			{ detail: { msg: 'Server is busy; please try again later.', type: 'service_unavailable' } },
			'server',
			/Server is busy/,
		),
	},
	{
		name: 'Moonshot: no balance, told with 429',
		...failure(
			429,
			{
				error: {
					type: 'exceeded_current_quota_error',
					message: 'Your account is suspended due to insufficient balance',
				},
			},
			'noCredit',
			/insufficient balance/,
		),
	},
	{
		name: 'a proxy: a page',
		...failure(
			502,
			'<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>',
			'server',
			/Bad Gateway/,
		),
	},
	{
		name: 'Groq: a stream that stops early says why in a part of its own',
		body: stream(say('Blue'), {
			choices: [],
			x_groq: { id: 'req_1', error: 'The worker went away.' },
		}),
		text: 'Blue',
		error: { kind: 'server', words: /worker went away/ },
	},
	{
		name: 'Groq: so it does beside a choice',
		body: stream(say('Blue'), { ...stop, x_groq: { error: 'Over capacity here.' } }),
		text: 'Blue',
		finish: 'stop',
		error: { kind: 'server', words: /Over capacity here/ },
	},
	{
		name: 'SGLang: why it stopped stands in the reason',
		body: stream(
			say('Blue'),
			chunk({}, null, {
				finish_reason: {
					type: 'abort',
					message: 'Input length (5000 tokens) exceeds the maximum allowed length (4090 tokens).',
					status_code: 400,
					err_type: 'BadRequestError',
				},
			}),
		),
		text: 'Blue',
		finish: 'abort',
		error: { kind: 'contextTooLong', words: /5,?000/ },
	},
	{
		name: 'Gemini: a call that it wrote badly is no filter',
		body: stream(chunk({ role: 'assistant' }, 'function_call_filter: MALFORMED_FUNCTION_CALL')),
		finish: 'function_call_filter: MALFORMED_FUNCTION_CALL',
		error: { kind: 'server', words: /MALFORMED_FUNCTION_CALL/ },
	},
	{
		name: 'Gemini: what it may not say is one',
		body: stream(say('Blue'), chunk({}, 'content_filter: PROHIBITED_CONTENT')),
		text: 'Blue',
		finish: 'content_filter: PROHIBITED_CONTENT',
	},
	{
		name: 'Bedrock behind a gateway: too often, told with 500',
		...failure(
			500,
			{ detail: 'An error occurred (ThrottlingException): Too many tokens, please wait.' },
			'rateLimit',
			/ThrottlingException/,
		),
	},
	{
		name: 'Bedrock: a model that the account has not',
		...failure(
			403,
			{ Message: "You don't have access to the model with the specified model ID." },
			'modelUnavailable',
			/have access to the model/,
		),
	},
	{
		name: 'text-generation-webui: no model, told with 500',
		...failure(
			500,
			{ detail: 'No model is currently loaded' },
			'modelUnavailable',
			/No model is currently loaded/,
		),
	},
	{
		name: 'MLX: a model that it cannot fetch',
		...failure(
			404,
			{ error: '404 Client Error. Repository Not Found for url: https://a.example/models/x' },
			'modelUnavailable',
			/Repository Not Found/,
		),
	},
	{
		name: 'GitHub Models: how long to wait',
		...failure(
			429,
			{ error: { code: 'RateLimitReached', message: 'Please wait 42 seconds before retrying.' } },
			'rateLimit',
			/Try again in 42 s\./,
		),
	},
	{
		name: 'a proxy: a request that is too large',
		type: 'text/html',
		...failure(
			413,
			'<html><head><title>413 Request Entity Too Large</title></head><body></body></html>',
			'badRequest',
			/Request Entity Too Large/,
		),
	},
	{
		name: 'Z.ai: a sentence that has its own full stop',
		...failure(
			400,
			{ error: { code: '1214', message: '参数有误，请检查文档。' } },
			'badRequest',
			/文档。(?!\.)/,
		),
	},
	{
		name: 'a proxy: its failure as a line without a frame',
		body: `${event(say('Blue'))}{"error":{"message":"The upstream went away.","code":500}}`,
		text: 'Blue',
		error: { kind: 'server', words: /upstream went away/ },
	},
	{
		name: 'a proxy: so it stands between two events',
		body: `${event(say('Blue')).trimEnd()}\n{"error":{"message":"The upstream went away."}}\n${event(stop)}`,
		text: 'Blue',
		error: { kind: 'server', words: /upstream went away/ },
	},
	{
		name: 'a proxy in PHP: the list of choices as an object, in a stream',
		body: stream(
			{ choices: { 0: { index: 0, delta: { content: 'Blue' }, finish_reason: null } } },
			{ choices: { index: 0, delta: { content: '.' }, finish_reason: 'stop' } },
		),
		text: 'Blue.',
		finish: 'stop',
	},
	{
		name: 'a proxy in PHP: the list of choices as an object, in a whole answer',
		body: JSON.stringify({
			choices: { 0: { index: 0, message: { content: 'Blue.' }, finish_reason: 'stop' } },
			usage: COUNTS,
		}),
		text: 'Blue.',
		finish: 'stop',
		usage: COUNTS,
	},
	{
		name: 'a part without its frame within a stream',
		body: `${event(say('Blue'))}${JSON.stringify(say('!'))}\n\n${event(stop)}data: {\ndata: "choices": []\ndata: }\n\n`,
		text: 'Blue!',
		finish: 'stop',
	},
	{
		name: 'a server that counts its choices from 1',
		body: stream(
			...['Blue', ' and “grün”', ' 🫐.'].map((content) => ({
				choices: [{ index: 1, delta: { content }, finish_reason: null }],
			})),
			{ choices: [{ index: 1, delta: {}, finish_reason: 'stop' }] },
			count(),
		),
		...answered,
		usage: COUNTS,
	},
	{
		name: 'such a server, all in one part',
		body: stream({ choices: [{ index: 1, delta: { content: TEXT }, finish_reason: 'stop' }] }),
		...answered,
	},
	{
		name: 'Responses API: a whole answer',
		body: JSON.stringify({
			id: 'resp_1',
			object: 'response',
			status: 'completed',
			output: [
				{ type: 'reasoning', summary: [{ type: 'summary_text', text: 'Look up.' }] },
				{ type: 'web_search_call', status: 'completed', action: { query: 'sky' } },
				{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text: TEXT }] },
				{ type: 'function_call', call_id: 'c', name: 'look_up', arguments: '{}' },
			],
			usage: { input_tokens: 9, output_tokens: 4, total_tokens: 13 },
		}),
		text: TEXT,
		reasoning: 'Look up.',
		usage: COUNTS,
		extras: ['toolCall look_up'],
	},
	{
		name: 'Responses API: a stream, at the end of which is all again',
		body: [
			{ type: 'response.created', response: { object: 'response', status: 'in_progress' } },
			{ type: 'response.reasoning_summary_text.delta', delta: 'Look up.' },
			{ type: 'response.output_text.delta', delta: 'Blue and “grün” ' },
			{ type: 'response.output_text.delta', delta: '🫐.' },
			{ type: 'response.output_text.done', text: TEXT },
			{
				type: 'response.completed',
				response: {
					object: 'response',
					status: 'completed',
					output: [{ type: 'message', content: [{ type: 'output_text', text: TEXT }] }],
					usage: { input_tokens: 9, output_tokens: 4, total_tokens: 13 },
				},
			},
		]
			.map((part) => `event: ${part.type}\n${event(part)}`)
			.join(''),
		text: TEXT,
		reasoning: 'Look up.',
		usage: COUNTS,
	},
	{
		name: 'Responses API: cut off',
		body:
			event({ type: 'response.output_text.delta', delta: 'Blue' }) +
			event({
				type: 'response.incomplete',
				response: { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } },
			}),
		text: 'Blue',
		finish: 'max_output_tokens',
	},
	{
		name: 'Claude: a whole message',
		body: JSON.stringify({
			type: 'message',
			role: 'assistant',
			content: [
				{ type: 'thinking', thinking: 'Look up.', signature: 'x' },
				{ type: 'text', text: TEXT },
			],
			stop_reason: 'end_turn',
			usage: { input_tokens: 9, output_tokens: 4 },
		}),
		text: TEXT,
		reasoning: 'Look up.',
		finish: 'end_turn',
		usage: COUNTS,
	},
	{
		name: 'Claude: a stream of blocks',
		body: [
			{ type: 'message_start', message: { content: [], usage: { input_tokens: 9 } } },
			{ type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '' } },
			{
				type: 'content_block_delta',
				index: 0,
				delta: { type: 'thinking_delta', thinking: 'Look up.' },
			},
			{ type: 'content_block_start', index: 1, content_block: { type: 'text', text: '' } },
			{ type: 'ping' },
			...['Blue', ' and “grün”', ' 🫐.'].map((text) => ({
				type: 'content_block_delta',
				index: 1,
				delta: { type: 'text_delta', text },
			})),
			{ type: 'content_block_stop', index: 1 },
			{
				type: 'content_block_start',
				index: 2,
				content_block: { type: 'tool_use', id: 't', name: 'look_up', input: {} },
			},
			{
				type: 'content_block_delta',
				index: 2,
				delta: { type: 'input_json_delta', partial_json: '{}' },
			},
			{ type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 4 } },
			{ type: 'message_stop' },
		]
			.map((part) => `event: ${part.type}\n${event(part)}`)
			.join(''),
		text: TEXT,
		reasoning: 'Look up.',
		finish: 'tool_use',
		usage: COUNTS,
		extras: ['toolCall look_up'],
	},
	{
		name: 'Gemini: a stream of candidates',
		body: [
			{
				candidates: [{ content: { parts: [{ text: 'Look up.', thought: true }], role: 'model' } }],
			},
			{ candidates: [{ content: { parts: [{ text: 'Blue and' }], role: 'model' } }] },
			{
				candidates: [{ content: { parts: [{ text: ' “grün” 🫐.' }] }, finishReason: 'MAX_TOKENS' }],
				usageMetadata: { promptTokenCount: 9, candidatesTokenCount: 4, totalTokenCount: 13 },
			},
		]
			.map(event)
			.join(''),
		text: TEXT,
		reasoning: 'Look up.',
		finish: 'MAX_TOKENS',
		usage: COUNTS,
	},
	{
		name: 'Gemini: its stream without alt=sse, a list of answers',
		body: JSON.stringify(
			['Blue', ' and “grün” 🫐.'].map((text) => ({
				candidates: [
					{ content: { parts: [{ text }] }, ...(text === 'Blue' ? {} : { finishReason: 'STOP' }) },
				],
			})),
		),
		text: TEXT,
		finish: 'STOP',
	},
	{
		name: 'Ollama’s own API: lines of JSON',
		type: 'application/x-ndjson',
		body: [
			{
				model: 'm',
				message: { role: 'assistant', content: '', thinking: 'Look up.' },
				done: false,
			},
			{ model: 'm', message: { role: 'assistant', content: TEXT }, done: false },
			{
				model: 'm',
				message: { role: 'assistant', content: '' },
				done: true,
				done_reason: 'stop',
				prompt_eval_count: 9,
				eval_count: 4,
			},
		]
			.map((part) => `${JSON.stringify(part)}\n`)
			.join(''),
		...answered,
		reasoning: 'Look up.',
		usage: COUNTS,
	},
	{
		name: 'Ollama’s own API: a whole completion',
		body: JSON.stringify({ model: 'm', response: TEXT, done: true, done_reason: 'length' }),
		text: TEXT,
		finish: 'length',
	},
	{
		name: 'Workers AI: its own API',
		body: stream(
			{ response: 'Blue and', p: 'abc' },
			{ response: ' “grün” 🫐.', p: 'a' },
			{ response: '', usage: COUNTS },
		),
		text: TEXT,
		usage: COUNTS,
	},
	{
		name: 'Workers AI: its own API, all at once',
		body: JSON.stringify({
			result: { response: TEXT, usage: COUNTS },
			success: true,
			errors: [],
			messages: [],
		}),
		text: TEXT,
		usage: COUNTS,
	},
	{
		name: 'llama.cpp’s own API',
		body: [
			{ content: 'Blue and', stop: false },
			{ content: ' “grün” 🫐.', stop: false },
			{ content: '', stop: true, stop_type: 'limit' },
		]
			.map(event)
			.join(''),
		text: TEXT,
		finish: 'limit',
	},
	{
		name: 'TGI’s own API',
		body: [
			{ index: 1, token: { id: 1, text: 'Blue and', special: false }, generated_text: null },
			{ index: 2, token: { id: 2, text: ' “grün” 🫐.', special: false }, generated_text: null },
			{
				index: 3,
				token: { id: 3, text: '</s>', special: true },
				generated_text: TEXT,
				details: { finish_reason: 'eos_token' },
			},
		]
			.map(event)
			.join(''),
		text: TEXT,
		finish: 'eos_token',
	},
	{
		name: 'Cohere: its own API',
		body: [
			{ type: 'message-start', delta: { message: { role: 'assistant', content: [] } } },
			{
				type: 'content-start',
				index: 0,
				delta: { message: { content: { type: 'text', text: '' } } },
			},
			{ type: 'content-delta', index: 0, delta: { message: { content: { text: TEXT } } } },
			{ type: 'content-end', index: 0 },
			{ type: 'message-end', delta: { finish_reason: 'COMPLETE' } },
		]
			.map(event)
			.join(''),
		text: TEXT,
		finish: 'COMPLETE',
	},
	{
		name: 'Bedrock: its own API',
		body: JSON.stringify({
			output: {
				message: {
					role: 'assistant',
					content: [{ reasoningContent: { reasoningText: { text: 'Look up.' } } }, { text: TEXT }],
				},
			},
			stopReason: 'end_turn',
			usage: { inputTokens: 9, outputTokens: 4, totalTokens: 13 },
		}),
		text: TEXT,
		reasoning: 'Look up.',
		finish: 'end_turn',
		usage: COUNTS,
	},
	{
		name: 'a gateway: messages without choices, piece by piece',
		body: stream(
			...['Blue', ' and “grün”', ' 🫐.'].map((content) => ({ role: 'assistant', content })),
		),
		text: TEXT,
	},
	{
		name: 'a gateway: messages without choices, each with all so far',
		body: stream(...['Blue and “grün”', TEXT].map((content) => ({ role: 'assistant', content }))),
		text: TEXT,
	},
	{
		name: 'Workers AI: its own API, with a token that looks like a number',
		body: 'data: {"response":"Pay "}\n\ndata: {"response":1.50,"p":"a"}\n\ndata: [DONE]\n\n',
		text: 'Pay 1.50',
	},
	{
		name: 'a proxy: what has no choices, beside the pieces of a reply',
		body: stream(say('Blue'), { response: 'Red', role: 'assistant', content: 'Red' }, stop),
		text: 'Blue',
		finish: 'stop',
	},
	{
		name: 'OpenRouter: the length of the reply is reached in thought, and told once more as an error',
		body: stream(
			chunk({ content: '', reasoning: 'Look' }),
			chunk({ content: '' }, 'length'),
			chunk({ content: '' }, 'length'),
			{ ...chunk({ content: '' }), error: { code: 400, message: 'Token limit reached' } },
			count(),
		),
		reasoning: 'Look',
		finish: 'length',
		usage: COUNTS,
	},
	{
		name: 'Bedrock: an exception under its name',
		body: event(say('Blue')) + event({ throttlingException: { message: 'Too many requests' } }),
		text: 'Blue',
		error: { kind: 'rateLimit', words: /Too many requests/ },
	},
	{
		name: 'a server: what it writes into a stream as it fails, without any frame',
		body: `${event(say('Blue'))}upstream connect error, reset before headers\n\n${event('[DONE]')}`,
		text: 'Blue',
		error: { kind: 'brokenStream', words: /and sent: “upstream connect error/ },
	},
	{
		name: 'so it does where nothing of a reply has come',
		type: 'text/event-stream',
		body: ': hello\n\nInternal Server Error\n\n',
		error: { kind: 'server', words: /failed: Internal Server Error/ },
	},
	{
		name: 'such a line before a reply that is whole',
		body: `Falling back to another worker\n\n${stream(...PIECES, stop)}`,
		...answered,
	},
	...[
		'provider: groq',
		'x-request-id: a-b',
		'timestamp: 2026-11-30T04:00:00Z',
		'# keep alive',
		'Processing request',
	].map((line) => ({
		name: `such a line before one that only the last word ends: ${line}`,
		body: `${line}\n${stream(...PIECES)}`,
		text: TEXT,
	})),
	{
		name: 'such a line with an exception, before a reply without an end',
		body: `RuntimeError: CUDA out of memory\n${stream(say('Blue'))}`,
		text: 'Blue',
		error: { kind: 'brokenStream', words: /CUDA out of memory/ },
	},
	...(
		[
			[{ response: '', message: 'You have no quota left' }, 'server'],
			[{ response: '', message: 'Model is not loaded', status: 'error' }, 'modelUnavailable'],
			[{ response: 500, message: 'Internal failure' }, 'server'],
			[{ result: { response: 500 }, message: 'Internal failure' }, 'server'],
		] as const
	).map(([answer, kind]) => ({
		name: `a bare response beside the sentence of a failure: ${JSON.stringify(answer)}`,
		body: JSON.stringify(answer),
		error: { kind, words: /./ },
	})),
	...['length', 'stop'].map((finish) => ({
		name: `a tool that failed before a thought with which the reply ends: ${finish}`,
		body: stream(
			{ type: 'tool_result', error: 'no such site' },
			chunk({ reasoning: 'Look up.' }),
			chunk({}, finish),
		),
		reasoning: 'Look up.',
		finish,
	})),
	...[[{ type: 'response.output_text.done', text: TEXT }, RESPONSE], [RESPONSE]].map((parts) => ({
		name: `Responses API: thoughts in pieces, and the text in none (${parts.length})`,
		body: [{ type: 'response.reasoning_summary_text.delta', delta: 'Look up.' }, ...parts]
			.map(event)
			.join(''),
		text: TEXT,
		reasoning: 'Look up.',
	})),
	{
		name: 'a proxy: words of a failure as data',
		body: event('Error: the backend died') + event('[DONE]'),
		error: { kind: 'server', words: /failed: Error: the backend died/ },
	},
	{
		name: 'an event that is an error and says nothing',
		body: `${event(say('Blue'))}event: error\ndata: null\n\n`,
		text: 'Blue',
		error: { kind: 'server', words: /failed: error\./ },
	},
	{
		name: 'a notice that only says how far things are',
		body: stream({ object: 'x.loading', message: 'loading…' }, ...PIECES, stop),
		...answered,
	},
	{
		name: 'LiteLLM: thoughts among the fields of the provider',
		body: stream(
			chunk({
				content: '',
				provider_specific_fields: { thinking_blocks: [{ type: 'thinking', thinking: 'Look up.' }] },
			}),
			...PIECES,
			stop,
		),
		...answered,
		reasoning: 'Look up.',
	},
	{
		name: 'Responses API: several thoughts',
		body: [
			...['Look', 'Up'].flatMap((delta, summary_index) => [
				{ type: 'response.reasoning_summary_part.added', summary_index },
				{ type: 'response.reasoning_summary_text.delta', delta, summary_index },
			]),
			{ type: 'response.output_text.delta', delta: TEXT },
			{ type: 'response.completed', response: { status: 'completed' } },
		]
			.map(event)
			.join(''),
		text: TEXT,
		reasoning: 'Look\n\nUp',
	},
	{
		name: 'DashScope’s own API: all of the text in each part',
		body: [
			{ output: { text: 'Blue and “grün”', finish_reason: 'null' } },
			{
				output: { text: TEXT, finish_reason: 'stop' },
				usage: { input_tokens: 9, output_tokens: 4 },
			},
		]
			.map(event)
			.join(''),
		...answered,
		usage: COUNTS,
	},
	{
		name: 'TGI’s own API: a list of one whole answer',
		body: JSON.stringify([{ generated_text: TEXT }]),
		text: TEXT,
	},
	{
		name: 'a gateway: what a tool answered is no reply',
		body: stream(
			{ type: 'tool_result', response: 'raw data' },
			{ tool: 'x', response: 'raw' },
			...PIECES,
			stop,
		),
		...answered,
	},
	{
		name: 'a gateway with tools: one fails, and nothing of a reply comes',
		body: event({ type: 'function_error', message: 'weather: invalid API key.' }) + event('[DONE]'),
		error: { kind: 'server', words: /failed: weather: invalid API key\./ },
	},
	{
		name: 'so it is with the name of its event, and a reason for the end',
		body: `event: tool_error\n${stream({ error: 'The search is down.' }, stop)}`,
		finish: 'stop',
		error: { kind: 'server', words: /The search is down/ },
	},
	{
		name: 'so it is in what a tool answered, where the connection ends',
		body: event({ tool: 'read', result: { error: 'There is no such file.' } }),
		error: { kind: 'server', words: /There is no such file/ },
	},
	{
		name: 'a gateway with tools: one fails, and the model goes on without',
		body: stream({ type: 'function_error', message: 'no route' }, ...PIECES, stop),
		...answered,
	},
	{
		name: 'llama.cpp behind a proxy: the kind of the limit beside the last piece',
		body: stream(say('Blue'), chunk({ content: ' and' }, null, { stop_type: 'limit' })),
		text: 'Blue and',
		finish: 'limit',
	},
	{
		name: 'a proxy: the kind of its limit beside each piece',
		body: stream(...PIECES.map((piece) => ({ ...piece, stop_type: 'limit' }))),
		text: TEXT,
	},
	{
		name: 'a proxy: its page in the middle of a stream',
		body: `${event(say('Blue'))}<html>\n<head><title>502 Bad Gateway</title></head>\n<body>\n<center><h1>502 Bad Gateway</h1></center>\n</body>\n</html>\n`,
		text: 'Blue',
		error: { kind: 'server', words: /failed: 502 Bad Gateway\./ },
	},
	{
		name: 'a proxy: its page behind a comment',
		body: ': wait\n\n<!DOCTYPE html>\n<html><head><title>Maintenance</title></head></html>',
		error: { kind: 'server', words: /failed: Maintenance\./ },
	},
	{
		name: 'a proxy: its page as data, in several lines',
		body: `${event(say('Blue'))}data: <html><head><title>Error</title></head>\ndata: <body><h1>504 Gateway Time-out</h1></body></html>\n\n`,
		text: 'Blue',
		error: { kind: 'timeout', words: /504 Gateway Time-out/ },
	},
	{
		name: 'a proxy: its page in place of a stream, with 200',
		body: '<html><head><title>example.org | 524: A timeout occurred</title></head></html>',
		error: { kind: 'timeout', words: /A timeout occurred/ },
	},
	{
		name: 'a page that is about no failure',
		body: '<html><head><title>Open WebUI</title></head></html>',
		error: { kind: 'notTheApi', words: /a web page.*Open WebUI/ },
	},
	{
		name: 'a page between the pieces of a reply that is whole',
		body: `${event(say('Blue'))}<html><title>503 Unavailable</title></html>\n\n${stream(...PIECES.slice(1), stop)}`,
		...answered,
	},
];

export const WIRE_CORPUS: readonly WireSample[] = [...REPLIES, ...FAILURES];
