import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { ChatRecorder } from '../../../../src/core/chat/chatRecorder.ts';
import type { ConversationEvent } from '../../../../src/core/conversation/conversationEvent.ts';
import type { EventLog } from '../../../../src/core/history/conversationStore.ts';
import { question, reply, settle, text } from '../conversation/conversationSamples.ts';

/** A log whose disk takes nothing as long as it is full, and a clock that a test moves. */
function recorded() {
	const disk = { full: true, waiting: 0 };
	const log: EventLog = {
		append: async (events) => {
			appended.push([...events]);
			disk.waiting += events.length;
			return log.flush();
		},
		flush: async () => {
			if (!disk.full) disk.waiting = 0;
			return !disk.full;
		},
		get unsaved() {
			return disk.waiting;
		},
		get failure() {
			return disk.full ? new Error('ENOSPC') : undefined;
		},
		news: async () => ({ events: [], newer: false }),
		watch: () => () => {},
	};
	const waits: number[] = [];
	const appended: ConversationEvent[][] = [];
	let cancelled = 0;
	let run = () => {};
	const changes: boolean[] = [];
	const recorder: ChatRecorder = new ChatRecorder(
		log,
		() => changes.push(recorder.failure !== undefined),
		(later, ms) => {
			waits.push(ms);
			run = later;
			return () => void cancelled++;
		},
	);
	const tryAgain = async () => {
		run();
		await setImmediate();
	};
	return { disk, recorder, waits, changes, tryAgain, appended, cancelled: () => cancelled };
}

describe('a recorder', () => {
	it('tries again after twice as long each time, up to 15 seconds, until it works', async () => {
		const { disk, recorder, waits, changes, tryAgain } = recorded();
		recorder.record(question('q1', null));
		await setImmediate();
		for (let time = 0; time < 7; time++) await tryAgain();
		assert.deepEqual(waits, [500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
		disk.full = false;
		await tryAgain();
		assert.equal(recorder.failure, undefined);
		assert.deepEqual(changes, [true, false]);
		assert.equal(waits.length, 8, 'nothing is tried any more');
		disk.full = true;
		recorder.record(question('q2', 'q1'));
		await setImmediate();
		assert.equal(waits.at(-1), 500, 'and from the beginning the next time');
	});

	it('waits once, however much cannot be written', async () => {
		const { recorder, waits } = recorded();
		for (let count = 0; count < 100; count++) recorder.record(question(`q${count}`, null));
		await setImmediate();
		assert.equal(waits.length, 1);
	});

	it('is not saved while anything waits: for the disk, or for more of its reply', async () => {
		const { disk, recorder } = recorded();
		disk.full = false;
		assert.ok(recorder.isSaved);
		recorder.record(question('q1', null));
		recorder.record(reply('r1', 'q1'));
		await recorder.flush();
		assert.ok(recorder.isSaved);
		recorder.record(text('r1', 'One'));
		assert.equal(recorder.isSaved, false);
		await recorder.flush();
		assert.ok(recorder.isSaved);
		disk.full = true;
		recorder.record(settle('r1'));
		assert.equal(recorder.isSaved, false);
		await recorder.flush();
		assert.equal(recorder.isSaved, false);
		disk.full = false;
		await recorder.flush();
		assert.ok(recorder.isSaved);
	});

	it('writes a reply’s text together, with its end, and what comes after that anew', async () => {
		const { disk, recorder, appended } = recorded();
		disk.full = false;
		recorder.record(reply('r1', 'q1'));
		recorder.record(text('r1', 'One'));
		recorder.record(text('r1', ' two'));
		recorder.record(text('r2', 'Other'));
		recorder.record(settle('r1'));
		// The reply is continued.
		recorder.record(text('r1', ' three'));
		await recorder.flush();
		assert.deepEqual(appended, [
			[reply('r1', 'q1')],
			[text('r1', 'One two'), settle('r1')],
			[text('r2', 'Other')],
			[text('r1', ' three')],
		]);
	});

	it('writes what is no text at once, and ends no reply by it', async () => {
		const { disk, recorder, appended } = recorded();
		disk.full = false;
		const lease = { type: 'running', id: 'r1', process: 1 } as const;
		recorder.record(text('r1', 'One'));
		recorder.record(lease);
		recorder.record(text('r1', ' two'));
		assert.deepEqual(appended, [[lease]]);
		await recorder.flush();
		assert.deepEqual(appended, [[lease], [text('r1', 'One two')]]);
	});

	it('calls off its retry once something else has written all', async () => {
		const { disk, recorder, waits, cancelled } = recorded();
		recorder.record(question('q1', null));
		await setImmediate();
		assert.deepEqual([waits.length, cancelled()], [1, 0]);
		disk.full = false;
		recorder.record(question('q2', 'q1'));
		await setImmediate();
		assert.deepEqual([waits.length, cancelled()], [1, 1]);
		disk.full = true;
		recorder.record(question('q3', 'q2'));
		await setImmediate();
		assert.deepEqual([waits.length, cancelled()], [2, 1], 'another failure waits anew');
	});
});
