import assert from 'node:assert/strict';
import { leaseOf, ReasoningTime } from '../../../../src/core/chat/replyTurn.ts';

describe('the time of a reasoning', () => {
	it('is from the first piece to the last, told once after each, and never negative', () => {
		let time = 500;
		const reasoned = new ReasoningTime(() => time);
		assert.deepEqual(reasoned.news(), {});
		reasoned.piece();
		time += 1200.4;
		reasoned.piece();
		time += 60_000;
		assert.deepEqual(reasoned.news(), { reasoningMs: 1200 });
		assert.deepEqual(reasoned.news(), {});
		const further = new ReasoningTime(() => time, 1200);
		assert.deepEqual(further.news(), {});
		further.piece();
		assert.deepEqual(further.news(), { reasoningMs: 1200 });
	});
});

describe('the lease of a reply', () => {
	it('names the process and, where it has a name, the machine', () => {
		const live = () => true;
		assert.deepEqual(leaseOf('r', { own: 3, live }), { type: 'running', id: 'r', process: 3 });
		assert.deepEqual(leaseOf('r', { own: 3, machine: 'm', live }), {
			type: 'running',
			id: 'r',
			process: 3,
			machine: 'm',
		});
	});
});
