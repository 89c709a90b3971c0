import assert from 'node:assert/strict';
import { errorInReply, errorOfAnswer } from '../../../../src/api/errors/errorBody.ts';
import type { FailureKind } from '../../../../src/shared/conversation/messages.ts';

const CONTEXT = {
	url: new URL('https://h.example/v1/chat/completions'),
	apiKey: 'sk-secret-0123456789',
	model: 'm/x',
	parameters: ['max_tokens', 'temperature', 'stop'],
};

type Row = readonly [status: number, words: string];

/** What servers say without any code that a rule knows, and what it means. */
const WORDS: Readonly<Partial<Record<FailureKind, readonly Row[]>>> = {
	contextTooLong: [
		[400, 'The input token count is 1048577 but model only supports up to 1048576.'],
		[413, 'Request body too large for gpt-4o model. Max size: 8000 tokens.'],
		[400, 'Exceeded maximum number of tokens: input tokens plus max_tokens must be below 8192'],
		[400, 'Prompt length 5000 exceeds the KV cache size 4096'],
		[400, 'Malformed input request: expected maxLength: 50000, actual: 70000'],
		[400, 'Prompt 超长，请减少输入'],
		[400, 'Expected number of input tokens to be less than 8192, received 9000'],
		[400, 'Please reduce the number of input tokens.'],
		[400, 'Input length 9000 exceeds the maximum allowed length 8192'],
		[400, 'Conversation too long; 12000 tokens; maximum 8000'],
		[400, 'Total tokens of image and text exceed max message tokens.'],
		[400, 'The message you submitted was too long, please submit something shorter.'],
		[400, 'prompt has 9000 tokens, but the model only has 8192 tokens context'],
		[400, 'context exceeded: 9000 > 8192'],
		[400, 'Le prompt est trop long : 9000 jetons, maximum 8192'],
		[400, 'Der Prompt ist zu lang (9000 Token, höchstens 8192)'],
		[400, 'El mensaje supera la longitud máxima de contexto'],
		[400, '入力が長すぎます。トークン数の上限は8192です。'],
		[400, '프롬프트가 너무 깁니다. 최대 8192 토큰'],
		[400, 'Слишком длинный запрос: 9000 токенов'],
	],
	modelUnavailable: [
		[400, '"nomic-embed" does not support chat'],
		[400, 'The chatCompletion operation does not work with the specified model, x.'],
		[400, 'Invocation of model ID x with on-demand throughput isn’t supported.'],
		[404, 'Access denied. This Model is marked by provider as Legacy.'],
		[400, "Function id 'x': DEGRADED function cannot be invoked"],
		[503, 'No available channel for model x under group default'],
		[500, 'could not load model - all backends returned error'],
		[400, 'Failed to load model "x". Error: insufficient system resources.'],
		[404, 'no router for requested model'],
		[404, 'Bot x was not found'],
		[404, 'Your account 1 has not activated the model x.'],
		[403, 'Model access denied.'],
		[404, "Endpoint with name 'x' does not exist."],
		[404, "model x isn't available"],
		[400, 'not allowed model: x, allowed: [a, b]'],
		[404, 'No model matches your request'],
		[404, 'This model version has reached the end of its life.'],
		[404, 'Model x is no longer available'],
		[410, 'The model x has been sunset.'],
		[404, 'Model x not in the list of available models'],
		[404, 'Could not load model x. Is it downloaded?'],
		[400, 'Das Modell "x" wurde nicht gefunden.'],
		[404, 'モデル x は存在しません'],
		[404, 'Le modèle « x » est introuvable'],
	],
	noCredit: [
		[403, 'The gateway requires a valid credit card on file to service requests.'],
		[403, 'The request failed because your account has an overdue balance.'],
		[429, 'Subscription usage cap exceeded, and account balance is $0.00'],
		[400, 'You have reached your specified API usage limits.'],
		[403, "Your newly created team doesn't have any credits or licenses yet."],
		[429, 'Your team has used all available credits or reached its monthly spending limit.'],
		[412, 'Account suspended, possibly due to failure to pay past invoices.'],
		[402, 'Payment Required: no payment method on file'],
		[429, 'Quota exceeded: please upgrade your plan and add funds'],
		[429, 'You have run out of funds. Add money to your wallet.'],
		[429, 'Your trial credits have expired'],
		[429, 'your prepaid balance has run out'],
		[429, 'No credits'],
		[503, 'insufficient wallet balance'],
		[429, 'Ihr Guthaben ist aufgebraucht.'],
		[429, 'Solde insuffisant, veuillez recharger votre compte'],
		[429, '残高が不足しています'],
		[429, 'Недостаточно средств на балансе'],
	],
	moderation: [
		[400, 'Request blocked due to safety reasons'],
		[400, 'input new_sensitive'],
		[400, 'blocked due to our content policy'],
		[403, 'Blocked because of usage policy'],
		[400, 'The request was blocked by our guardrails'],
		[400, 'Prompt rejected: violates the acceptable use policy'],
		[403, 'Content violates usage guidelines. Failed check: SAFETY_CHECK_TYPE_BIO.'],
		[400, 'Request contains harmful content'],
		[400, 'Ihre Eingabe verstößt gegen unsere Inhaltsrichtlinien'],
		[403, 'Your input was flagged. No credits were charged.'],
	],
	badKey: [
		[400, 'API Key not found. Please pass a valid API key.'],
		[403, 'Your API key was reported as leaked. Please use another API key.'],
		[403, 'Authorization failed'],
		[403, 'Authentication failed'],
		[403, 'Authentication failed for the given key'],
		[403, 'Authentication failed with status 1004'],
		[400, 'The API key you provided has expired'],
		[400, 'login fail: Please carry the API secret key in the header'],
	],
	badParameter: [
		[400, "Invalid 'max_output_tokens': integer below minimum value."],
		[400, 'maxOutputTokens must be in the range from 1 (inclusive) to 8193 (exclusive)'],
		[400, 'The maximum tokens you requested exceeds the model limit of 4096.'],
		[400, 'max_tokens 生成长度超过模型最大输出 4096'],
	],
	refused: [
		[404, 'No allowed providers are available for the selected model.'],
		[403, 'Access from your region is not allowed, see our Terms of Service'],
	],
	// What has such words in it and means something else.
	badRequest: [
		[400, 'messages: too many images, at most 20'],
		[400, 'The request was made over HTTP with a token that is of no length'],
		[400, 'Model x does not support images'],
		[400, 'The API version is no longer supported'],
	],
	rateLimit: [
		[429, 'Rate limit exceeded. Add 10 credits to unlock 1000 free model requests per day'],
		[429, 'You have hit your usage limit. Try again in 5 hours.'],
		[400, 'rate limit'],
		[400, 'Rate limit for your tier, slow down'],
		[400, 'rate_limit'],
		[400, 'Demasiadas solicitudes'],
		[400, 'リクエストが多すぎます'],
	],
	server: [
		[500, 'Sending the message took too long.'],
		[500, 'Die Anfrage dauerte zu lange'],
		[500, 'load balance failed: pool exhausted'],
	],
};

/** Words that stand in one of these, of an answer that means another thing. */
const OTHERWISE: readonly (readonly [kind: FailureKind, status: number, words: string])[] = [
	[
		'server',
		500,
		'Post "http://10.0.0.2:8000/v1/chat/completions": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
	],
	['timeout', 504, 'Request timeout exceeded while waiting for the first token'],
	['noCredit', 402, 'The requested 5000 tokens exceed your remaining balance of 100 tokens'],
	['server', 500, 'Превышено время ожидания запроса'],
	['server', 502, 'Délai d’attente de la requête dépassé'],
	['server', 500, 'Zeitüberschreitung bei der Anfrage'],
	['server', 500, '메시지 전송 시간 초과'],
	['badRequest', 400, 'Недопустимый запрос: неверное значение temperature'],
	['badRequest', 422, 'El mensaje viola el esquema JSON'],
	['badRequest', 400, 'リクエストの内容が不適切です'],
	[
		'rateLimit',
		429,
		'Rate limit exceeded: 20 requests per minute on the free tier. Add funds to raise your limit.',
	],
	['server', 502, 'The upstream provider timed out. No credits deducted.'],
	['refused', 403, 'Your balance is $10.00, and this feature is for verified accounts.'],
	['refused', 403, 'Your balance is $0.05, and this feature is for verified accounts.'],
	['badRequest', 400, "Invalid 'messages[0].content': expected a string."],
	['badRequest', 400, 'Sending the blocked list failed'],
	['keyLimit', 403, 'This key’s monthly spending limit has been reached'],
	['refused', 403, 'Insufficient scope: this key may not read credits.'],
	['refused', 403, 'Your IP was blocked due to security policy'],
	['refused', 403, 'This model is blocked due to organization policy'],
	['modelUnavailable', 403, 'This API key has no access: model gpt-5 not found'],
	['badRequest', 400, 'For this API key image input is disabled'],
	['badRequest', 400, 'Authentication failed for tool server github'],
	['badRequest', 400, 'rate_limit is not a valid parameter'],
	['badRequest', 400, 'rate_limit: extra fields are not permitted'],
	// It may be the reply's.
	['badRequest', 400, 'max tokens of 4096 exceeded'],
	['server', 500, 'failed to load model weights: CUDA out of memory'],
	['server', 503, 'Балансировщик: недостаточно доступных серверов'],
	['badRequest', 400, 'Unbekannter Parameter für das Modell x: top_k'],
	['badRequest', 400, 'このモデルでは画像は利用できません'],
];

describe('what a server says in words alone', () => {
	it('is not taken for what shares a word with it', () => {
		const found = OTHERWISE.map(([, status, message]) => {
			const body = JSON.stringify({ error: { message } });
			return [errorOfAnswer(status, {}, body, CONTEXT).kind, status, message];
		});
		assert.deepEqual(found, OTHERWISE);
	});

	it('has no count of tokens in dates, names and codes', () => {
		for (const message of [
			'The prompt for claude-sonnet-4-20250514 exceeds the limit of 200000 tokens.',
			'2026/11/27 20:00:00 prompt is too long',
			'Error code 20001: the input exceeds the maximum of 8192 tokens',
		]) {
			const body = JSON.stringify({ error: { message } });
			assert.doesNotMatch(errorOfAnswer(400, {}, body, CONTEXT).message, /This would be/, message);
		}
	});

	for (const [kind, rows] of Object.entries(WORDS)) {
		it(`is known as ${kind}, in whatever words and language`, () => {
			for (const [status, message] of rows) {
				const body = { error: { message } };
				const failure = errorOfAnswer(status, {}, JSON.stringify(body), CONTEXT);
				assert.equal(failure.kind, kind, message);
				const told = { error: { message, status } };
				assert.equal(errorInReply(told, CONTEXT).kind, kind, `in a stream: ${message}`);
			}
		});
	}

	it('is told with the field that it is about, also as Python prints it', () => {
		const issue = "{'type': 'x', 'loc': ('body', 'min_p'), 'msg': 'Input should be less than 1'}";
		for (const message of [`[${issue}]`, `1 validation error:\n  ${issue}`]) {
			const body = JSON.stringify({ object: 'error', message });
			assert.match(
				errorOfAnswer(400, {}, body, CONTEXT).message,
				/: (?:1 validation error: )?body\.min_p: Input should be less than 1\.$/,
			);
		}
	});

	it('names the length of the reply by whatever name a server has for it', () => {
		for (const message of [
			'Invalid maxOutputTokens value, the valid range is 1 to 8192: maxOutputTokens must be less than 8193',
			'The maximum tokens you requested exceeds the model limit of 4096.',
		]) {
			const body = JSON.stringify({ error: { message } });
			assert.match(errorOfAnswer(400, {}, body, CONTEXT).message, /does not take Max Tokens with/);
		}
	});

	it('sets what was sent against what the model takes, whichever is more', () => {
		for (const message of [
			'input (9000 tokens) is larger than the max context size (8192 tokens)',
			"The input (9000 tokens) is longer than the model's context length (8192 tokens).",
			'Context length exceeded (9000/8192)',
			'context exceeded: 9000 > 8192',
			'Prompt is too long: 9,000 tokens exceeds 8,192',
		]) {
			const body = JSON.stringify({ error: { message } });
			assert.equal(
				errorOfAnswer(400, {}, body, CONTEXT).message,
				'This would be 9,000 tokens; the model takes 8,192.',
				message,
			);
		}
	});

	it('is found in JSON whose quotes a proxy has escaped', () => {
		const message = String.raw`{\"error\":\"The kettle is cold.\"}`;
		const body = JSON.stringify({ error: { message } });
		assert.match(errorOfAnswer(400, {}, body, CONTEXT).message, /: The kettle is cold\.$/);
	});
});
