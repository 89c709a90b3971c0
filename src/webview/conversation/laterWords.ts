import type { LaterDetails } from '../../shared/conversation/laterDetails.ts';
import { exactDollars } from '../../shared/spending/money.ts';

/** What OpenRouter said of a reply when it was asked afterwards, as names and values. */
export function laterInWords(
	later: LaterDetails | undefined,
): [name: string, value: string | undefined][] {
	if (later === undefined) return [];
	const { native_finish_reason: native, finish_reason: reason, cancelled } = later;
	const finish = [reason, native === reason ? undefined : native].filter((one) => one);
	const tokens = [
		counted(later.native_tokens_prompt, 'in'),
		counted(later.native_tokens_cached, 'of them from the cache'),
		counted(later.native_tokens_completion, 'out'),
		counted(later.native_tokens_reasoning, 'of them of reasoning'),
	].filter((one) => one !== undefined);
	const time = [
		later.latency === undefined ? undefined : `first token after ${seconds(later.latency)}`,
		later.generation_time === undefined ? undefined : `then ${seconds(later.generation_time)}`,
	].filter((one) => one !== undefined);
	return [
		['Asked for later', new Date(later.at).toLocaleString('en')],
		['Later: model', later.model],
		['Later: provider', later.provider_name],
		['Later: tokens', tokens.join(', ') || undefined],
		['Later: billed', dollars(later.total_cost)],
		['Later: billed by the provider', dollars(later.upstream_inference_cost)],
		['Later: saved by the cache', saved(later.cache_discount)],
		['Later: time', time.join(', ') || undefined],
		['Later: finish reason', finish.join(', ') || undefined],
		['Later: cancelled', cancelled === true ? 'yes' : undefined],
		['Later: id at the provider', later.upstream_id],
	];
}

function counted(count: number | undefined, what: string): string | undefined {
	return count === undefined || count === 0 ? undefined : `${count.toLocaleString('en')} ${what}`;
}

function seconds(ms: number): string {
	return `${(ms / 1000).toFixed(2)} s`;
}

function dollars(amount: LaterDetails['total_cost']): string | undefined {
	return amount === undefined ? undefined : exactDollars(amount);
}

/** Below 0 where writing into it cost more than it saved. */
function saved(amount: LaterDetails['cache_discount']): string | undefined {
	if (amount === undefined || Number(amount) === 0) return undefined;
	const text = String(amount);
	return text.startsWith('-')
		? `less than nothing: ${exactDollars(text.slice(1))} more`
		: exactDollars(text);
}
