import type { ErrorBehaviour } from './behaviour.ts';
import type { ReceivedRequest } from './receivedRequest.ts';

/** OpenRouter's refusal of a missing or wrong key; undefined when the request may pass. */
export function refusedKey(
	request: ReceivedRequest,
	required: string | undefined,
): ErrorBehaviour | undefined {
	if (required === undefined) {
		return undefined;
	}
	const key = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
	if (key === required) {
		return undefined;
	}
	const message = key === undefined ? 'No auth credentials found' : 'User not found.';
	return { kind: 'error', status: 401, body: { shape: 'object', message } };
}

/** The body of `GET /key` for a good key. */
export const KEY_FACTS = {
	data: {
		label: 'stand-in',
		limit: 10,
		limit_remaining: 9.875,
		limit_reset: null,
		usage: 0,
		usage_daily: 0.125,
		usage_weekly: 0,
		usage_monthly: 0,
		byok_usage: 0,
		include_byok_in_limit: false,
		is_free_tier: false,
		is_management_key: false,
		expires_at: null,
		rate_limit: { requests: -1, interval: '10s' },
	},
};
