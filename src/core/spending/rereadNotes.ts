import type { Reread } from '../../shared/context/contextProtocol.ts';
import type { Message, Reply } from '../../shared/conversation/messages.ts';
import { dollars } from '../../shared/spending/money.ts';
import { roundedTokens } from '../../shared/text/roundedTokens.ts';
import { messageSizes } from '../context/messageTokens.ts';
import { turnState, turnWith } from '../conversation/turns.ts';
import { pricingFor } from '../models/priceOverrides.ts';
import type { CatalogueModel } from '../server/chatServer.ts';
import type { TokenCorrection } from '../tokens/tokenCorrection.ts';
import { LEAST_CACHED, rereadCost } from './cacheLoss.ts';

/** Whom the next message goes to. */
export interface RereadFrom {
	/** What the catalogue says of the model; undefined where it is not known, and nothing is said then. */
	readonly known: CatalogueModel | undefined;
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
	const last = lastCounted(path, from);
	const turn = turnWith(path, id);
	const [question] = turn;
	const end = path.findIndex((message) => message.id === turn.at(-1)?.id);
	if (last === undefined || question === undefined) return {};
	const gone = new Set(last.unsent?.map((unsent) => unsent.id));
	const until = path.indexOf(last);
	const isOut = ({ id: of }: Message) => !gone.has(of);
	const sent = path.slice(0, until).filter(isOut);
	const size = messageSizes(path, from.correction);
	const sizeOf = (messages: readonly Message[]) =>
		messages.reduce((sum, message) => sum + size(message), 0);
	const after = sizeOf(path.slice(end + 1, until).filter(isOut));
	const isSent = sent.includes(question);
	const isLeftOut = turnState(turn) === 'leftOut';
	const words = (tokens: number, begin: string) => inWords(tokens, begin, last, path, from);
	const behind = 'What follows it is read anew';
	const edit = isSent ? words(size(question), 'What follows the change is read anew') : undefined;
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
	const last = lastCounted(path, from);
	if (last === undefined) return undefined;
	const tokens = promptOf(last, path, from);
	return inWords(tokens, 'With another one all of this chat is read anew', last, path, from);
}

/** The last reply that the server has counted, if the model that is asked next gave it. */
function lastCounted(path: readonly Message[], { known }: RereadFrom): Reply | undefined {
	const last = path.findLast(
		(message): message is Reply =>
			message.role === 'assistant' && message.facts.usage !== undefined,
	);
	return last !== undefined && last.model === known?.id ? last : undefined;
}

/** The tokens of what was sent for a reply; what is counted of one that went on is the sum of its requests. */
function promptOf(
	{ id, facts, unsent, continuations = [] }: Reply,
	path: readonly Message[],
	{ correction }: RereadFrom,
): number {
	const counted = facts.usage?.prompt_tokens ?? 0;
	if (continuations.length === 0) return counted;
	const gone = new Set(unsent?.map((one) => one.id));
	const size = messageSizes(path, correction);
	const until = path.findIndex((message) => message.id === id);
	const sent = path.slice(0, until).filter((message) => !gone.has(message.id));
	return Math.min(
		counted,
		sent.reduce((sum, message) => sum + size(message), 0),
	);
}

function inWords(
	tokens: number,
	begin: string,
	last: Reply,
	path: readonly Message[],
	from: RereadFrom,
): string | undefined {
	const { known, at } = from;
	const prompt = promptOf(last, path, from);
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
