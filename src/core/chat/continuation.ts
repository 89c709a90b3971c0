import { replyEnd } from '../../shared/conversation/finishReason.ts';
import type { Dollars, Reply, ReplyFacts, Usage } from '../../shared/conversation/messages.ts';
import { addDecimals } from '../../shared/text/decimal.ts';
import type { ConversationEvent } from '../conversation/conversationEvent.ts';
import type { TurnOutcome } from './turn.ts';
import type { CutOffPart } from './turnObserver.ts';

/** Whether a reply stopped before the model had said all: at its length limit, by Stop, by a failure or with its window. */
export function canContinue({ status, text, facts }: Reply): boolean {
	if (text === '' || status === 'streaming') return false;
	return status !== 'complete' || replyEnd(facts.finish_reason) === 'length';
}

/**
 * Which part of a reply was cut off, by all that its log says; undefined for one that had never ended.
 * @param choices the other choices of the same answer
 */
export function lastPart(
	events: readonly ConversationEvent[],
	reply: Reply,
	choices: readonly Reply[],
): Omit<CutOffPart, 'at'> | undefined {
	const ids = new Set([reply, ...choices].map(({ id }) => id));
	let [number, earlier, came, said] = [0, '', '', ''];
	for (const event of events) {
		if (event.type === 'message' && event.message.id === reply.id) {
			said = event.message.text;
		} else if (event.type === 'text' && ids.has(event.id)) {
			const { thought, text = '', reasoning = '' } = event;
			if (event.id === reply.id) said = (thought ? '' : said) + text;
			came += text + reasoning;
		} else if (event.type === 'continued' && event.id === reply.id) {
			[number, earlier, came] = [number + 1, said, ''];
		}
	}
	return number === 0 ? undefined : { number, earlier, came };
}

/** The facts of the last part of a continued reply, with the tokens and the cost of all of them. */
export function withUsageOf<Outcome extends Pick<TurnOutcome, 'facts'>>(
	earlier: Reply,
	outcome: Outcome,
): Outcome {
	const usage = sumOfUsage(earlier.facts.usage, outcome.facts.usage);
	const estimated = sumOfMoney(earlier.facts.estimated_cost, outcome.facts.estimated_cost);
	const facts: ReplyFacts = {
		...outcome.facts,
		...(usage === undefined ? {} : { usage }),
		...(estimated === undefined ? {} : { estimated_cost: estimated }),
	};
	return { ...outcome, facts };
}

function sumOfUsage(one: Usage | undefined, other: Usage | undefined): Usage | undefined {
	if (one === undefined || other === undefined) return one ?? other;
	const cost = sumOfMoney(one.cost, other.cost);
	const upstream = sumOfMoney(one.upstream_inference_cost, other.upstream_inference_cost);
	const cached = sumOfTokens(one.cached_tokens, other.cached_tokens);
	const written = sumOfTokens(one.cache_write_tokens, other.cache_write_tokens);
	const expected = sumOfTokens(one.expected_cached_tokens, other.expected_cached_tokens);
	const reasoning = sumOfTokens(one.reasoning_tokens, other.reasoning_tokens);
	return {
		...other,
		prompt_tokens: one.prompt_tokens + other.prompt_tokens,
		completion_tokens: one.completion_tokens + other.completion_tokens,
		total_tokens: one.total_tokens + other.total_tokens,
		...(cost === undefined ? {} : { cost }),
		...(upstream === undefined ? {} : { upstream_inference_cost: upstream }),
		...(cached === undefined ? {} : { cached_tokens: cached }),
		...(written === undefined ? {} : { cache_write_tokens: written }),
		...(expected === undefined ? {} : { expected_cached_tokens: expected }),
		...(reasoning === undefined ? {} : { reasoning_tokens: reasoning }),
	};
}

function sumOfMoney(one: Dollars | undefined, other: Dollars | undefined): string | undefined {
	return one === undefined && other === undefined ? undefined : addDecimals(one ?? 0, other ?? 0);
}

function sumOfTokens(one: number | undefined, other: number | undefined): number | undefined {
	return one === undefined && other === undefined ? undefined : (one ?? 0) + (other ?? 0);
}
