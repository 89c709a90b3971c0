import type { Reread } from '../../shared/context/contextProtocol.ts';
import type { Message, Reply } from '../../shared/conversation/messages.ts';
import { dollars } from '../../shared/spending/money.ts';
import { roundedTokens } from '../../shared/text/roundedTokens.ts';
import { messageSizes } from '../context/messageTokens.ts';
import { turnState, turnsOf, turnWith } from '../conversation/turns.ts';
import { pricingFor } from '../models/priceOverrides.ts';
import type { CatalogueModel } from '../server/chatServer.ts';
import type { TokenCorrection } from '../tokens/tokenCorrection.ts';
import { LEAST_CACHED, mayBeCached, rereadCost } from './cacheLoss.ts';

/** Whom the next message goes to. */
export interface RereadFrom {
	/** The model as it is asked for: a cache is that of whom the last request asked, whatever the list calls them. */
	readonly model: string;
	/** What the catalogue says of it; undefined where that has it not, and what it costs is not said then. */
	readonly known: CatalogueModel | undefined;
	/** What its counts have taught, by the model as it is asked for. */
	readonly correction: TokenCorrection | undefined;
	/** In milliseconds since 1970. */
	readonly at: number;
}

/**
 * What a server's cache would have known and knows no more where a message is edited, left out, put back or pinned: a sentence for
 * each, none where that is too little for a cache, or nothing tells of one.
 * @param path the shown branch
 */
export function rereadNotes(
	path: readonly Message[],
	id: string,
	from: RereadFrom,
): Reread['words'] {
	const last = lastRequest(path, from);
	const turn = turnWith(path, id);
	const [question] = turn;
	if (last === undefined || question === undefined) return {};
	const { sentFrom, sizeOf } = last;
	const end = path.findIndex((message) => message.id === turn.at(-1)?.id);
	const after = sizeOf(sentFrom(end + 1));
	const isSent = sentFrom(0).includes(question);
	const isLeftOut = turnState(turn) === 'leftOut';
	const words = (tokens: number, begin: string) => inWords(tokens, begin, last, path, from);
	const behind = 'What follows it is read anew';
	const edit = isSent
		? words(sizeOf([question]), 'What follows the change is read anew')
		: undefined;
	const leaveOut = isSent || isLeftOut ? words(after, behind) : undefined;
	const pinned = isSent ? undefined : words(after, behind);
	return {
		...(edit === undefined ? {} : { edit }),
		...(leaveOut === undefined ? {} : { leaveOut }),
		...(pinned === undefined ? {} : { pinned }),
	};
}

/** The same for another system prompt, which stands before all else. */
export function rereadOfAll(path: readonly Message[], from: RereadFrom): string | undefined {
	const last = lastRequest(path, from);
	if (last === undefined) return undefined;
	return inWords(last.prompt, 'With another one all of this chat is read anew', last, path, from);
}

/** When the last request for a reply went out, in milliseconds since 1970. */
export function lastAskedAt({ at, continuations = [] }: Reply): number {
	return continuations.at(-1)?.at ?? at;
}

/** The last reply of a branch whose server has counted what it read, and how many tokens a request for the last reply has by that. */
export function lastRead(
	path: readonly Message[],
	correction?: TokenCorrection,
): { readonly model: string; readonly tokens: number } | undefined {
	const last = lastCounted(path, correction);
	if (last === undefined) return undefined;
	const { reply, prompt, sizeOf } = last;
	const until = path.findLastIndex(({ role }) => role === 'assistant');
	const gone = notAskedWith(path, until);
	const since = path.slice(path.indexOf(reply), until).filter(({ id }) => !gone.has(id));
	return { model: reply.model, tokens: Math.round(prompt + sizeOf(since)) };
}

/** What the request for the reply at this place was without: what it names, and the turns that are left out, unless it is of one itself. */
function notAskedWith(path: readonly Message[], at: number): ReadonlySet<string> {
	const reply = path[at];
	const unsent = reply?.role === 'assistant' ? (reply.unsent ?? []) : [];
	const leftOut = turnsOf(path).filter(
		(turn) => turnState(turn) === 'leftOut' && !turn.some((message) => message === reply),
	);
	return new Set([...unsent, ...leftOut.flat()].map(({ id }) => id));
}

/** The last request that the server has counted. */
interface LastRequest {
	/** The reply to it. */
	readonly reply: Reply;
	/** Its tokens. What is counted of one whose reply went on is the sum of several, and no more than the estimate is taken of that. */
	readonly prompt: number;
	/** The messages in it, from an index of the branch on. */
	sentFrom(start: number): readonly Message[];
	/** By the estimate. */
	sizeOf(messages: readonly Message[]): number;
}

/** Undefined unless the model that is asked next has answered it, and not so long ago that no cache knows it any more. */
function lastRequest(
	path: readonly Message[],
	{ model, correction, at }: RereadFrom,
): LastRequest | undefined {
	const last = lastCounted(path, correction);
	if (last?.reply.model !== model || !mayBeCached(lastAskedAt(last.reply), at)) return undefined;
	return last;
}

function lastCounted(
	path: readonly Message[],
	correction: TokenCorrection | undefined,
): LastRequest | undefined {
	// A count of none is one that was not made.
	const until = path.findLastIndex(
		(message) => message.role === 'assistant' && (message.facts.usage?.prompt_tokens ?? 0) > 0,
	);
	const reply = path[until];
	if (reply?.role !== 'assistant') return undefined;
	const { facts, unsent, continuations = [] } = reply;
	const gone = new Set(unsent?.map(({ id }) => id));
	const sentFrom = (start: number) => path.slice(start, until).filter(({ id }) => !gone.has(id));
	const size = messageSizes(path, correction);
	const sizeOf = (messages: readonly Message[]) =>
		messages.reduce((sum, message) => sum + size(message), 0);
	const counted = facts.usage?.prompt_tokens ?? 0;
	const prompt = continuations.length === 0 ? counted : Math.min(counted, sizeOf(sentFrom(0)));
	return { reply, prompt, sentFrom, sizeOf };
}

function inWords(
	tokens: number,
	begin: string,
	{ prompt }: LastRequest,
	path: readonly Message[],
	{ known, at }: RereadFrom,
): string | undefined {
	// By the estimate there may be more of it than the server has counted.
	const read = Math.round(Math.min(tokens, prompt));
	if (read < LEAST_CACHED) return undefined;
	const cost = rereadCost(read, pricingFor(known, { prompt, at }));
	const hasCached = path.some(
		(message) => message.role === 'assistant' && (message.facts.usage?.cached_tokens ?? 0) > 0,
	);
	if (cost === undefined && !hasCached) return undefined;
	const money = cost === undefined ? '' : `, ≈${dollars(cost)} more than from the server’s cache`;
	return `${begin}: about ${roundedTokens(read)} tokens${money}.`;
}
