import * as v from 'valibot';
import type { TokenChance } from '../../shared/compare/compareProtocol.ts';
import type { ExchangeRecord } from '../inspect/exchangeRecord.ts';

/** So many alternatives are asked for at each token. */
export const ALTERNATIVES = 5;

const Likely = v.object({ token: v.string(), logprob: v.number() });

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
 * them: in the order of the text, of which secrets that were kept back are not put back.
 */
export function tokenChances({ events }: Pick<ExchangeRecord, 'events'>): TokenChance[] {
	return events.flatMap(({ text }) => {
		const chunk = v.safeParse(Chunk, text);
		if (!chunk.success) return [];
		const first = chunk.output.choices.find(({ index }) => index === 0);
		return (first?.logprobs?.content ?? []).flatMap(chanceOf);
	});
}

function chanceOf(listed: unknown): TokenChance[] {
	const token = v.safeParse(Listed, listed);
	if (!token.success) return [];
	const { token: text, logprob, top_logprobs: top } = token.output;
	const others = (top ?? [])
		.filter((one) => one.token !== text)
		.map((one) => ({ text: one.token, logprob: one.logprob }));
	return [{ text, logprob, others }];
}
