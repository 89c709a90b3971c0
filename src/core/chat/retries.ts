import type { RetryHint } from '../errors/chatError.ts';

/** Milliseconds before the first retry, as far as the server says nothing; each further one waits twice as long. */
const FIRST_WAIT = 2_000;

/** The longest wait of our own. */
const LONGEST_WAIT = 30_000;

/** A server that says to come back later than this is not waited for: the user decides. */
const LONGEST_PATIENCE = 120_000;

/** A wait for the next try, as it is told. */
export interface RetryWait {
	/** Milliseconds since 1970: when it ends. */
	readonly until: number;
	/** Which retry it is, from 1. */
	readonly number: number;
	/** How many there are at most. */
	readonly limit: number;
	/** Why, in a few words. */
	readonly reason: string;
	/** The failure's own sentence, with the server's words where those are others. */
	readonly message: string;
}

/**
 * Milliseconds until the next try; undefined where there is none.
 * @param number which retry it would be, from 1
 * @param hint what is known of the failure; undefined where the same request is of no use
 * @param random from 0 to 1: many clients that failed at once are not to come back at once
 */
export function waitBeforeRetry(
	number: number,
	limit: number,
	hint: RetryHint | undefined,
	random: number,
): number | undefined {
	if (hint === undefined || number > limit || (hint.once === true && number > 1)) return undefined;
	if (hint.after !== undefined) {
		// Never earlier than the server wants it.
		const after = Math.max(hint.after, 0);
		return after > LONGEST_PATIENCE ? undefined : Math.round(after + 1_000 * random);
	}
	return Math.round(Math.min(FIRST_WAIT * 2 ** (number - 1), LONGEST_WAIT) * (0.75 + random / 2));
}
