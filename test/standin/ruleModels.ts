import type { AnswerBehaviour } from './behaviour.ts';
import { type CatalogueEntry, catalogueEntry } from './catalogue.ts';
import { textOf } from './envelope.ts';
import type { ChatBody } from './requestSchema.ts';

const BASE = { context: 131_072, price: ['0.000001', '0.000004'] } as const;

function priced(id: string, name: string, pricing: object): CatalogueEntry {
	const entry = catalogueEntry(id, { ...BASE, name });
	return { ...entry, pricing: { ...entry.pricing, ...pricing } };
}

const CACHE = { input_cache_read: '0.0000001', input_cache_write: '0.00000125' };

/** Models that each do one thing that servers do without a word, to be looked at with the stand-in of `npm start`. */
export const RULE_MODELS: readonly CatalogueEntry[] = [
	priced('standin/choices', 'Answers in three choices', {}),
	priced('standin/cut', 'Reads 2,050 tokens of a prompt', {}),
	priced('standin/another', 'Another model answers', {}),
	priced('standin/cache', 'Reads and writes a cache', CACHE),
	priced('standin/long-prompts', 'Dearer above 1,000 tokens', {
		overrides: [{ min_prompt_tokens: 1000, prompt: '0.000002', completion: '0.000008' }],
	}),
	priced('standin/hours', 'Cheaper by night', {
		overrides: [{ utc_start: 1630, utc_end: 30, prompt: '0.0000005' }],
	}),
	priced('standin/discount', 'Half price, which its prices have in them', {
		prompt: '0.0000005',
		completion: '0.000002',
		discount: 0.5,
	}),
	priced('standin/per-request', 'A price for each request and image', {
		request: '0.005',
		image: '0.001',
	}),
];

/** By model, what was asked last. */
export type LastPrompts = Map<string, string>;

/**
 * What such a model does; undefined for any other.
 * @param last is read and written by the one with a cache
 */
export function ruleBehaviour(chat: ChatBody, last: LastPrompts): AnswerBehaviour | undefined {
	switch (chat.model) {
		case 'standin/choices':
			return {
				kind: 'answer',
				choices: ['The second choice of the same answer.', 'And the third one, *shorter*.'],
			};
		case 'standin/cut':
			return { kind: 'answer', window: 2050 };
		case 'standin/another':
			return { kind: 'answer', model: 'standin/not-asked-for' };
		case 'standin/cache': {
			const prompt = chat.messages.map(textOf).join('\n');
			const shared = sharedLength(last.get(chat.model) ?? '', prompt);
			last.set(chat.model, prompt);
			const cached = Math.floor(shared / 4);
			return { kind: 'answer', cached, written: Math.ceil(prompt.length / 4) - cached };
		}
		default:
			return chat.model.startsWith('standin/') ? { kind: 'answer' } : undefined;
	}
}

function sharedLength(one: string, other: string): number {
	let length = 0;
	while (length < one.length && one[length] === other[length]) length++;
	return length;
}
