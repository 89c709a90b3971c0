import type { ReplyFacts, Usage } from '../../shared/conversation/messages.ts';
import type { CountedShort } from '../../shared/conversation/shortCount.ts';
import type { WireMessage } from '../server/chatRequest.ts';
import {
	correctedTokens,
	possibleTokens,
	type TokenCorrection,
} from '../tokens/tokenCorrection.ts';
import { type TokenCounts, tokensByGroup } from '../tokens/tokenCounts.ts';
import { familyOf } from '../tokens/tokenFamily.ts';
import type { TokenFamily } from '../tokens/tokenWeights.ts';
import { requestCounts, textsOf, tokensAround } from './messageTokens.ts';

/**
 * What a text of a group has for certain of the tokens that it is estimated at: less than any of the samples that the estimate is tested
 * with (test/unit/core/tokens). Prose and code are estimated within a third.
 */
const CERTAIN = new Map([
	...['latin', 'numbers', 'marks'].map((group) => [group, 0.66] as const),
	...['emoji', 'rest'].map((group) => [group, 0.35] as const),
]);
/** Of all other groups. */
const CERTAIN_OF_OTHERS = 0.5;
/** No server's window is as small as this, in tokens. */
const LEAST_PROMPT = 500;

/** What a request's prompt was estimated by. */
export interface SentPrompt {
	/** The model that was asked. */
	readonly model: string;
	/** As they go out: what is withheld of them does not count. */
	readonly messages: readonly WireMessage[];
	readonly correction: TokenCorrection | undefined;
}

/**
 * Both numbers where a server has counted so few tokens that it cannot have read all of a prompt: fewer than the prompt has words, or
 * fewer than a tokenizer that we know makes of it at least. Ollama cuts prompts to its own window like this, without a word.
 * Undefined where the prompt may be whole: what came from a cache is on top of a count only where there is more of that than was
 * counted at all, and a count of none was not made.
 */
export function countedShort(
	{ model, messages, correction }: SentPrompt,
	{ usage, model: answered = model }: Pick<ReplyFacts, 'usage' | 'model'>,
): CountedShort | undefined {
	if (usage === undefined || usage.prompt_tokens <= 0) return undefined;
	const { prompt_tokens, cached_tokens = 0 } = usage;
	const counts = requestCounts(messages);
	const around = tokensAround(messages.length);
	const family = familyOf(model);
	const untaught = correctedTokens(counts, { family, factors: {} });
	// What was learned is not to make the prompt larger than it can be.
	const taught = Math.min(correctedTokens(counts, correction), untaught);
	const sent = around + taught;
	if (sent < LEAST_PROMPT) return undefined;
	const isKnown = family !== undefined && familyOf(answered) === family;
	const { least } = possibleTokens(messages.flatMap(textsOf));
	const certain = isKnown ? certainTokens(counts, family) * (taught / untaught) : 0;
	const bound = Math.max(least, certain);
	// Almost all servers have what came from their cache in the count.
	const read = cached_tokens > prompt_tokens ? prompt_tokens + cached_tokens : prompt_tokens;
	if (read >= bound) return undefined;
	return { counted: prompt_tokens, sent: Math.round(Math.max(sent, least)) };
}

/**
 * Whether a count says nothing of how a prompt's words are cut, as it may be that of a part: of what was left of it on its way to the
 * model, or of what a cache did not hold. What was learned before is not looked at: else one wrong count would make room for the next.
 */
export function mayBeOfPart(
	{ model, messages }: Omit<SentPrompt, 'correction'>,
	{ prompt_tokens, cached_tokens = 0 }: Usage,
): boolean {
	const counts = requestCounts(messages);
	const family = familyOf(model);
	const sent = tokensAround(messages.length) + correctedTokens(counts, { family, factors: {} });
	const all = prompt_tokens + cached_tokens;
	if (Math.abs(all - sent) < Math.abs(prompt_tokens - sent)) return true;
	return sent >= LEAST_PROMPT && prompt_tokens < certainTokens(counts, family);
}

function certainTokens(counts: TokenCounts, family: TokenFamily | undefined): number {
	let sum = 0;
	for (const [group, tokens] of tokensByGroup(counts, family))
		sum += tokens * (CERTAIN.get(group) ?? CERTAIN_OF_OTHERS);
	return sum;
}
