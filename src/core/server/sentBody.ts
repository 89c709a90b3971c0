import * as v from 'valibot';
import type { ChatRequest } from './chatRequest.ts';

const Fields = v.object({
	model: v.string(),
	messages: v.pipe(v.array(v.object({ role: v.string() })), v.minLength(1)),
	stream: v.literal(true),
});

/** Checked, but given on as it is: a parser's copy would have its fields in another order, and be another body. */
const SentBody = v.pipe(
	v.string(),
	v.parseJson(),
	v.custom<ChatRequest>((value) => v.is(Fields, value)),
);

/** The request of a kept body, which gives the same bytes again; undefined where it is none of ours. */
export function parseSentBody(body: string): ChatRequest | undefined {
	const parsed = v.safeParse(SentBody, body);
	return parsed.success && JSON.stringify(parsed.output) === body ? parsed.output : undefined;
}
