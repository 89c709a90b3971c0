import assert from 'node:assert/strict';
import { payloadOfBody } from '../../../../src/api/errors/errorPayload.ts';
import { retryAfterOf } from '../../../../src/api/errors/retryAfter.ts';

describe('when to try again', () => {
	it('is in seconds or a date', () => {
		assert.equal(retryAfterOf({ 'retry-after': '7' }), 7);
		const date = new Date(Date.now() + 3_600_000).toUTCString();
		const seconds = retryAfterOf({ 'retry-after': date });
		assert.ok(seconds !== undefined && seconds > 3000 && seconds <= 3600);
		assert.equal(retryAfterOf({ 'retry-after': 'soon' }), undefined);
		assert.equal(retryAfterOf({}), undefined);
	});

	it('is a date in each of the three forms of HTTP, the oldest without its zone', () => {
		const [day = '', date = '', month = '', year = '', time = ''] = new Date(Date.now() + 3_600_000)
			.toUTCString()
			.split(/,? /);
		const long = new Date(Date.now() + 3_600_000).toLocaleDateString('en', {
			weekday: 'long',
			timeZone: 'UTC',
		});
		for (const told of [
			`${day}, ${date} ${month} ${year} ${time} GMT`,
			`${long}, ${date}-${month}-${year.slice(2)} ${time} GMT`,
			`${day} ${month} ${date.replace(/^0/, ' ')} ${time} ${year}`,
		]) {
			const seconds = retryAfterOf({ 'retry-after': told });
			assert.ok(seconds !== undefined && seconds > 3000 && seconds <= 3600, told);
		}
		assert.equal(retryAfterOf({ 'retry-after': 'Mon Nov 30 07:28:00 2020' }), 0);
		assert.equal(retryAfterOf({ 'retry-after': 'Monday, soon' }), undefined);
	});

	it('is at once where the time has passed', () => {
		const past = Math.floor(Date.now() / 1000) - 60;
		assert.equal(retryAfterOf({ 'retry-after': String(past) }), 0);
		const body = { error: { message: 'x', retry_after: past * 1000 } };
		assert.equal(payloadOfBody(JSON.stringify(body)).retryAfter, 0);
	});

	it('is else a time within a day', () => {
		const wait = (milliseconds: number) =>
			retryAfterOf({ 'x-ratelimit-reset': String(Date.now() + milliseconds) });
		const soon = wait(3_600_000);
		assert.ok(soon !== undefined && soon > 3000 && soon <= 3600);
		assert.equal(wait(-1000), undefined);
		assert.equal(wait(25 * 3_600_000), undefined);
	});

	it('is in other units, and as a time in seconds or milliseconds', () => {
		const now = Date.now();
		for (const headers of [
			{ 'retry-after': '7.0' },
			{ 'retry-after': '7s' },
			{ 'retry-after': '7000ms' },
			{ 'retry-after': '7 seconds' },
			{ 'retry-after': '7, 7' },
			{ 'retry-after': '7s, 7s' },
			{ 'retry-after-ms': '7000' },
			{ 'retry-after': '8', 'retry-after-ms': '7000' },
			{ 'retry-after': new Date(now + 7000).toISOString() },
			{ 'retry-after': String(now / 1000 + 7) },
			{ 'retry-after': String(now + 7000) },
			{ 'x-ratelimit-reset': String(now / 1000 + 7) },
		]) {
			const seconds = retryAfterOf(headers);
			assert.ok(seconds !== undefined && seconds > 5 && seconds < 8, JSON.stringify(headers));
		}
		assert.equal(retryAfterOf({ 'retry-after': '1m30s' }), 90);
		assert.equal(retryAfterOf({ 'retry-after': '1h' }), 3600);
		assert.equal(retryAfterOf({ 'retry-after': '2 hours, 5 minutes' }), 7500);
		assert.equal(retryAfterOf({ 'retry-after': new Date(now - 7000).toUTCString() }), 0);
		for (const none of ['-5', '', ' ', 'soon', 'never 5', '7x', 'NaN', 'Infinity']) {
			assert.equal(retryAfterOf({ 'retry-after': none }), undefined, none);
		}
		assert.equal(retryAfterOf({ 'x-ratelimit-reset': '7' }), undefined);
	});

	it('is found in the body: a field, Google’s detail, or the sentence', () => {
		for (const [error, seconds] of [
			[{ message: 'x', metadata: { retry_after_seconds: 7 } }, 7],
			[{ message: 'x', retry_after: 7 }, 7],
			[{ message: 'x', retryAfter: '7' }, 7],
			[{ message: 'x', retry_after_ms: 700 }, 0.7],
			[{ message: 'x', details: [{ '@type': 'RetryInfo', retryDelay: '7.5s' }] }, 7.5],
			[{ message: 'x', details: [{ retryDelay: { seconds: 7 } }] }, 7],
			[{ message: 'Rate limit reached. Please try again in 7.5s. See x.' }, 7.5],
			[{ message: 'Please try again in 700ms.' }, 0.7],
			[{ message: 'Please try again in 1m30s.' }, 90],
			[{ message: 'Please try again in 7m12.5s. Need more?' }, 432.5],
			[{ message: 'Please retry after 7 seconds.' }, 7],
			[{ message: 'Try again in 2 minutes' }, 120],
			[{ message: 'Please try again in 2 hours, 5 minutes.' }, 7500],
			[{ message: 'Please try again in 2 hours and 5 minutes, or upgrade.' }, 7500],
			[{ message: 'Try again in 1 day, 2 hours, 5 minutes and 10 seconds' }, 93_910],
			[{ message: 'Please wait 1 minute and 30 seconds before retrying.' }, 90],
			[{ message: 'Try again in 1 hr 30 min.' }, 5400],
			[{ message: 'Please try again in 3 days.' }, 259_200],
			[{ message: 'You must wait 90 seconds, 3 requests are running.' }, 90],
			[{ message: 'Your limit resets in 4h 2m.' }, 14_520],
			[{ message: 'Please try again in 5 minutes, and in 2 hours for the others.' }, 300],
			[{ message: 'Please try again in 20-seconds.' }, 20],
			[{ message: 'Please try again in 2 hours, 5 models are busy.' }, 7200],
			[{ message: 'request exceeded max wait 300s' }, undefined],
			[{ message: 'There was no answer, wait 60 s exceeded' }, undefined],
			[{ message: 'Wait 60 s exceeded' }, undefined],
			[{ message: 'Please try again in a moment.' }, undefined],
			[{ message: 'Retry in 5 models' }, undefined],
			[{ message: 'x', retry_after: null }, undefined],
			[{ message: 'x', retry_after: -1 }, undefined],
			[{ message: 'x', retry_after: 'soon' }, undefined],
		] as const) {
			assert.equal(
				payloadOfBody(JSON.stringify({ error })).retryAfter,
				seconds,
				JSON.stringify(error),
			);
		}
		assert.equal(payloadOfBody('{"error":"x","retry_after":7}').retryAfter, 7);
	});
});
