import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { LogFollower } from '../../../../src/core/chat/logFollower.ts';
import type { EventLog, LogNews } from '../../../../src/core/history/conversationStore.ts';

/** A log that is followed, and what its reader has taken. */
function follow() {
	const news: LogNews = { events: [], at: 1 } as unknown as LogNews;
	const state = { looks: 0, taken: 0, waits: false, broken: false, watched: true };
	let changed = () => {};
	const log = {
		watch: (told: () => void) => {
			changed = told;
			return () => {
				state.watched = false;
			};
		},
		news: async () => {
			state.looks++;
			if (state.broken) throw new Error('EIO');
			return news;
		},
	} as unknown as EventLog;
	const follower = new LogFollower(log, {
		take: (given) => {
			assert.equal(given, news);
			state.taken++;
		},
		get waits() {
			return state.waits;
		},
	});
	return { state, follower, changed: () => changed() };
}

describe('a log that is followed', () => {
	beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
	afterEach(() => mock.timers.reset());

	const pass = async (ms: number) => {
		await setImmediate();
		mock.timers.tick(ms);
		await setImmediate();
	};

	it('is looked at once at first, and then when it changes, several changes together', async () => {
		const { state, changed } = follow();
		await pass(10_000);
		assert.deepEqual([state.looks, state.taken], [1, 1]);
		changed();
		await pass(29);
		changed();
		await pass(29);
		assert.equal(state.looks, 1);
		await pass(1);
		assert.deepEqual([state.looks, state.taken], [2, 2]);
	});

	it('is looked at each second as long as more is to be expected', async () => {
		const { state } = follow();
		state.waits = true;
		await pass(999);
		assert.equal(state.looks, 1);
		await pass(1);
		assert.equal(state.looks, 2);
		state.waits = false;
		await pass(1000);
		assert.equal(state.looks, 3);
		await pass(10_000);
		assert.equal(state.looks, 3);
	});

	it('is looked at again after a failure', async () => {
		const { state, changed } = follow();
		await pass(0);
		state.broken = true;
		changed();
		await pass(30);
		assert.deepEqual([state.looks, state.taken], [2, 1]);
		state.broken = false;
		changed();
		await pass(30);
		assert.deepEqual([state.looks, state.taken], [3, 2]);
	});

	it('is let alone once nobody follows it, also by what is under way', async () => {
		const { state, follower, changed } = follow();
		follower.stop();
		await pass(0);
		assert.deepEqual([state.looks, state.taken, state.watched], [1, 0, false]);
		changed();
		await pass(10_000);
		assert.equal(state.looks, 1);
		const other = follow();
		await pass(0);
		other.changed();
		other.follower.stop();
		await pass(10_000);
		assert.equal(other.state.looks, 1);
	});

	it('keeps no process alive', async () => {
		mock.timers.reset();
		const { state, follower } = follow();
		state.waits = true;
		const timers = mock.method(globalThis, 'setTimeout');
		await follower.look();
		const started = timers.mock.calls.map(({ result }) => result?.hasRef());
		timers.mock.restore();
		assert.deepEqual(new Set(started), new Set([false]));
		follower.stop();
	});
});
