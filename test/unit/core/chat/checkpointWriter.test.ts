import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { CHECKPOINT_MS, CheckpointWriter } from '../../../../src/core/chat/checkpointWriter.ts';
import type {
	ConversationEvent,
	SettleEvent,
} from '../../../../src/core/conversation/conversationEvent.ts';

const end: SettleEvent = { type: 'settle', id: 'r1', at: 9, status: 'complete', facts: {} };

/** A writer whose timer is run by hand. */
function setUp() {
	const appended: ConversationEvent[][] = [];
	const timers: { run: () => void; ms: number }[] = [];
	const writer = new CheckpointWriter(
		'r1',
		async (events) => appended.push(events) > 0,
		(run, ms) => {
			const timer = { run, ms };
			timers.push(timer);
			return () => timers.splice(timers.indexOf(timer), 1);
		},
	);
	return { writer, appended, timers };
}

describe('checkpoints of a streaming reply', () => {
	it('are one line for all that came within the interval', () => {
		const { writer, appended, timers } = setUp();
		writer.add({ text: 'a' });
		writer.add({ reasoning: 'b' });
		writer.add({ text: 'c' });
		assert.deepEqual(
			timers.map(({ ms }) => ms),
			[CHECKPOINT_MS],
		);
		assert.ok(CHECKPOINT_MS > 50 && CHECKPOINT_MS <= 200, 'not for every piece, and within 250 ms');
		assert.deepEqual(appended, []);
		timers[0]?.run();
		assert.deepEqual(appended, [[{ type: 'text', id: 'r1', text: 'ac', reasoning: 'b' }]]);
		assert.equal(timers.length, 0);
		writer.add({ text: 'd' });
		timers[0]?.run();
		assert.deepEqual(appended[1], [{ type: 'text', id: 'r1', text: 'd' }]);
	});

	it('say that the text before was reasoning, with what has not been written of it', () => {
		const { writer, appended, timers } = setUp();
		writer.add({ text: 'a' });
		timers[0]?.run();
		writer.add({ text: 'b' });
		writer.add({ thought: true });
		writer.add({ text: 'c' });
		timers[0]?.run();
		writer.add({ thought: true });
		timers[0]?.run();
		assert.deepEqual(appended.slice(1), [
			[{ type: 'text', id: 'r1', thought: true, text: 'c', reasoning: 'b' }],
			[{ type: 'text', id: 'r1', thought: true }],
		]);
	});

	it('have what came beside the text', () => {
		const { writer, appended, timers } = setUp();
		const [one, two] = [{ type: 'audio' }, { type: 'toolCall', name: 'x' }] as const;
		writer.add({ extras: [one] });
		writer.add({ extras: [two], text: 'a' });
		timers[0]?.run();
		assert.deepEqual(appended, [[{ type: 'text', id: 'r1', extras: [one, two], text: 'a' }]]);
	});

	it('wait with whatever came, and only until it is appended', () => {
		const { writer, appended } = setUp();
		for (const delta of [
			{ text: 'a' },
			{ reasoning: 'b' },
			{ thought: true as const },
			{ extras: [{ type: 'audio' as const }] },
		]) {
			assert.equal(writer.waits, false);
			writer.add(delta);
			assert.ok(writer.waits);
			void writer.flush();
			assert.deepEqual(appended.pop(), [{ type: 'text', id: 'r1', ...delta }]);
		}
		assert.equal(writer.waits, false);
	});

	it('have the last time of the reasoning once, with the next that is written', () => {
		const { writer, appended, timers } = setUp();
		writer.add({ reasoning: 'a', reasoningMs: 10 });
		writer.add({ text: 'b', reasoningMs: 0 });
		writer.add({ text: 'c' });
		void writer.flush();
		writer.add({ reasoningMs: 30 });
		assert.equal(timers.length, 0, 'not worth a line');
		void writer.flush();
		writer.add({ text: 'd' });
		void writer.flush();
		writer.add({ text: 'e' });
		void writer.flush();
		assert.deepEqual(appended, [
			[{ type: 'text', id: 'r1', text: 'bc', reasoning: 'a', reasoningMs: 0 }],
			[{ type: 'text', id: 'r1', text: 'd', reasoningMs: 30 }],
			[{ type: 'text', id: 'r1', text: 'e' }],
		]);
	});

	it('say whether they are on the disk', async () => {
		for (const written of [true, false]) {
			const writer = new CheckpointWriter(
				'r1',
				async () => written,
				() => () => {},
			);
			assert.equal(await writer.flush(), true, 'nothing to write');
			writer.add({ text: 'a' });
			assert.equal(await writer.flush(), written);
			assert.equal(await writer.settle(end), written);
		}
	});

	it('are called off by a flush', async () => {
		const { writer, timers } = setUp();
		writer.add({ text: 'a' });
		assert.equal(timers.length, 1);
		void writer.flush();
		assert.equal(timers.length, 0);
		writer.add({ text: 'b' });
		assert.equal(timers.length, 1);
		// By then the time limit of this test runs.
		await setImmediate();
		const running = () => process.getActiveResourcesInfo().filter((type) => type === 'Timeout');
		const before = running().length;
		const timed = new CheckpointWriter('r2', async () => true);
		timed.add({ text: 'c' });
		assert.equal(running().length, before + 1);
		void timed.flush();
		assert.equal(running().length, before);
	});

	it('are not written when nothing came', async () => {
		const { writer, appended, timers } = setUp();
		writer.add({});
		writer.add({ text: '' });
		assert.ok(await writer.flush());
		assert.deepEqual([appended, timers], [[], []]);
	});

	it('end with the rest of the text and the settle line in one write; what comes later is dropped', async () => {
		const { writer, appended, timers } = setUp();
		writer.add({ text: 'rest' });
		assert.ok(await writer.settle(end));
		writer.add({ text: 'late' });
		assert.deepEqual(appended, [[{ type: 'text', id: 'r1', text: 'rest' }, end]]);
		assert.equal(timers.length, 0);
	});

	it('run by the clock when no timer is given', async () => {
		const appended = await new Promise<ConversationEvent[]>((resolve) => {
			const writer = new CheckpointWriter('r1', async (events) => {
				resolve(events);
				return true;
			});
			writer.add({ text: 'tick' });
		});
		assert.deepEqual(appended, [{ type: 'text', id: 'r1', text: 'tick' }]);
	});
});
