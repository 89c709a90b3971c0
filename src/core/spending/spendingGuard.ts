import type { LaterDetails } from '../../shared/conversation/laterDetails.ts';
import type { ReplyFacts } from '../../shared/conversation/messages.ts';
import { costOf, dollars, totalOf } from '../../shared/spending/money.ts';
import { addDecimals } from '../../shared/text/decimal.ts';
import type { TurnOutcome } from '../chat/turn.ts';
import type { AskedTogether, CutOffReply, Sending } from '../chat/turnObserver.ts';
import { messageSizes, textTokens } from '../context/messageTokens.ts';
import { ChatError } from '../errors/chatError.ts';
import { pricingFor } from '../models/priceOverrides.ts';
import type { ChatRequest } from '../server/chatRequest.ts';
import type { Destination } from '../server/chatServer.ts';
import { cacheNote, cacheShare, LEAST_CACHED, rereadCost } from './cacheLoss.ts';
import { correctionOf } from './correction.ts';
import { estimatedCost } from './estimatedCost.ts';
import type { LedgerEntry } from './ledger.ts';
import { judge, type Limits } from './limits.ts';
import { requestNotes } from './requestNotes.ts';
import { imagesIn, isMore, RequestPrices, type RequestPricesPorts } from './requestPrices.ts';
import type { SpendingTotals } from './spendingTotals.ts';

export interface SpendingGuardPorts extends RequestPricesPorts {
	readonly totals: SpendingTotals;
	/** The configured server; undefined where the setting is none. */
	server(): string | undefined;
	/** Resolves when what is known of a server's models has been read. */
	loaded(baseUrl: string): Promise<void>;
	/** @throws ChatError of kind badSetting */
	limits(): Limits;
	/** Asks the user; true to send. */
	confirm(question: string, detail: string): Promise<boolean>;
}

/** What is known of the cost of a request before it goes out, without its reply. */
export interface RequestEstimate {
	/** Of the prompt. */
	readonly tokens: number;
	/** US dollars as a decimal; undefined where the price is not known. */
	readonly cost: string | undefined;
	/** What a reply of 1,000 tokens adds to that. */
	readonly reply: string | undefined;
	/** The most that the list's prices make of the prompt, where a fallback model or the provider's cache can make that more. */
	readonly most?: string;
	/** Whether it can cost more than the price in the list says. */
	readonly mayBeMore: boolean;
}

/** Counts what is spent, and sees to the limits. */
export class SpendingGuard {
	readonly #ports: SpendingGuardPorts;
	readonly #prices: RequestPrices;
	/** By reply: what is under way, and in no ledger yet, and when it went out. */
	readonly #underWay = new Map<string, Sending & { readonly at: number }>();

	constructor(ports: SpendingGuardPorts) {
		this.#ports = ports;
		this.#prices = new RequestPrices(ports);
	}

	/**
	 * @param together where it is one of several: the user is asked once for all of them
	 * @throws ChatError when a limit is reached, and the user does not want to send anyway where that is up to them
	 */
	async permit(
		{ baseUrl }: Destination,
		request: ChatRequest,
		together: AskedTogether = { requests: 1 },
	): Promise<void> {
		const limits = this.#ports.limits();
		if (limits.soft === undefined && limits.hard === undefined) return;
		await this.#ports.totals.refresh();
		const counted = totalOf(this.#ports.totals.ofDay(this.#ports.now())) ?? '0';
		// Several go out at once where models are compared: what the others take is not free because it is not counted yet.
		const spent = addDecimals(
			counted,
			...[...this.#underWay.values()].map(
				({ destination, request, at }) =>
					this.#prices.mostOfPrompt(destination.baseUrl, request, at) ?? 0,
			),
		);
		const verdict = judge(limits, spent, this.#prices.mostOfPrompt(baseUrl, request));
		if (verdict.is === 'refused') throw new ChatError('overLimit', verdict.message, HARD_LIMIT);
		if (verdict.is === 'asked') {
			const { requests } = together;
			const all = requests > 1 ? ` You are asked once for all ${requests} answers.` : '';
			together.agreed ??= await this.#ports.confirm(verdict.question, `${verdict.detail}${all}`);
			if (together.agreed) return;
			throw new ChatError('overLimit', `${verdict.detail} Nothing was sent.`, SOFT_LIMIT);
		}
	}

	/** A request goes out: until it is entered, it counts at what its prompt is estimated at. */
	begin(sending: Sending): void {
		this.#underWay.set(sending.reply, { ...sending, at: this.#ports.now() });
	}

	/** The facts of a reply that has ended, with an estimate where the server did not say what it billed. */
	withEstimate({ reply, destination, request }: Sending, outcome: TurnOutcome): ReplyFacts {
		const { facts, read } = outcome;
		const { usage } = facts;
		// Nothing came, so nothing is taken to have been billed.
		if (usage?.cost !== undefined || (usage === undefined && read === '')) return facts;
		const prompt = usage?.prompt_tokens ?? this.#prices.promptTokens(request);
		const { model: answered = '' } = facts;
		const known = this.#prices.answering(destination.baseUrl, request, answered);
		// The price of an hour is that of when it went out, however long it took.
		const at = this.#underWay.get(reply)?.at ?? this.#ports.now();
		const estimate = estimatedCost(pricingFor(known, { prompt, at }), {
			prompt,
			cached: usage?.cached_tokens,
			written: usage?.cache_write_tokens,
			reasoning: usage?.reasoning_tokens,
			images: imagesIn(request),
			completion:
				// A count of none for a reply that says something was made before it was said.
				usage?.completion_tokens || textTokens(read, this.#ports.correction(request.model)),
		});
		return estimate === undefined ? facts : { ...facts, estimated_cost: estimate };
	}

	/**
	 * The facts of a reply with what its server's cache could know of its prompt, where the server says what came from there.
	 * @param before what went out for the chat shortly before
	 */
	withExpected(before: Sending, { destination, request }: Sending, facts: ReplyFacts): ReplyFacts {
		const { usage } = facts;
		if (usage?.cached_tokens === undefined) return facts;
		if (before.destination.baseUrl !== destination.baseUrl) return facts;
		const { shared } = cacheShare(before.request, request, this.#ports.correction(request.model));
		const expected_cached_tokens = Math.round(Math.min(shared, usage.prompt_tokens));
		if (expected_cached_tokens < LEAST_CACHED) return facts;
		return { ...facts, usage: { ...usage, expected_cached_tokens } };
	}

	/** Puts a reply that has ended into the ledger, unless nothing came of it. */
	async enter(sending: Sending, facts: ReplyFacts, read: string): Promise<void> {
		try {
			if (facts.usage === undefined && read === '') return;
			await this.#ports.totals.add(ledgerEntry(sending, facts, this.#ports.now()));
		} finally {
			this.#underWay.delete(sending.reply);
		}
	}

	/**
	 * Puts a reply into the ledger that was cut off with its window, at an estimate: all that is known of it is what was sent and what had
	 * come. The server is taken to be the one that is configured now. Nothing is entered twice.
	 */
	async enterCutOff({ chat, reply, choices = [], path, part }: CutOffReply): Promise<void> {
		const { totals, correction, model, server, loaded } = this.#ports;
		const all = [reply, ...choices].map((one) => one.text + one.reasoning).join('');
		const read = part?.came ?? all;
		const baseUrl = server();
		if (read === '' || baseUrl === undefined) return;
		await loaded(baseUrl);
		await totals.refresh();
		// By the reply alone: a copy of a chat was not paid again.
		if (totals.has(reply.id, part?.number)) return;
		const learned = correction(reply.model);
		const unsent = new Set(reply.unsent?.map(({ id }) => id));
		const sent = path.filter(({ id }) => !unsent.has(id));
		const earlier = textTokens(part?.earlier ?? '', learned);
		const prompt = sent.map(messageSizes(sent, learned)).reduce((sum, size) => sum + size, earlier);
		const completion = textTokens(read, learned);
		const at = part?.at ?? reply.at;
		const pricing = pricingFor(model(baseUrl, reply.model), { prompt, at });
		const estimated = estimatedCost(pricing, { prompt, completion });
		await totals.add({
			type: 'reply',
			at,
			chat,
			reply: reply.id,
			server: new URL(baseUrl).origin,
			model: reply.model,
			...(estimated === undefined ? {} : { estimated }),
			cut_off: true,
			...(part === undefined ? {} : { part: part.number }),
		});
	}

	/**
	 * Sets right what was counted for a reply, by what the server says of it afterwards.
	 * @returns what was corrected, in a sentence; undefined where nothing was
	 */
	async correct(reply: string, later: LaterDetails): Promise<string | undefined> {
		const { totals } = this.#ports;
		await totals.refresh();
		const correction = correctionOf(totals.entries, reply, later);
		if (correction === undefined) return undefined;
		await totals.add(correction.entry);
		return correction.words;
	}

	/** Writes what has had to wait for the disk. Never rejects. */
	async flush(): Promise<void> {
		await this.#ports.totals.refresh();
	}

	/** What is known before of the cost of a request, without its reply. */
	estimate({ baseUrl }: Destination, request: ChatRequest): RequestEstimate {
		const prices = this.#prices;
		const cost = prices.ofPrompt(baseUrl, request);
		const most = prices.mostOfPrompt(baseUrl, request);
		return {
			tokens: prices.promptTokens(request),
			cost,
			reply: prices.ofReply(baseUrl, request, 1000),
			...(most !== undefined && isMore(most, cost) ? { most } : {}),
			mayBeMore: prices.mayBeMore(baseUrl, request),
		};
	}

	/** The same in a sentence. */
	note(destination: Destination, request: ChatRequest): string {
		return `Estimated: ${estimateInWords(this.estimate(destination, request))}.`;
	}

	/** What that cannot know, in sentences. */
	unknownOf({ baseUrl }: Destination, request: ChatRequest): readonly string[] {
		return requestNotes(request, this.#prices.of(baseUrl, request));
	}

	/**
	 * How much of the last request a server's cache would have known and does not know of this one, in a sentence; undefined where
	 * it has no price for what comes from a cache, and never said that something did.
	 */
	cacheNote(
		{ baseUrl }: Destination,
		last: ChatRequest,
		next: ChatRequest,
		hasCached: boolean,
	): string | undefined {
		const share = cacheShare(last, next, this.#ports.correction(next.model));
		const cost = rereadCost(share.again, this.#prices.of(baseUrl, next));
		return cost === undefined && !hasCached ? undefined : cacheNote(share, cost);
	}
}

const SOFT_LIMIT = { setting: 'softLimit' };
const HARD_LIMIT = { setting: 'hardLimit' };

/** "1,234 tokens, at least ≈$0.0012, ≈$0.0037 by the highest listed price, without the reply" */
export function estimateInWords({ tokens, cost, most, mayBeMore }: RequestEstimate): string {
	const least = mayBeMore ? 'at least ' : '';
	const highest = most === undefined ? '' : `, ≈${dollars(most)} by the highest listed price`;
	const money =
		cost === undefined ? 'at a price that is not known' : `${least}≈${dollars(cost)}${highest}`;
	return `${tokens.toLocaleString('en')} tokens, ${money}, without the reply`;
}

function ledgerEntry(sending: Sending, facts: ReplyFacts, at: number): LedgerEntry {
	const { usage, model: answered, provider } = facts;
	const { billed, estimated } = costOf(facts);
	const { model } = sending.request;
	return {
		type: 'reply',
		at,
		chat: sending.chat,
		reply: sending.reply,
		server: new URL(sending.destination.baseUrl).origin,
		model,
		...(answered === undefined || answered === model ? {} : { answered }),
		...(provider === undefined ? {} : { provider }),
		...(usage === undefined ? {} : tokensOf(usage)),
		...(billed === undefined ? {} : { billed }),
		...(usage?.is_byok && usage.upstream_inference_cost !== undefined
			? { at_provider: usage.upstream_inference_cost }
			: {}),
		...(estimated === undefined ? {} : { estimated }),
	};
}

function tokensOf(usage: NonNullable<ReplyFacts['usage']>) {
	const { prompt_tokens, completion_tokens, cached_tokens, reasoning_tokens } = usage;
	return {
		prompt_tokens,
		completion_tokens,
		...(cached_tokens === undefined ? {} : { cached_tokens }),
		...(reasoning_tokens === undefined ? {} : { reasoning_tokens }),
	};
}
