import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { Turn, type TurnOptions, type TurnOutcome } from '../../../../src/core/chat/turn.ts';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import type { Retry } from '../../../../src/core/network/exchangeObserver.ts';
import type { ChatServer, ReplyEvent } from '../../../../src/core/server/chatServer.ts';
import { destination, REQUEST } from '../../api/network/testServer.ts';

const text = (piece: string): ReplyEvent => ({ type: 'text', text: piece });
const reasoning = (piece: string): ReplyEvent => ({ type: 'reasoning', text: piece });
const AUDIO: ReplyEvent = { type: 'extra', extra: { type: 'audio' } };
const passing = () => new ChatError('server', 'Not now.', {}, { retry: {} });

/** What one try does: events, a failure, or a function that is run (and waited for) where it stands. */
type Step = ReplyEvent | Error | (() => unknown);

describe('a turn', () => {
	/** Milliseconds, by both clocks. */
	let time: number;

	beforeEach(() => {
		time = 5_000;
		mock.method(performance, 'now', () => time);
		mock.method(Math, 'random', () => 0.5);
		mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 });
	});

	afterEach(() => {
		mock.timers.reset();
		mock.restoreAll();
	});

	/** A turn whose tries do these steps, one list after the other, and all that it tells. */
	function begin(tries: readonly (readonly Step[])[], options?: TurnOptions) {
		const told: string[] = [];
		const retries: Retry[] = [];
		const signals: AbortSignal[] = [];
		const outcomes: TurnOutcome[] = [];
		const left = [...tries];
		const streamReply: ChatServer['streamReply'] = async function* (_to, _request, signal) {
			signals.push(signal);
			for (const step of left.shift() ?? []) {
				if (step instanceof Error) throw step;
				if (typeof step === 'function') await step();
				else yield step;
			}
		};
		const server = { streamReply, listModels: assert.fail, checkKey: assert.fail };
		const turn = new Turn({
			text: (piece) => told.push(piece),
			reasoning: (piece) => told.push(`(${piece})`),
			extra: async ({ type }) => {
				await setImmediate();
				told.push(`[${type}]`);
			},
			thought: () => told.push('thought'),
			waiting: () => told.push(turn.wait === undefined ? 'goes on' : 'waits'),
			settled: (outcome) => outcomes.push(outcome),
		});
		const observer = {
			sending() {},
			answered() {},
			received() {},
			retrying: (retry: Retry) => retries.push(retry),
		};
		const done = turn.run(
			server,
			destination('http://server.test/v1'),
			REQUEST,
			options && { observer, ...options },
		);
		/** The only outcome, once there is one. */
		const outcome = async () => {
			await done;
			const [only, ...more] = outcomes;
			assert.ok(only !== undefined && more.length === 0);
			return only;
		};
		const waits = async () => {
			while (turn.wait === undefined) await setImmediate();
			return turn.wait;
		};
		return { turn, told, retries, signals, done, outcome, waits };
	}

	it('tells all that comes, in its order, and has read text and reasoning', async () => {
		const { told, outcome } = begin([
			[reasoning('Let me see. '), text('One'), { type: 'thought' }, AUDIO, text(' two')],
		]);
		assert.deepEqual(await outcome(), {
			status: 'complete',
			facts: { timing: { first: 0, total: 0 } },
			failure: undefined,
			read: 'Let me see. One two',
		});
		assert.deepEqual(told, ['(Let me see. )', 'One', 'thought', '[audio]', ' two']);
	});

	it('has the last of each fact', async () => {
		const { outcome } = begin([
			[
				{ type: 'facts', facts: { model: 'a', provider: 'p' } },
				{ type: 'facts', facts: { model: 'b' } },
			],
		]);
		assert.deepEqual((await outcome()).facts, { model: 'b', provider: 'p', timing: { total: 0 } });
	});

	for (const [what, first] of [
		['text', text('One')],
		['reasoning', reasoning('One')],
		['something else', AUDIO],
	] as const) {
		it(`measures from the request to the first ${what}, and to the end`, async () => {
			const pass = (ms: number) => () => {
				time += ms;
			};
			const { outcome } = begin([[pass(200.4), first, pass(300), first, pass(500)]]);
			assert.deepEqual((await outcome()).facts.timing, { first: 200, total: 1000 });
		});
	}

	it('measures the last try, and has no facts of one that failed', async () => {
		const { told, turn, outcome, waits } = begin(
			[
				[{ type: 'facts', facts: { model: 'a' } }, passing()],
				[() => (time += 70), text('Two')],
			],
			{ retries: 1 },
		);
		await waits();
		time += 60_000;
		turn.tryNow();
		assert.deepEqual(await outcome(), {
			status: 'complete',
			facts: { timing: { first: 70, total: 70 } },
			failure: undefined,
			read: 'Two',
		});
		assert.deepEqual(told, ['waits', 'goes on', 'Two']);
	});

	it('measures nothing where it is stopped before it began', () => {
		let outcome: TurnOutcome | undefined;
		const none = () => {};
		const listener = { text: none, reasoning: none, thought: none, waiting: none };
		const turn = new Turn({
			...listener,
			extra: async () => {},
			settled: (settled) => {
				outcome = settled;
			},
		});
		turn.stop();
		assert.deepEqual(outcome?.facts, { timing: { total: 0 } });
	});

	it('goes out once where nobody says how often', async () => {
		const { told, outcome } = begin([[passing()], [text('Two')]]);
		const { status, failure } = await outcome();
		assert.deepEqual([status, failure], ['failed', { kind: 'server', message: 'Not now.' }]);
		assert.deepEqual(told, []);
	});

	it('says until when it waits, for which try and why, and goes out then', async () => {
		const { told, retries, turn, outcome, waits } = begin([[passing()], [text('Two')]], {
			retries: 2,
		});
		assert.deepEqual(await waits(), {
			until: 1_002_000,
			number: 1,
			limit: 2,
			reason: 'server error',
			message: 'Not now.',
		});
		assert.deepEqual(retries, [{ at: 1_000_000, reason: 'server error', wait: 2_000, attempt: 2 }]);
		mock.timers.tick(1_999);
		await setImmediate();
		assert.deepEqual(told, ['waits']);
		mock.timers.tick(1);
		assert.equal((await outcome()).status, 'complete');
		assert.deepEqual(told, ['waits', 'goes on', 'Two']);
		assert.equal(turn.wait, undefined);
	});

	for (const shown of [text('One'), reasoning('One'), AUDIO]) {
		it(`is not tried again once it has shown: ${shown.type}`, async () => {
			const { outcome } = begin([[shown, passing()], [text('Two')]], { retries: 3 });
			const { status, read } = await outcome();
			assert.deepEqual([status, read], ['failed', shown.type === 'extra' ? '' : 'One']);
		});
	}

	it('leaves no timer behind where it is tried at once or stopped', async () => {
		mock.timers.reset();
		// By then the time limit of this test runs.
		await setImmediate();
		const timers = () => process.getActiveResourcesInfo().filter((type) => type === 'Timeout');
		const before = timers().length;
		for (const end of ['tryNow', 'stop'] as const) {
			const { turn, done, waits } = begin([[passing()], [text('Two')]], { retries: 1 });
			await waits();
			assert.equal(timers().length, before + 1);
			turn[end]();
			await done;
			assert.equal(timers().length, before);
		}
	});

	it('that is stopped tells nothing any more, whatever the server does', async () => {
		const { told, signals, turn, outcome } = begin(
			[[text('One'), () => turn.stop(), text(' two'), AUDIO, passing()], [text('Again')]],
			{ retries: 3 },
		);
		assert.deepEqual(await outcome(), {
			status: 'stopped',
			facts: { timing: { first: 0, total: 0 } },
			failure: undefined,
			read: 'One',
		});
		await setImmediate();
		assert.deepEqual(told, ['One']);
		assert.deepEqual(
			signals.map(({ aborted }) => aborted),
			[true],
		);
	});

	it('that is stopped while it waits ends at once with what had failed, and still says that it waited', async () => {
		const { told, turn, outcome, waits } = begin([[passing()], [text('Two')]], { retries: 1 });
		await waits();
		turn.stop();
		const { status, failure } = await outcome();
		assert.deepEqual([status, failure?.message], ['stopped', 'Not now.']);
		assert.deepEqual(told, ['waits']);
		turn.stop();
		turn.tryNow();
		await setImmediate();
		assert.deepEqual(told, ['waits']);
	});

	it('whose window is closed while it waits keeps what had failed', async () => {
		const { turn, outcome, waits } = begin([[passing()], [text('Two')]], { retries: 1 });
		await waits();
		turn.stop('interrupted');
		const { status, failure } = await outcome();
		assert.deepEqual([status, failure?.message], ['interrupted', 'Not now.']);
	});

	it('that is stopped during the next try says what had failed, unless that has begun to reply', async () => {
		for (const shown of [undefined, text('Two')]) {
			const { turn, outcome, waits } = begin(
				[[passing()], [...(shown ? [shown] : []), () => turn.stop()]],
				{ retries: 1 },
			);
			await waits();
			turn.tryNow();
			const { status, failure } = await outcome();
			assert.equal(status, 'stopped');
			assert.equal(failure?.message, shown ? undefined : 'Not now.');
		}
	});

	it('fails with its last failure, and with one of our own in words', async () => {
		const { turn, outcome, waits } = begin([[passing()], [new TypeError('x is not a function')]], {
			retries: 5,
		});
		await waits();
		turn.tryNow();
		const { status, failure } = await outcome();
		assert.equal(status, 'failed');
		assert.deepEqual(failure, {
			kind: 'server',
			message: 'The reply failed in the extension, not at the server.',
			cause: 'TypeError: x is not a function',
		});
		const thrown = begin([
			[
				() => {
					throw 'no error at all';
				},
			],
		]);
		assert.equal((await thrown.outcome()).failure?.cause, 'no error at all');
	});
});
