import * as v from 'valibot';
import { Dollars } from '../../shared/conversation/messages.ts';
import type { Cost } from '../../shared/spending/money.ts';
import { addDecimals, compareDecimals } from '../../shared/text/decimal.ts';
import { Time } from '../../shared/text/time.ts';

const Tokens = v.exactOptional(v.pipe(v.number(), v.finite(), v.minValue(0)));

/** One request and what was paid for its reply. Nothing of what was said. */
export const LedgerEntry = v.object({
	type: v.literal('reply'),
	/** When it ended. */
	at: Time,
	/** The ids of the chat and of the reply. A reply that was continued has a line for each part. */
	chat: v.string(),
	reply: v.string(),
	/** The server's origin. */
	server: v.string(),
	/** The model that was asked. */
	model: v.string(),
	/** The model that answered, where the server calls it by another name. */
	answered: v.exactOptional(v.string()),
	provider: v.exactOptional(v.string()),
	prompt_tokens: Tokens,
	completion_tokens: Tokens,
	cached_tokens: Tokens,
	reasoning_tokens: Tokens,
	/** US dollars that were billed, those at the provider included. */
	billed: v.exactOptional(Dollars),
	/** The part of them that the provider billed to the user's own key. */
	at_provider: v.exactOptional(Dollars),
	/** US dollars by the catalogue's prices, where the server said nothing of money. */
	estimated: v.exactOptional(Dollars),
	/** The reply was cut off with its window, and another one has counted it: several may, at the same moment. */
	cut_off: v.exactOptional(v.literal(true)),
	/** Of one that was cut off after it had gone on: how often it had. */
	part: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
	/** No reply of its own: by so much the amounts of the reply's last line were wrong. */
	corrects: v.exactOptional(v.literal(true)),
});
export type LedgerEntry = v.InferOutput<typeof LedgerEntry>;

/**
 * What can be read of an entry: a fact that is none (a negative count) is left out, and costs no other its place in the sums.
 * Undefined where it is not said what was asked, where, or when.
 */
export function readEntry(value: unknown): LedgerEntry | undefined {
	const entry = v.safeParse(LedgerEntry, value);
	if (entry.success) return entry.output;
	const wrong = new Set(entry.issues.map(({ path }) => path?.[0].key));
	const left = v.safeParse(v.pipe(AnyFields, v.transform(without(wrong)), LedgerEntry), value);
	return left.success ? left.output : undefined;
}

const AnyFields = v.record(v.string(), v.unknown());

function without(names: ReadonlySet<unknown>) {
	return (fields: Readonly<Record<string, unknown>>) =>
		Object.fromEntries(Object.entries(fields).filter(([name]) => !names.has(name)));
}

/** What was paid, reply by reply, by all windows of this user. */
export interface Ledger {
	/** Adds a line. Never rejects: what cannot be written is kept and goes with the next one. */
	append(entry: LedgerEntry): Promise<void>;
	/** Writes what waits, and gives all lines there are by now, in the order they were written. Never rejects: what cannot be read is left out. */
	read(): Promise<readonly LedgerEntry[]>;
	/** How many of the lines read last are damaged: what they say is in no total. They stay where they are. */
	readonly unreadable: number;
}

/** What several replies cost together. */
export interface Spending extends Cost {
	readonly replies: number;
	readonly tokens: number;
}

export const NOTHING_SPENT: Spending = {
	replies: 0,
	tokens: 0,
	billed: undefined,
	estimated: undefined,
};

export function withEntry(sum: Spending, entry: LedgerEntry): Spending {
	const { billed, estimated, corrects } = entry;
	const guessed =
		estimated === undefined ? sum.estimated : addDecimals(sum.estimated ?? 0, estimated);
	return {
		replies: sum.replies + (corrects ? 0 : 1),
		tokens: sum.tokens + (entry.prompt_tokens ?? 0) + (entry.completion_tokens ?? 0),
		billed: billed === undefined ? sum.billed : addDecimals(sum.billed ?? 0, billed),
		// Once all of it is known, nothing is an estimate any more.
		estimated: corrects && compareDecimals(guessed ?? 0, 0) === 0 ? undefined : guessed,
	};
}

/** The day of a time where the user is, as YYYY-MM-DD. */
export function dayOf(time: number): string {
	const date = new Date(time);
	const two = (value: number) => String(value).padStart(2, '0');
	return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
