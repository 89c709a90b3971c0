import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { createChatServer } from '../../../../src/api/server/chatClient.ts';
import { type RetryWait, waitBeforeRetry } from '../../../../src/core/chat/retries.ts';
import { Turn, type TurnOutcome } from '../../../../src/core/chat/turn.ts';
import type { Retry } from '../../../../src/core/network/exchangeObserver.ts';
import { delta, destination, EVENT_STREAM, events, REQUEST } from '../../api/network/testServer.ts';
import { clientUnderTest } from '../../api/server/clientUnderTest.ts';

const REPLY = events(delta('Hello', 'stop'), '[DONE]');

function fail(status: number, metadata: object = {}, headers: Record<string, string> = {}) {
	return (response: ServerResponse) => {
		const error = { message: 'Not now.', code: status, metadata };
		response.writeHead(status, headers).end(JSON.stringify({ error }));
	};
}

/** No money, under the status of a limit and with a time to come back at. */
function noCredit(error: object) {
	return (response: ServerResponse) =>
		void response.writeHead(429, { 'Retry-After': '0' }).end(JSON.stringify({ error }));
}

function reply(response: ServerResponse): void {
	response.writeHead(200, EVENT_STREAM).end(REPLY);
}

describe('the wait before a retry', () => {
	it('doubles, with jitter, and is never endless', () => {
		const waits = (random: number) =>
			[1, 2, 3, 4, 5, 6].map((number) => waitBeforeRetry(number, 6, {}, random));
		assert.deepEqual(waits(0.5), [2000, 4000, 8000, 16000, 30000, 30000]);
		assert.deepEqual(waits(0)[0], 1500);
		assert.deepEqual(waits(1)[0], 2500);
	});

	it('is what the server asks for and up to a second more, unless that is too long to wait for', () => {
		assert.equal(waitBeforeRetry(1, 3, { after: 5000 }, 0), 5000);
		assert.equal(waitBeforeRetry(1, 3, { after: 5000 }, 1), 6000);
		assert.equal(waitBeforeRetry(1, 3, { after: -5 }, 0), 0);
		assert.equal(waitBeforeRetry(1, 3, { after: 120_000 }, 0), 120_000);
		assert.equal(waitBeforeRetry(1, 3, { after: 120_001 }, 0), undefined);
	});

	it('is none where it is of no use, beyond the limit, and after the one retry that was worth it', () => {
		assert.equal(waitBeforeRetry(1, 3, undefined, 0), undefined);
		assert.equal(waitBeforeRetry(1, 0, {}, 0), undefined);
		assert.equal(waitBeforeRetry(4, 3, {}, 0), undefined);
		assert.equal(waitBeforeRetry(1, 3, { once: true }, 0), 1500);
		assert.equal(waitBeforeRetry(2, 3, { once: true }, 0), undefined);
	});
});

describe('a turn that fails before its reply begins', () => {
	const test = clientUnderTest();

	/** Answers the requests in turn, the last way for all further ones, and ends every wait as soon as it begins. */
	async function run(
		answers: readonly ((response: ServerResponse) => void)[],
		{
			retries = 3,
			onWait,
			onText,
		}: { retries?: number; onWait?: (turn: Turn) => void; onText?: () => void } = {},
	) {
		let requests = 0;
		const server = await test.serve((response) => {
			const answer = answers[Math.min(requests++, answers.length - 1)];
			answer?.(response);
		});
		const waits: (RetryWait | undefined)[] = [];
		const told: Retry[] = [];
		let text = '';
		let outcome: TurnOutcome | undefined;
		const turn: Turn = new Turn({
			text: (piece) => {
				text += piece;
				onText?.();
			},
			reasoning() {},
			thought() {},
			async extra() {},
			waiting: () => {
				const { wait } = turn;
				waits.push(wait);
				// The timer runs by now; whoever waits sees it and presses a button.
				if (wait !== undefined) setImmediate(() => (onWait ?? ((one) => one.tryNow()))(turn));
			},
			settled: (settled) => {
				outcome = settled;
			},
		});
		const observer = {
			sending() {},
			answered() {},
			received() {},
			retrying: (retry: Retry) => told.push(retry),
		};
		await turn.run(test.client, destination(server.baseUrl), REQUEST, { observer, retries });
		return { requests: () => server.received.length, waits, told, text, outcome };
	}

	it('is tried again for what can pass, and tells when and why', async () => {
		const result = await run([fail(429, {}, { 'Retry-After': '5' }), fail(503), reply]);
		assert.equal(result.outcome?.status, 'complete');
		assert.equal(result.text, 'Hello');
		assert.equal(result.requests(), 3);
		assert.deepEqual(
			result.waits.map((wait) => wait && [wait.number, wait.limit, wait.reason]),
			[[1, 3, 'rate limited'], undefined, [2, 3, 'server error'], undefined],
		);
		assert.deepEqual(
			result.told.map(({ attempt }) => attempt),
			[2, 3],
		);
		const wait = result.told[0]?.wait ?? 0;
		assert.ok(wait >= 5000 && wait <= 6000, String(wait));
	});

	it('counts the wait down to the time that OpenRouter names in milliseconds', async () => {
		const reset = String(Date.now() + 60_000);
		for (const failing of [
			fail(429, {}, { 'X-RateLimit-Reset': reset }),
			fail(429, { headers: { 'X-RateLimit-Reset': reset } }),
		]) {
			const { told } = await run([failing, reply]);
			const wait = told[0]?.wait ?? 0;
			assert.ok(wait > 30_000 && wait <= 61_000, String(wait));
		}
	});

	it('is tried again for each of the statuses and failures that pass', async () => {
		const budget = { reason: 'in_flight_budget_exhausted' };
		for (const failing of [
			fail(408),
			fail(502),
			fail(504),
			fail(524),
			fail(529),
			fail(500),
			fail(402, budget, { 'Retry-After': '1' }),
			// An error as the first and only event of a stream that HTTP calls a success.
			(response: ServerResponse) =>
				response
					.writeHead(200, EVENT_STREAM)
					.end(events({ error: { code: 429, message: 'Slow down' }, choices: [] })),
		]) {
			const { outcome, requests } = await run([failing, reply]);
			assert.equal(outcome?.status, 'complete');
			assert.equal(requests(), 2);
		}
	});

	it('is not tried again for what stays', async () => {
		for (const failing of [
			fail(400),
			fail(401),
			fail(402),
			fail(403),
			fail(404),
			fail(422),
			fail(429, { limit_source: 'openrouter_free_tier_daily' }),
			fail(429, {}, { 'Retry-After': '7200' }),
			noCredit({ message: 'Insufficient balance, please recharge.', code: '1113' }),
			noCredit({ message: 'Suspended', type: 'exceeded_current_quota_error' }),
			noCredit({ message: 'Not active', code: 'billing_not_active' }),
		]) {
			const { outcome, requests, waits } = await run([failing, reply]);
			assert.equal(outcome?.status, 'failed');
			assert.equal(requests(), 1);
			assert.deepEqual(waits, []);
		}
	});

	it('is given up at the limit, with the last failure', async () => {
		const { outcome, requests } = await run([fail(503)], { retries: 2 });
		assert.equal(requests(), 3);
		assert.equal(outcome?.failure?.status, 503);
		const off = await run([fail(503), reply], { retries: 0 });
		assert.equal(off.requests(), 1);
		assert.equal(off.outcome?.status, 'failed');
	});

	it('is not tried again once a word was shown', async () => {
		const cut = (response: ServerResponse) => {
			response.writeHead(200, EVENT_STREAM);
			response.end(events(delta('Hel'), { error: { code: 503, message: 'Gone' }, choices: [] }));
		};
		const { outcome, requests, text } = await run([cut, reply]);
		assert.equal(outcome?.status, 'failed');
		assert.equal(requests(), 1);
		assert.equal(text, 'Hel');
	});

	it('can be stopped while it waits, and sends nothing more', async () => {
		const { outcome, requests, waits } = await run([fail(503), reply], {
			onWait: (turn) => turn.stop(),
		});
		assert.equal(outcome?.status, 'stopped');
		assert.equal(requests(), 1);
		assert.equal(waits.length, 1);
		assert.equal(outcome?.failure?.kind, 'server');
		assert.match(outcome?.failure?.message ?? '', /failed: Not now\./);
	});

	it('says what had failed also where it is stopped during the next try, but not once that replies', async () => {
		for (const [begins, failed] of [
			[false, 503],
			[true, undefined],
		] as const) {
			let turn: Turn | undefined;
			const hanging = (response: ServerResponse) => {
				response.writeHead(200, EVENT_STREAM);
				response.write(begins ? events(delta('Hel')) : ': waiting\n\n');
				if (!begins) setImmediate(() => turn?.stop());
			};
			const { outcome, text } = await run([fail(503), hanging], {
				onWait: (one) => {
					turn = one;
					one.tryNow();
				},
				onText: () => turn?.stop(),
			});
			assert.equal(outcome?.status, 'stopped');
			assert.equal(outcome?.failure?.status, failed);
			assert.equal(text, begins ? 'Hel' : '');
		}
	});

	it('goes out by itself at the end of the wait', async () => {
		const { outcome, requests } = await run([fail(429, {}, { 'Retry-After': '0' }), reply], {
			onWait: () => {},
		});
		assert.equal(outcome?.status, 'complete');
		assert.equal(requests(), 2);
	});

	it('is tried again where no connection came about', async () => {
		const client = createChatServer({
			loadTransport: async () => {
				const { createNetworkTransport } = await import(
					'../../../../src/api/network/networkTransport.ts'
				);
				const { createUndiciTransport } = await import(
					'../../../../src/api/network/undiciTransport.ts'
				);
				// A proxy that nobody listens at.
				const env = { HTTP_PROXY: 'http://127.0.0.1:1' };
				return createNetworkTransport(createUndiciTransport(), env);
			},
		});
		test.cleanUp(client.close);
		const reasons: (string | undefined)[] = [];
		const turn: Turn = new Turn({
			text() {},
			reasoning() {},
			thought() {},
			async extra() {},
			settled: ({ failure }) => reasons.push(failure?.kind),
			waiting: () => {
				if (turn.wait === undefined) return;
				reasons.push(turn.wait.reason);
				setImmediate(() => turn.tryNow());
			},
		});
		await turn.run(client, destination('http://server.invalid/v1'), REQUEST, { retries: 1 });
		assert.deepEqual(reasons, ['no connection through the proxy', 'proxy']);
	});
});
