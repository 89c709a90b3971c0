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
		'max time',
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

/**
 * Words that tell an end in a reason that is in no list, looked for in this order. A filter's error and an error at the limit are no
 * failures; "rate limit" is one.
 */
const SIGNS: readonly (readonly [sign: RegExp, end: ReplyEnd])[] = [
	// Gemini calls it a filter, too, when the model has written a call badly.
	[
		/malformed|tool calls?$(?<=unexpected tool call|too many tool calls)|\babort|\bcancel/,
		'failed',
	],
	[
		/filter|polic|moderat|safety|sensitive|guardrail|(?<![cp])harm(?!on)|violat|unsafe|toxic|jailbreak|flagged|inappropriate|prohibited|blocked|敏感|违规|違規|审核|過濾|过滤/,
		'filtered',
	],
	[
		/truncat|num predict|\b(?:max|out of|exceed\w{0,9}|hit|output|completion) (?:\w+ )?(?:tokens?|length|context|limit|output)|\b(?:tokens?|length|context|output)\b.{0,80}\b(?:limit|exceed\w{0,9}|overflow|full|reached|budget|capped)|\bcontext (?:length|window)|\bmax (?:output|completion)|kv cache|\bstop(?:ped)? (?:(?:at|by|on|due to) )?(?:the )?(?:length|limit)|截断|截斷|长度|長度|上限/,
		'length',
	],
	[
		/(?<!\bno |\bwithout )\berrors?\b|exception|\bfail|crash|timed? ?out|\blost\b|preempt|evict|shut ?down|malformed|too many requests|deadline|overload|unavailable|disconnect|rate limit|quota|out of memory|\boom\b|(?<!s)kill|terminated|expired|错误|錯誤|失败|失敗|异常|異常|超时|逾時/,
		'failed',
	],
];

/** What ends a reply as it should end, and has signs of another end in it: "stop token reached", "hit eos token". */
const ORDINARY =
	/^(?:hit |reached |found )?(?:stop|stopped|eos|end)(?: (?:at|by|eos|found|hit|id|of|on|reached|sequence|stop|string|text|tokens?|turn|word)){0,6}$/;

/** Longer than any reason, in characters. */
const MAX_REASON = 80;

export function replyEnd(reason: string | undefined): ReplyEnd | undefined {
	if (reason === undefined) return undefined;
	const words = wordsOf(reason.slice(0, MAX_REASON));
	const known = ENDS.get(words);
	if (known !== undefined || ORDINARY.test(words)) return known;
	return SIGNS.find(([sign]) => sign.test(words))?.[1];
}

/** MAX_TOKENS, max-tokens, maxTokens, FinishReason.MAX_TOKENS and FINISH_REASON_MAX_TOKENS are the same words. */
function wordsOf(reason: string): string {
	return reason
		.replaceAll(/([a-z])([A-Z])/g, '$1 $2')
		.toLowerCase()
		.replaceAll(/[^\p{L}]+/gu, ' ')
		.trim()
		.replace(/^(?:finish|stop) reason /, '');
}
