import assert from 'node:assert/strict';
import { LEASE_MS, ReplyLeases } from '../../../../src/core/chat/replyLeases.ts';
import { settle, text } from '../conversation/conversationSamples.ts';

const running = (id: string, process: number) => ({ type: 'running', id, process }) as const;

describe('replies that other windows receive', () => {
	let time: number;
	let living: Set<number>;
	let leases: ReplyLeases;

	beforeEach(() => {
		time = 1_000_000;
		living = new Set([1, 2]);
		const processes = {
			own: 1,
			machine: 'this',
			live: (process: number) => living.has(process),
		};
		leases = new ReplyLeases(processes, () => time);
	});

	it('are those whose window lives and has written of them lately', () => {
		leases.note(running('r1', 2));
		assert.ok(leases.isHeld('r1'));
		time += LEASE_MS - 1;
		assert.ok(leases.isHeld('r1'));
		leases.note(text('r1', 'more'));
		time += LEASE_MS - 1;
		assert.ok(leases.isHeld('r1'));
		assert.deepEqual(leases.expire(), []);
		time += 1;
		assert.deepEqual(leases.expire(), ['r1']);
		assert.deepEqual(leases.expire(), [], 'told once');
		leases.note(running('r1', 2));
		living.delete(2);
		assert.equal(leases.isHeld('r1'), false);
	});

	it('are none of ours, and none that have ended', () => {
		leases.note(running('r1', 1));
		assert.equal(leases.isHeld('r1'), false);
		leases.note(running('r1', 2));
		leases.note(settle('r1'));
		assert.equal(leases.isHeld('r1'), false);
		leases.note(text('r2', 'nobody said that it runs'));
		assert.equal(leases.isHeld('r2'), false);
	});

	it('are judged by the age of the file when a chat is loaded, whatever its clock said', () => {
		leases.note(running('r1', 2), LEASE_MS);
		assert.equal(leases.isHeld('r1'), false);
		leases.note(running('r1', 2), -86_400_000);
		assert.ok(leases.isHeld('r1'), 'a file from the future is as good as one of this moment');
		time += LEASE_MS;
		assert.equal(leases.isHeld('r1'), false);
	});

	it('are those of another machine too, for as long as it writes of them: a process there has any number', () => {
		for (const process of [1, 2, 999]) {
			leases.note({ ...running('r1', process), machine: 'another' });
			assert.ok(leases.isHeld('r1'));
			time += LEASE_MS - 1;
			leases.note(text('r1', 'more'));
			time += LEASE_MS - 1;
			assert.ok(leases.isHeld('r1'));
			time += 1;
			assert.equal(leases.isHeld('r1'), false);
		}
		leases.note({ ...running('r1', 1), machine: 'this' });
		assert.equal(leases.isHeld('r1'), false, 'ours');
		leases.note({ ...running('r1', 999), machine: 'this' });
		assert.equal(leases.isHeld('r1'), false, 'its process is gone');
		leases.note({ ...running('r1', 2), machine: 'this' });
		assert.ok(leases.isHeld('r1'));
	});
});
