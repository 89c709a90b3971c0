import type { Reply, Usage } from '../shared/conversation.ts';
import type { TurnOutcome } from './turn.ts';

/** Whether a reply stopped before the model had said all: at its length limit, by Stop, by a failure or with its window. */
export function canContinue({ status, text, facts }: Reply): boolean {
	if (text === '' || status === 'streaming') return false;
	return status !== 'complete' || facts.finish_reason === 'length';
}

/** The facts of the last part of a continued reply, with the tokens and the cost of all of them. */
export function withUsageOf(earlier: Reply, outcome: TurnOutcome): TurnOutcome {
	const usage = sum(earlier.facts.usage, outcome.facts.usage);
	return usage === undefined ? outcome : { ...outcome, facts: { ...outcome.facts, usage } };
}

function sum(one: Usage | undefined, other: Usage | undefined): Usage | undefined {
	if (one === undefined || other === undefined) return one ?? other;
	const cost = (one.cost ?? 0) + (other.cost ?? 0);
	return {
		prompt_tokens: one.prompt_tokens + other.prompt_tokens,
		completion_tokens: one.completion_tokens + other.completion_tokens,
		total_tokens: one.total_tokens + other.total_tokens,
		...(one.cost === undefined && other.cost === undefined ? {} : { cost }),
	};
}
