import * as v from 'valibot';
import type { TokenChance } from '../../shared/compare/compareProtocol.ts';
import type { ExchangeRecord } from '../inspect/exchangeRecord.ts';

/** So many alternatives are asked for at each token. */
export const ALTERNATIVES = 5;

const Byte = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255));

const Likely = v.object({
	token: v.string(),
	logprob: v.number(),
	/** Of the token in UTF-8: it may have a part of a character, which no text can show. */
	bytes: v.fallback(v.nullish(v.array(Byte)), undefined),
});
type Likely = v.InferOutput<typeof Likely>;

const Listed = v.object({
	...Likely.entries,
	top_logprobs: v.fallback(v.nullish(v.array(Likely)), undefined),
});

/** What a chunk of a stream, or a whole answer, says of the tokens in it. Other choices of an answer are replies of their own. */
const Chunk = v.pipe(
	v.string(),
	v.parseJson(),
	v.object({
		choices: v.array(
			v.object({
				index: v.optional(v.number(), 0),
				logprobs: v.nullish(v.object({ content: v.nullish(v.array(v.unknown())) })),
			}),
		),
	}),
);

/**
 * The tokens of an answer, each with its log probability (natural, at most 0) and what else could have stood there, as its server sent
 * them: in the order of the text, of which secrets that were kept back are not put back. Tokens that make a character together are one,
 * as likely as all of them together.
 */
export function tokenChances({ events }: Pick<ExchangeRecord, 'events'>): TokenChance[] {
	const chances: TokenChance[] = [];
	/** What has begun a character. */
	let begun: { readonly chance: TokenChance; readonly bytes: readonly number[] } | undefined;
	const breakOff = () => {
		if (begun !== undefined) chances.push(begun.chance);
		begun = undefined;
	};
	for (const listed of events.flatMap(listedIn)) {
		const { bytes: own, ...chance } = listed;
		if (own === undefined || textOf(own) !== undefined) {
			breakOff();
			chances.push(chance);
			continue;
		}
		if (begun !== undefined && !mayGoOn([...begun.bytes, ...own])) breakOff();
		const bytes = [...(begun?.bytes ?? []), ...own];
		const { others, logprob } = begun?.chance ?? { others: chance.others, logprob: 0 };
		const text = textOf(bytes);
		const together = { text: text ?? chance.text, logprob: logprob + chance.logprob, others };
		begun = { chance: together, bytes };
		if (text !== undefined || !mayGoOn(bytes)) breakOff();
	}
	breakOff();
	return chances;
}

function listedIn({ text }: ExchangeRecord['events'][number]) {
	const chunk = v.safeParse(Chunk, text);
	if (!chunk.success) return [];
	const first = chunk.output.choices.find(({ index }) => index === 0);
	return (first?.logprobs?.content ?? []).flatMap(chanceOf);
}

function chanceOf(listed: unknown): (TokenChance & { readonly bytes?: readonly number[] })[] {
	const token = v.safeParse(Listed, listed);
	if (!token.success) return [];
	const { token: text, logprob, bytes, top_logprobs: top } = token.output;
	const others = (top ?? [])
		.filter((one) => one.token !== text && isReadable(one))
		.map((one) => ({ text: one.token, logprob: one.logprob }));
	return [{ text, logprob, others, ...(bytes ? { bytes } : {}) }];
}

function isReadable({ bytes }: Likely): boolean {
	return !bytes || textOf(bytes) !== undefined;
}

/** Undefined where they are no whole characters. */
function textOf(bytes: readonly number[]): string | undefined {
	return decoded(bytes, false);
}

/** Whether what follows can make whole characters of them. */
function mayGoOn(bytes: readonly number[]): boolean {
	return decoded(bytes, true) !== undefined;
}

function decoded(bytes: readonly number[], goesOn: boolean): string | undefined {
	try {
		const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
		return decoder.decode(Uint8Array.from(bytes), { stream: goesOn });
	} catch {
		return undefined;
	}
}
