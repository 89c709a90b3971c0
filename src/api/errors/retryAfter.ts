import type { HttpHeaders } from '../network/transport.ts';

/** Seconds from Retry-After (seconds or a date), or from OpenRouter's X-RateLimit-Reset, which is a time in Unix milliseconds. */
export function retryAfterOf(headers: HttpHeaders): number | undefined {
	const header = headers['retry-after'];
	if (header !== undefined) {
		const seconds = Number.isNaN(Number(header))
			? (Date.parse(header) - Date.now()) / 1000
			: Number(header);
		if (Number.isFinite(seconds)) return seconds;
	}
	const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN);
	const wait = (reset - Date.now()) / 1000;
	// Other servers put seconds or a duration there: believed only as a time within the next day.
	return wait > 0 && wait < 86_400 ? wait : undefined;
}
