import type { RetryHint } from '../../core/errors/chatError.ts';
import type { FailureKind } from '../../shared/conversation/messages.ts';
import type { ErrorPayload } from './errorPayload.ts';

/** What passes by itself: a server that timed out, is overloaded, is restarted, or lies behind a proxy that did not reach it. */
const PASSING = [408, 425, 429, 502, 503, 504, 520, 521, 522, 523, 524, 529];

/** What can pass at all. All else stays whatever the status: no money, a wrong key, a prompt that is too long. */
const MAY_PASS: readonly FailureKind[] = ['rateLimit', 'server', 'timeout', 'badRequest'];

/**
 * Whether the same request may well succeed in a moment, by what the server says.
 * @param retryAfter seconds, where the server says when
 */
export function retryHint(
	kind: FailureKind,
	status: number | undefined,
	payload: ErrorPayload,
	retryAfter: number | undefined,
): RetryHint | undefined {
	if (payload.retryable === false) return undefined;
	const after = retryAfter === undefined ? {} : { after: retryAfter * 1000 };
	// Other requests of this key are still running; once they are paid for, there may be credit for this one.
	if (kind === 'noCredit' && payload.reason === 'in_flight_budget_exhausted') return after;
	if (!MAY_PASS.includes(kind)) return undefined;
	if (payload.retryable === true) return after;
	const code = payload.status ?? status;
	// A day's free requests do not come back within minutes.
	if (payload.limitSource === 'openrouter_free_tier_daily') return undefined;
	if (kind === 'rateLimit') return after;
	// OpenRouter masks what failed; once more is all that its documentation advises.
	if (code === 500) return { ...after, once: true };
	return code !== undefined && PASSING.includes(code) ? after : undefined;
}
