import * as v from 'valibot';
import { DecimalText, Finite } from '../text/fields.ts';
import { Time } from '../text/time.ts';

const Amount = v.union([Finite, DecimalText]);
const Count = v.exactOptional(Finite);
const Name = v.exactOptional(v.string());
const Dollars = v.exactOptional(Amount);

/** What OpenRouter says of a reply when it is asked later (GET /generation), under its own names. */
export const LaterDetails = v.object({
	/** When it was asked. */
	at: Time,
	provider_name: Name,
	model: Name,
	/** The provider's name for the exchange. */
	upstream_id: Name,
	/** As one tokenizer for all models counts them. */
	tokens_prompt: Count,
	tokens_completion: Count,
	/** As the model's own does, and as they are billed. */
	native_tokens_prompt: Count,
	native_tokens_completion: Count,
	native_tokens_reasoning: Count,
	native_tokens_cached: Count,
	/** US dollars. */
	total_cost: Dollars,
	upstream_inference_cost: Dollars,
	/** US dollars less, or where it is below 0 more, by the provider's cache. */
	cache_discount: Dollars,
	/** Milliseconds until the first token, and from there to the end. */
	latency: Count,
	generation_time: Count,
	finish_reason: Name,
	native_finish_reason: Name,
	cancelled: v.exactOptional(v.boolean()),
});
export type LaterDetails = v.InferOutput<typeof LaterDetails>;

/** Whether OpenRouter can be asked about a reply: no other server has such ids and names the provider. */
export function canAskLater(facts: { readonly id?: string; readonly provider?: string }): boolean {
	return facts.id !== undefined && /^gen-[\w-]+$/.test(facts.id) && facts.provider !== undefined;
}
