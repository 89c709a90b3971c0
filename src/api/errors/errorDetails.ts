import type { ErrorPayload } from './errorPayload.ts';

/** How servers say that they do not take something: OpenAI, Groq, Mistral, LiteLLM, xAI, FastAPI. */
const NOT_TAKEN =
	/unsupported|not supported|does ?n[o']t support|unrecognized|unknown|unexpected|not permitted|not allowed|extra (inputs|fields)|invalid|must be|should be|out of range|(less|greater) than|minimum|maximum|at (least|most)|cannot be/i;

/** "did you mean 'stop'?": a property that is named, but not as the culprit. */
const GUESS = /\bdid you mean\b.*/is;

/** The length of a reply, by its newer and its older name. */
const LENGTH_PARAMETERS = ['max_completion_tokens', 'max_tokens'];

/**
 * The property of the request that a server says it does not take, or not with this value.
 * @param sent the names of those that could be left out
 */
export function parameterAtFault(
	payload: ErrorPayload,
	sent: readonly string[] = [],
): string | undefined {
	if (payload.parameter !== undefined && sent.includes(payload.parameter)) return payload.parameter;
	if (payload.codes.includes('max_tokens_exceeded')) {
		return sent.find((name) => LENGTH_PARAMETERS.includes(name));
	}
	const text = payload.text.replace(GUESS, '');
	if (!NOT_TAKEN.test(text)) return undefined;
	// The longest first: "max_tokens" is also in "max_tokens_to_sample".
	return sent
		.toSorted((one, other) => other.length - one.length)
		.find((name) => new RegExp(`(^|[^\\w-])${name}([^\\w-]|$)`).test(text));
}

/** The property that a server's sentence names, sent or not. */
export function namedParameter({ text }: ErrorPayload): string | undefined {
	const name = /\b(?:property|argument|parameter)s?:? ?['"`]([a-z]\w+)['"`]/i.exec(text)?.[1];
	return NOT_TAKEN.test(text) ? name : undefined;
}

/** How many tokens the account can still pay for, of what was asked for. */
export function affordableTokens({ text }: ErrorPayload): number | undefined {
	const tokens = numberIn(text, [/can only afford ([\d,]{1,15})/i]);
	return tokens !== undefined && tokens >= 1 ? tokens : undefined;
}

export interface TokenCounts {
	/** What the model takes. */
	readonly limit: number | undefined;
	/** What was sent, with the reply that was asked for where the server counts that in. */
	readonly sent: number | undefined;
}

/** The counts in what a server says about a prompt that is too long. */
export function tokenCounts({ text, counts }: ErrorPayload): TokenCounts {
	return {
		limit:
			counts.limit ??
			numberIn(text, [
				/context (?:length|window|size)[^\d]{0,30}?([\d,]{1,15})/i,
				/(?:limit|maximum)[^\d]{0,20}([\d,]{1,15}) (?:input |prompt )?tokens/i,
				/> ([\d,]{1,15}) maximum/i,
			]),
		sent:
			counts.sent ??
			numberIn(text, [
				/requested (?:about )?([\d,]{1,15})/i,
				/resulted in ([\d,]{1,15})/i,
				/([\d,]{1,15}) tokens >/i,
				/(?:has|contains|with) (?:at least )?([\d,]{1,15}) (?:input |prompt )?tokens/i,
				/prompt (?:is|of) ([\d,]{1,15})/i,
			]),
	};
}

function numberIn(text: string, patterns: readonly RegExp[]): number | undefined {
	for (const pattern of patterns) {
		const digits = pattern.exec(text)?.[1]?.replaceAll(',', '');
		if (digits !== undefined && digits !== '') return Number(digits);
	}
	return undefined;
}
