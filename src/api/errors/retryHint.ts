import type { RetryHint } from '../../core/errors/chatError.ts';
import type { FailureKind } from '../../shared/conversation/messages.ts';
import type { ErrorPayload } from './errorPayload.ts';

/** What passes by itself: a server that timed out, is overloaded, is restarted, or lies behind a proxy that did not reach it. */
const PASSING = [408, 425, 429, 502, 503, 504, 520, 521, 522, 523, 524, 529];

/** Failures that come under such a status and stay nonetheless. */
const LASTING: readonly FailureKind[] = ['contextTooLong', 'notTheApi', 'modelUnavailable'];

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
	if (LASTING.includes(kind) || payload.retryable === false) return undefined;
	const after = retryAfter === undefined ? {} : { after: retryAfter * 1000 };
	if (payload.retryable === true) return after;
	const code = payload.status ?? status;
	if (kind === 'noCredit') {
		// Other requests of this key are still running; once they are paid for, there may be credit for this one.
		return payload.reason === 'in_flight_budget_exhausted' ? after : undefined;
	}
	// A day's free requests do not come back within minutes.
	if (payload.limitSource === 'openrouter_free_tier_daily') return undefined;
	if (kind === 'rateLimit') return after;
	// OpenRouter masks what failed; once more is all that its documentation advises.
	if (code === 500) return { ...after, once: true };
	return code !== undefined && PASSING.includes(code) ? after : undefined;
}
