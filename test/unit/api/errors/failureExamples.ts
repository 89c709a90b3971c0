/** What a server sent: with this HTTP status, or inside a stream, where HTTP has long said 200. */
export type FailureExample = readonly [status: number | 'in stream', body: string | object];

/**
 * Of each rule (failureRules.ts), by its name: what is for this rule and for none above it.
 */
export const FAILURE_EXAMPLES: Readonly<Record<string, readonly FailureExample[]>> = {
	'something without a status': [
		['in stream', { error: { message: 'CUDA out of memory' } }],
		['in stream', { error: 'Out of memory' }],
	],
	credit: [
		[429, openAi('You exceeded your current quota', 'insufficient_quota')],
		[429, { error: { code: '1113', message: 'Insufficient balance. Please recharge.' } }],
		[400, openAi('Your credit balance is too low to use this API.')],
		[402, openRouter('Insufficient credits', 402)],
		[402, openAi('Insufficient Balance', 'invalid_request_error')],
		['in stream', { error: { message: 'The account is not active.', code: 'billing_not_active' } }],
	],
	'credit by name, with the status of a key': [
		[401, openAi('You exceeded your current quota.', 'insufficient_quota')],
	],
	'model by name': [
		[404, openAi('There is no such deployment.', 'DeploymentNotFound')],
		[503, openAi('No channel for it.', 'model_not_found')],
		[401, openAi('Not for this key.', 'key_model_access_denied')],
	],
	'length of the reply': [
		[400, openAi("'max_tokens' is too large: 900. There is room for 100.")],
		['in stream', { error: 'max_completion_tokens must be less than 8192' }],
	],
	'limit in words': [
		[413, openAi('Request too large: Limit 6000 tokens per minute (TPM)')],
		[400, { message: 'Too many tokens, please wait before trying again.' }],
		['in stream', openAi('Slow down', 'rate_limit_exceeded')],
		['in stream', { error: 'Rate limit exceeded' }],
	],
	context: [
		[400, openRouter("This endpoint's maximum context length is 8192 tokens.", 400)],
		[400, openAi('prompt too long; exceeded max context length by 42 tokens')],
		[500, openAi('Input is too long for requested model.')],
		[422, { detail: 'Prompt is too long for the context window' }],
		['in stream', openRouter('Token limit reached', 400)],
		['in stream', openAi('Too long', 'context_length_exceeded')],
	],
	'401': [
		[401, openRouter('No cookie auth credentials found', 401)],
		[401, { detail: 'Invalid API Key' }],
		['in stream', openAi('No', 'authentication_error')],
	],
	'key limit': [[403, openRouter('Key limit exceeded (daily limit).', 403)]],
	'402': [
		[402, ''],
		[402, openRouter('This request requires more credits, or fewer max_tokens.', 402)],
	],
	key: [
		[400, { code: 'invalid-argument', error: 'Incorrect API key provided: xa***yz.' }],
		[400, openAi('API key not valid. Please pass a valid API key.')],
		['in stream', { error: 'Invalid API key' }],
	],
	moderation: [
		[403, openRouter('Not passed on.', 403, { reasons: ['violence'] })],
		[403, openRouter('Your input was flagged for "violence".', 403)],
		[400, openAi('The response was filtered.', 'content_filter')],
	],
	'403': [[403, openRouter('Blocked by a guardrail', 403, { patterns: ['x'] })]],
	'429': [
		[429, openAi('Come back later.', 'tokens')],
		['in stream', openAi('Come back later.', 'capacity_exhausted')],
	],
	timeout: [
		[408, openRouter('Operation timed out. Please try again later.', 408)],
		[524, '<!DOCTYPE html><title>openrouter.ai | 524: A timeout occurred</title>'],
	],
	'limit behind a gateway': [
		[500, { detail: 'An error occurred (ThrottlingException): slower, please.' }],
		[503, openAi('Rate limit exceeded at the provider')],
	],
	'no model loaded': [[500, { detail: 'No model is currently loaded' }]],
	'5xx': [
		[500, openRouter('Internal Server Error', 500)],
		[503, { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } }],
		['in stream', openAi('Failed', 'server_error')],
	],
	'405': [[405, openAi('Something')]],
	page: [[400, '<html><title>400 Plain HTTP was sent to an HTTPS port</title></html>']],
	image: [[404, openAi('Some words.', 'image_not_found')]],
	model: [
		[404, openRouter('No endpoints found for maker/model:free.', 404)],
		[400, openRouter('nobody/nothing:free is not a valid model ID', 400)],
		[404, { object: 'error', message: 'The model `x` does not exist.', type: 'NotFoundError' }],
		['in stream', { error: 'model x not found' }],
	],
	path: [
		[400, { error: { message: 'Use another path', availability: { code: 'wrong_endpoint' } } }],
		[404, openAi('Invalid URL (POST /v1/chat/completion)')],
		['in stream', { error: 'Unexpected endpoint or method. (POST /chat/completions)' }],
	],
	'data policy': [[404, openRouter('No endpoints found matching your data policy.', 404)]],
	routing: [[404, openRouter('No endpoints found that support tool use.', 404)]],
	'404': [
		[404, ''],
		[404, openAi('Some words.', 'not_found')],
	],
	parameter: [[400, openAi("property 'store' is unsupported, did you mean 'stop'?")]],
	'4xx': [
		[400, openRouter('Input must have at least 1 token.', 400)],
		[413, openRouter('Request payload too large', 413)],
	],
};

/** An error as OpenAI sends it, and most who are compatible with it. */
function openAi(message: string, code: string | null = null): object {
	return { error: { message, type: 'invalid_request_error', param: null, code } };
}

/** An error as OpenRouter sends it: the code is the status. */
function openRouter(message: string, code: number, metadata: object = {}): object {
	return { error: { message, code, metadata } };
}
