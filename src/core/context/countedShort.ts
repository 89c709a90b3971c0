import type { ReplyFacts } from '../../shared/conversation/messages.ts';
import type { CountedShort } from '../../shared/conversation/shortCount.ts';
import type { WireMessage } from '../server/chatRequest.ts';
import {
	correctedTokens,
	possibleTokens,
	type TokenCorrection,
} from '../tokens/tokenCorrection.ts';
import type { TokenCounts } from '../tokens/tokenCounts.ts';
import { familyOf } from '../tokens/tokenFamily.ts';
import { textsOf, tokensAround } from './messageTokens.ts';

/** What is sent is estimated within a quarter, and a little more for rare scripts: half of it is no error of ours. */
const SHARE = 0.5;
/** No server's window is as small as this, in tokens. */
const LEAST_PROMPT = 500;

/** What a request's prompt was estimated by. */
export interface SentPrompt {
	/** The model that was asked. */
	readonly model: string;
	readonly messages: readonly WireMessage[];
	/** Of all its texts. */
	readonly counts: TokenCounts;
	readonly correction: TokenCorrection | undefined;
}

/**
 * Both numbers where a server has counted so few tokens that it cannot have read all of a prompt: fewer than the prompt has words, or
 * less than half of what a tokenizer that we know makes of it. Ollama cuts prompts to its own window like this, without a word.
 * Undefined where the prompt may be whole: a server that counts only what its cache did not hold says so, and a count of none was not
 * made.
 */
export function countedShort(
	{ model, messages, counts, correction }: SentPrompt,
	{ usage, model: answered = model }: Pick<ReplyFacts, 'usage' | 'model'>,
): CountedShort | undefined {
	if (usage === undefined || usage.prompt_tokens <= 0) return undefined;
	const { prompt_tokens, cached_tokens = 0 } = usage;
	const around = tokensAround(messages.length);
	const family = familyOf(model);
	// What was learned is not to make the prompt larger than it can be.
	const sent =
		around +
		Math.min(correctedTokens(counts, correction), correctedTokens(counts, { family, factors: {} }));
	if (sent < LEAST_PROMPT) return undefined;
	const isKnown = family !== undefined && familyOf(answered) === family;
	const { least } = possibleTokens(messages.flatMap(textsOf));
	const bound = Math.max(least, isKnown ? sent * SHARE : 0);
	if (prompt_tokens + cached_tokens >= bound) return undefined;
	return { counted: prompt_tokens, sent: Math.round(Math.max(sent, least)) };
}
