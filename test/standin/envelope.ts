import { randomBytes } from 'node:crypto';
import type { StreamShape } from './behaviour.ts';
import { billOf } from './bill.ts';
import type { CatalogueEntry } from './catalogue.ts';
import type { ChatBody, ChatMessage } from './requestSchema.ts';

/** What every chunk of one answer repeats. */
export interface Envelope {
	readonly id: string;
	/** Unix time in seconds. */
	readonly created: number;
	readonly model: string;
	readonly provider: string;
}

export interface Usage {
	readonly prompt_tokens: number;
	readonly completion_tokens: number;
	readonly total_tokens: number;
	/** USD. */
	readonly cost: number;
	readonly is_byok: boolean;
	readonly prompt_tokens_details: Readonly<Record<string, number>>;
	readonly cost_details: Readonly<Record<string, number>>;
	readonly completion_tokens_details: Readonly<Record<string, number>>;
}

/** The chunks' common fields; the id has OpenRouter's form, "gen-<unix time>-<20 characters>". */
export function newEnvelope(model: string, provider = 'Stand-in'): Envelope {
	const created = Math.floor(Date.now() / 1000);
	const random = randomBytes(15).toString('base64url').replace(/[-_]/g, 'x');
	return { id: `gen-${created}-${random}`, created, model, provider };
}

/** A message's text; an image part stands as a note of its size. */
export function textOf(message: ChatMessage): string {
	if (typeof message.content === 'string') {
		return message.content;
	}
	return message.content
		.map((part) =>
			part.type === 'text'
				? part.text
				: `[image, an address of ${part.image_url.url.length} characters]`,
		)
		.join('\n');
}

/** Plausible counts, at four characters a token, and what they would cost at the entry's price. */
export function usageOf(
	body: ChatBody,
	reply: string,
	reasoning: string,
	entry: CatalogueEntry | undefined,
	{
		window = Number.POSITIVE_INFINITY,
		cached = 0,
		written = 0,
	}: Pick<StreamShape, 'window' | 'cached' | 'written'> = {},
): Usage {
	const prompt = Math.min(window, tokens(body.messages.map(textOf).join('\n')));
	const thought = tokens(reasoning);
	const completion = tokens(reply) + thought;
	const images = body.messages.flatMap(({ content }) =>
		typeof content === 'string' ? [] : content.filter(({ type }) => type === 'image_url'),
	).length;
	const minute = Math.floor(Date.now() / 60_000) % (24 * 60);
	const bill = billOf(entry, { prompt, cached, written, completion, images, minute });
	const { prompt: promptCost, completion: completionCost } = bill;
	const cost = rounded(promptCost + completionCost);
	return {
		prompt_tokens: prompt,
		completion_tokens: completion,
		total_tokens: prompt + completion,
		cost,
		is_byok: false,
		prompt_tokens_details: { cached_tokens: cached, cache_write_tokens: written, audio_tokens: 0 },
		cost_details: {
			upstream_inference_cost: cost,
			upstream_inference_prompt_cost: rounded(promptCost),
			upstream_inference_completions_cost: rounded(completionCost),
		},
		completion_tokens_details: { reasoning_tokens: thought, image_tokens: 0 },
	};
}

function tokens(text: string): number {
	return Math.ceil(text.length / 4);
}

/** Without the last digits of binary fractions, as a server that counts in decimals would send it. */
function rounded(cost: number): number {
	return Number(cost.toFixed(12));
}
