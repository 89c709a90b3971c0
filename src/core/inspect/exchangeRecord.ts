import * as v from 'valibot';
import { Time } from '../../shared/text/time.ts';

const Headers = v.record(v.string(), v.string());

/** One time that a request went out. Times are in milliseconds since 1970. */
const Attempt = v.object({
	at: Time,
	method: v.string(),
	url: v.string(),
	/** The key is blanked. */
	headers: Headers,
	transport: v.string(),
	/** The proxy's origin; null where there is none or the client does not say. */
	proxy: v.nullable(v.string()),
	answer: v.exactOptional(v.object({ at: Time, status: v.number(), headers: Headers })),
	/** Why it was tried again, and after how many milliseconds. */
	retried: v.exactOptional(v.object({ at: Time, reason: v.string(), wait: v.number() })),
});

/** All there is to look at of the request for one reply: never a key, never an account's id. */
export const ExchangeRecord = v.object({
	version: v.literal(1),
	chat: v.string(),
	reply: v.string(),
	/** The body, byte for byte as it went out. */
	body: v.string(),
	attempts: v.array(Attempt),
	/** The events of the stream, or the body of an answer that was none, as they came. */
	events: v.array(v.object({ at: Time, text: v.string() })),
	/** How many characters of further events were not kept. */
	dropped: v.number(),
	ended: v.exactOptional(v.object({ at: Time, status: v.string() })),
});
export type ExchangeRecord = v.InferOutput<typeof ExchangeRecord>;

/** What an event takes beside its text, in characters. */
export const EVENT_OVERHEAD = 64;

/** About how much memory an exchange takes, in characters. */
export function sizeOf({ body, attempts, events }: ExchangeRecord): number {
	const texts = events.reduce((sum, { text }) => sum + text.length + EVENT_OVERHEAD, 0);
	return body.length + texts + JSON.stringify(attempts).length;
}

/** What was exchanged for the replies of the last time, in this window and before. */
export interface Exchanges {
	/** Undefined where it is not kept, or not any more. */
	of(chat: string, reply: string): Promise<ExchangeRecord | undefined>;
	/** Whether there is one, without reading it. Never rejects. */
	has(chat: string, reply: string): Promise<boolean>;
	/** Keeps an exchange in place of an earlier one for the same reply. Never rejects. */
	keep(exchange: ExchangeRecord): Promise<void>;
	/** Forgets those of a chat. Never rejects. */
	forget(chat: string): Promise<void>;
}
