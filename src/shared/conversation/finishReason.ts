/** What a finish_reason says of the end of a reply, however the server spells it; undefined for all that is no such end. */
export type ReplyEnd = 'length' | 'filtered' | 'failed';

/**
 * OpenAI's words, and those of Mistral, Gemini, Claude, Bedrock, Cohere, Z.ai, DeepSeek, TGI, watsonx, LM Studio and Ollama. In small
 * letters, with a space between words.
 */
const WORDS: Readonly<Record<ReplyEnd, readonly string[]>> = {
	length: [
		'length',
		'length limit',
		'limit',
		'error limit',
		'max length',
		'model length',
		'max tokens',
		'max tokens reached',
		'max new tokens',
		'max output tokens',
		'max completion tokens',
		'max predicted tokens reached',
		'token limit',
		'token limit reached',
		'context length',
		'context length reached',
		'context length exceeded',
		'context window exceeded',
		'model context window exceeded',
		'truncated',
		'incomplete',
	],
	filtered: [
		'content filter',
		'content filtered',
		'content policy',
		'content policy violation',
		'filtered',
		'blocked',
		'blocklist',
		'sensitive',
		'safety',
		'image safety',
		'prohibited content',
		'image prohibited content',
		'spii',
		'recitation',
		'image recitation',
		'model armor',
		'moderation',
		'refusal',
		'guardrail intervened',
		'error toxic',
	],
	failed: [
		'error',
		'failed',
		'network error',
		'connection error',
		'server error',
		'internal error',
		'internal server error',
		'provider error',
		'upstream error',
		'insufficient system resource',
		'overloaded',
		'engine overloaded',
		'abort',
		'aborted',
		'cancel',
		'canceled',
		'cancelled',
		'user cancel',
		'interrupted',
		'timeout',
		'time limit',
		'model unloaded',
		'unload',
		'malformed function call',
		'malformed model output',
	],
};

const ENDS: ReadonlyMap<string, ReplyEnd> = new Map(
	(['length', 'filtered', 'failed'] as const).flatMap((end) =>
		WORDS[end].map((words) => [words, end] as const),
	),
);

/** Longer than any reason, in characters. */
const MAX_REASON = 80;

export function replyEnd(reason: string | undefined): ReplyEnd | undefined {
	return reason === undefined ? undefined : ENDS.get(wordsOf(reason.slice(0, MAX_REASON)));
}

/** MAX_TOKENS, max-tokens, maxTokens, FinishReason.MAX_TOKENS and FINISH_REASON_MAX_TOKENS are the same words. */
function wordsOf(reason: string): string {
	return reason
		.replaceAll(/([a-z])([A-Z])/g, '$1 $2')
		.toLowerCase()
		.replaceAll(/[^a-z]+/g, ' ')
		.trim()
		.replace(/^(?:finish|stop) reason /, '');
}
