import type { ChatChoices } from '../../shared/conversation/messages.ts';
import { dollars } from '../../shared/spending/money.ts';
import { addDecimals } from '../../shared/text/decimal.ts';
import type { KnownModels } from '../models/knownModels.ts';
import { parametersView } from '../parameters/parametersView.ts';
import { requestTargetOf } from '../parameters/requestTarget.ts';
import { type RawSettings, withChoices } from '../settings/rawSettings.ts';
import { estimateInWords, type RequestEstimate } from '../spending/spendingGuard.ts';
import type { ColumnChoice } from './comparison.ts';

/** What is known of a column before it is asked for. */
export interface ColumnPlan {
	/** Undefined where it would be refused. */
	readonly estimate?: RequestEstimate | undefined;
	/** Why it would be refused. */
	readonly refusal?: string | undefined;
	/** The parameters that are set and that the model ignores, by their names. */
	readonly ignored: readonly string[];
}

/** What the chat has chosen, with what is chosen for one column over it. */
export function choicesOf(
	choices: ChatChoices,
	{ parameters, ...once }: ColumnChoice,
): ChatChoices {
	return { ...choices, ...once, parameters: { ...choices.parameters, ...parameters } };
}

/** The parameters that are set for a column and that its model ignores: "Top K". */
export function ignoredBy(
	raw: RawSettings,
	chosen: ChatChoices,
	models: Pick<KnownModels, 'model' | 'catalogue'>,
): string[] {
	const target = requestTargetOf(withChoices(raw, chosen), models);
	const { rows, effort } = parametersView(raw, chosen, target);
	const set = rows.filter(
		({ source, inSettings }) => source === 'chat' || (source === 'settings' && inSettings !== null),
	);
	return [
		...set.filter(({ support }) => support === 'ignores').map(({ label }) => label),
		...(effort?.notSent === undefined ? [] : ['Reasoning Effort']),
	];
}

/** "at least ≈$0.0012 · ignores Top K" */
export function planInWords({ estimate, refusal, ignored }: ColumnPlan): string {
	const parts = [
		...(refusal === undefined ? [] : [`Would be refused: ${refusal}`]),
		...(estimate === undefined ? [] : [estimateInWords(estimate)]),
		...(ignored.length === 0 ? [] : [`ignores ${ignored.join(', ')}`]),
	];
	return parts.join(' · ');
}

/** What all columns together cost: "≈$0.0031 together, without the replies; ≈$0.0012 more where each has 1,000 tokens". */
export function sumInWords(plans: readonly ColumnPlan[]): string {
	const estimates = plans.flatMap(({ estimate }) => estimate ?? []);
	const costs = estimates.flatMap(({ cost }) => cost ?? []);
	if (costs.length === 0) return 'at prices that are not known';
	const isLeast = costs.length < plans.length || estimates.some(({ mayBeMore }) => mayBeMore);
	const inWords = (parts: readonly string[]) =>
		`${isLeast ? 'at least ' : ''}≈${dollars(addDecimals(...parts))}`;
	const replies = inWords(estimates.flatMap(({ reply }) => reply ?? []));
	return `${inWords(costs)} together, without the replies; ${replies} more where each has 1,000 tokens`;
}
