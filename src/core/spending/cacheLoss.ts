import type { ReplyFacts } from '../../shared/conversation/messages.ts';
import { dollars } from '../../shared/spending/money.ts';
import { commonLength } from '../../shared/text/commonLength.ts';
import { addDecimals, compareDecimals, multiplyDecimals } from '../../shared/text/decimal.ts';
import { roundedTokens } from '../../shared/text/roundedTokens.ts';
import { AROUND_REPLY, promptTokens } from '../context/messageTokens.ts';
import type { ChatRequest, WireMessage } from '../server/chatRequest.ts';
import type { TokenCorrection } from '../tokens/tokenCorrection.ts';

/** What a server's cache can know of a request: tokens, estimated. */
export interface CacheShare {
	/** What stands at the beginning of the last request and of this one. */
	readonly shared: number;
	/** What the last request had after that, which the cache knows in vain. */
	readonly lost: number;
}

/** A cache knows beginnings alone, and for one model: from the first difference on all is read again. */
export function cacheShare(
	last: Pick<ChatRequest, 'model' | 'messages'>,
	next: Pick<ChatRequest, 'model' | 'messages'>,
	correction: TokenCorrection | undefined,
): CacheShare {
	const common = last.model === next.model ? commonBeginning(last.messages, next.messages) : [];
	const tokens = (messages: readonly WireMessage[]) =>
		messages.length === 0 ? 0 : promptTokens(messages, correction) - AROUND_REPLY;
	const shared = tokens(common);
	return { shared, lost: Math.max(0, tokens(last.messages) - shared) };
}

function commonBeginning(
	one: readonly WireMessage[],
	other: readonly WireMessage[],
): readonly WireMessage[] {
	const same = one.findIndex((message, index) => !isSame(message, other[index]));
	if (same < 0) return one;
	const whole = one.slice(0, same);
	const [a, b] = [one[same], other[same]];
	if (a === undefined || b === undefined || a.role !== b.role) return whole;
	if (typeof a.content !== 'string' || typeof b.content !== 'string') return whole;
	const text = a.content.slice(0, commonLength(a.content, b.content));
	return text === '' ? whole : [...whole, { role: a.role, content: text }];
}

function isSame(one: WireMessage, other: WireMessage | undefined): boolean {
	if (typeof one.content === 'string' && one.content !== other?.content) return false;
	return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * What reading so many tokens again costs more than having them from the cache, in US dollars; undefined where the list has no price
 * for the cache, or it is no cheaper.
 */
export function rereadCost(
	tokens: number,
	pricing: Readonly<Record<string, string>> | undefined,
): string | undefined {
	const { prompt = '-1', input_cache_read: cached = '-1' } = pricing ?? {};
	if (compareDecimals(cached, 0) < 0 || compareDecimals(prompt, cached) <= 0) return undefined;
	return addDecimals(multiplyDecimals(tokens, prompt), multiplyDecimals(-tokens, cached));
}

/** In a sentence; undefined where there is nothing that a cache could know. */
export function cacheNote({ shared, lost }: CacheShare, cost: string | undefined) {
	if (shared + lost === 0) return undefined;
	if (lost === 0) {
		return `Begins with all of the last request, about ${roundedTokens(shared)} tokens: the server’s cache may have them.`;
	}
	const money = cost === undefined ? '' : `, ≈${dollars(cost)} more than from the server’s cache`;
	const kept =
		shared === 0 ? 'None of them are' : `Only about the first ${roundedTokens(shared)} are`;
	return `Reads about ${roundedTokens(lost)} tokens of the last request again${money}. ${kept} as they were.`;
}

/** Shorter beginnings are kept in no cache by most providers. */
export const LEAST_CACHED = 1024;

/**
 * What the cache knows of a chat for the model that answered last, and no other model does, in a few words; undefined where nothing
 * tells of a cache, or there is too little for one.
 * @param usage of the last reply, as its server counted
 * @param pricing of the model that gave it
 */
export function otherModelNote(
	usage: Pick<NonNullable<ReplyFacts['usage']>, 'prompt_tokens' | 'cached_tokens'> | undefined,
	pricing: Readonly<Record<string, string>> | undefined,
): string | undefined {
	const { prompt_tokens = 0, cached_tokens = 0 } = usage ?? {};
	const isCached = cached_tokens > 0 || rereadCost(prompt_tokens, pricing) !== undefined;
	if (!isCached || !(prompt_tokens >= LEAST_CACHED)) return undefined;
	return `another model reads about ${roundedTokens(prompt_tokens)} tokens of this chat again`;
}
