import assert from 'node:assert/strict';
import { NO_PAYLOAD } from '../../../../src/api/errors/errorPayload.ts';
import { retryHint } from '../../../../src/api/errors/retryHint.ts';

describe('whether to try a failure again', () => {
	it('follows from a status that passes by itself', () => {
		const passing = [408, 425, 502, 503, 504, 520, 521, 522, 523, 524, 529];
		for (const kind of ['server', 'timeout', 'badRequest'] as const) {
			for (const status of [429, ...passing]) {
				assert.deepEqual(retryHint(kind, status, NO_PAYLOAD, undefined), {}, String(status));
			}
			for (const status of [400, 404, 501, 505, undefined]) {
				assert.equal(retryHint(kind, status, NO_PAYLOAD, undefined), undefined, String(status));
			}
		}
	});

	it('is no question where the kind lasts', () => {
		for (const kind of ['noCredit', 'badKey', 'contextTooLong', 'modelUnavailable'] as const) {
			assert.equal(retryHint(kind, 503, NO_PAYLOAD, 1), undefined, kind);
		}
	});

	it('is told with the time, in milliseconds', () => {
		assert.deepEqual(retryHint('server', 503, NO_PAYLOAD, 2), { after: 2000 });
		assert.deepEqual(retryHint('rateLimit', 429, NO_PAYLOAD, 0.5), { after: 500 });
	});

	it('is once for what may be anything', () => {
		assert.deepEqual(retryHint('server', 500, NO_PAYLOAD, undefined), { once: true });
		assert.deepEqual(retryHint('server', 500, NO_PAYLOAD, 3), { after: 3000, once: true });
	});

	it('follows the body before the status', () => {
		const hint = (payload: object, status: number | undefined = 400) =>
			retryHint('server', status, { ...NO_PAYLOAD, ...payload }, undefined);
		assert.deepEqual(hint({ retryable: true }), {});
		assert.equal(hint({ retryable: false }, 503), undefined);
		assert.deepEqual(hint({ status: 503 }), {});
		assert.equal(hint({ status: 400 }, 503), undefined);
	});

	it('is a limit’s way, but not that of a day’s free requests', () => {
		const limited = (payload: object) =>
			retryHint('rateLimit', undefined, { ...NO_PAYLOAD, ...payload }, undefined);
		assert.deepEqual(limited({}), {});
		assert.equal(limited({ limitSource: 'openrouter_free_tier_daily' }), undefined);
		const retryable = true;
		assert.deepEqual(limited({ limitSource: 'openrouter_free_tier_daily', retryable }), {});
	});

	it('is the way of credit that other requests hold', () => {
		const payload = { ...NO_PAYLOAD, reason: 'in_flight_budget_exhausted' };
		assert.deepEqual(retryHint('noCredit', 402, payload, 1), { after: 1000 });
		assert.equal(retryHint('badKey', 401, payload, 1), undefined);
	});
});
