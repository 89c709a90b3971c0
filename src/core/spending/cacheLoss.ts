import { dollars } from '../../shared/spending/money.ts';
import { commonLength } from '../../shared/text/commonLength.ts';
import { addDecimals, compareDecimals, multiplyDecimals } from '../../shared/text/decimal.ts';
import { roundedTokens } from '../../shared/text/roundedTokens.ts';
import { AROUND_REPLY, promptTokens } from '../context/messageTokens.ts';
import { pricingFor } from '../models/priceOverrides.ts';
import type { ChatRequest, WireMessage } from '../server/chatRequest.ts';
import type { CatalogueModel } from '../server/chatServer.ts';
import type { TokenCorrection } from '../tokens/tokenCorrection.ts';

/** The shortest time that a large provider keeps a beginning for, in milliseconds. */
const CACHE_LASTS = 5 * 60_000;

/** Whether a cache may still know a request that went out then, both in milliseconds since 1970. */
export function mayBeCached(then: number, now: number): boolean {
	return now - then < CACHE_LASTS;
}

/** What a server's cache can know of a request: tokens, estimated. */
export interface CacheShare {
	/** What stands at the beginning of the last request and of this one. */
	readonly shared: number;
	/** What stood in the last request behind that and stands in this one, too: it is read again. */
	readonly again: number;
}

/** A cache knows beginnings alone, and for one model: from the first difference on all is read again. */
export function cacheShare(
	last: Pick<ChatRequest, 'model' | 'messages'>,
	next: Pick<ChatRequest, 'model' | 'messages'>,
	correction: TokenCorrection | undefined,
): CacheShare {
	const isOne = last.model === next.model;
	const [common, rest] = isOne ? commonBeginning(last.messages, next.messages) : [[], 0];
	const tokens = (messages: readonly WireMessage[]) =>
		messages.length === 0 ? 0 : promptTokens(messages, correction) - AROUND_REPLY;
	const again = inBoth(last.messages.slice(rest), next.messages.slice(rest));
	return { shared: tokens(common), again: tokens(again) };
}

/** With the number of messages in it that are whole. */
function commonBeginning(
	one: readonly WireMessage[],
	other: readonly WireMessage[],
): readonly [common: readonly WireMessage[], whole: number] {
	const same = one.findIndex((message, index) => !isSame(message, other[index]));
	if (same < 0) return [one, one.length];
	const whole = one.slice(0, same);
	const [a, b] = [one[same], other[same]];
	if (!isText(a) || !isText(b) || a.role !== b.role) return [whole, same];
	const text = a.content.slice(0, commonLength(a.content, b.content));
	return [text === '' ? whole : [...whole, { role: a.role, content: text }], same];
}

/** What both have, of the first that differ the ends; each message once. */
function inBoth(
	one: readonly WireMessage[],
	other: readonly WireMessage[],
): readonly WireMessage[] {
	const left = new Map<string, number>();
	for (const message of one) {
		const key = JSON.stringify(message);
		left.set(key, (left.get(key) ?? 0) + 1);
	}
	const both = other.filter((message) => {
		const key = JSON.stringify(message);
		const count = left.get(key) ?? 0;
		left.set(key, count - 1);
		return count > 0;
	});
	const end = commonEnd(one[0], other[0]);
	return end === undefined || both.includes(end.of) ? both : [...both, end.message];
}

/** Fewer characters at the end of two texts say nothing. */
const LEAST_END = 100;

/** The end of a message that was changed before it; undefined where it is another one. */
function commonEnd(
	one: WireMessage | undefined,
	other: WireMessage | undefined,
): { readonly message: WireMessage; readonly of: WireMessage } | undefined {
	if (!isText(one) || !isText(other) || one.role !== other.role) return undefined;
	const start = commonLength(one.content, other.content);
	const most = Math.min(one.content.length, other.content.length) - start;
	let length = 0;
	while (length < most && one.content.at(-1 - length) === other.content.at(-1 - length)) length++;
	if (length < LEAST_END) return undefined;
	return { message: { role: other.role, content: other.content.slice(-length) }, of: other };
}

function isText(
	message: WireMessage | undefined,
): message is WireMessage & { readonly content: string } {
	return typeof message?.content === 'string';
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
export function cacheNote({ shared, again }: CacheShare, cost: string | undefined) {
	if (shared + again === 0) return undefined;
	if (again === 0) {
		return `Begins as the last request did, with about ${roundedTokens(shared)} tokens: the server’s cache may have them.`;
	}
	const money = cost === undefined ? '' : `, ≈${dollars(cost)} more than from the server’s cache`;
	const kept =
		shared === 0 ? 'None of them are' : `Only about the first ${roundedTokens(shared)} are`;
	return `Reads about ${roundedTokens(again)} tokens of the last request again${money}. ${kept} as they were.`;
}

/** Shorter beginnings are kept in no cache by most providers. */
export const LEAST_CACHED = 1024;

/**
 * What a model reads of a chat that another one has answered, whose cache it does not have, and what that costs by its own price, in a
 * few words; undefined where that is too little for a cache.
 * @param tokens what the chat has
 * @param model that is to read them; of more than it takes, a part stays behind
 * @param at milliseconds since 1970
 */
export function otherModelNote(
	tokens: number,
	model: Pick<CatalogueModel, 'pricing' | 'priceOverrides' | 'contextLength'>,
	at: number,
): string | undefined {
	const prompt = Math.min(tokens, model.contextLength ?? tokens);
	if (!(prompt >= LEAST_CACHED)) return undefined;
	const { prompt: price = '0' } = pricingFor(model, { prompt, at }) ?? {};
	const money =
		compareDecimals(price, 0) > 0 ? `, ≈${dollars(multiplyDecimals(prompt, price))}` : '';
	return `reads about ${roundedTokens(prompt)} tokens of this chat${money}`;
}
