import assert from 'node:assert/strict';
import type { TurnRunner } from '../../../../src/core/chat/turnRunner.ts';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import { Refusals } from '../../../../src/host/chat/refusals.ts';

describe('what was refused in a place', () => {
	/** Sends in the way that is asked for. */
	const turns = {
		sendAnyway: (_how: object, action: () => Promise<unknown>) => action(),
	} as unknown as TurnRunner;
	const refuse =
		(message: string, kind: 'refused' | 'contextTooLong' = 'refused') =>
		async () => {
			throw new ChatError(kind, message);
		};
	const done = async () => {};

	it('is said until something is done, or another thing is refused', async () => {
		const refusals = new Refusals(() => {});
		await refusals.refusable(turns, refuse('One.'));
		assert.equal(refusals.notice?.message, 'One.');
		await refusals.refusable(turns, refuse('Two.'));
		assert.equal(refusals.notice?.message, 'Two.');
		await refusals.refusable(turns, done);
		assert.equal(refusals.notice, null);
	});

	it('stays where what was begun before it is done only then', async () => {
		const refusals = new Refusals(() => {});
		const { promise, resolve } = Promise.withResolvers<void>();
		const slow = refusals.refusable(turns, () => promise);
		refusals.forget();
		await refusals.refusable(
			turns,
			refuse('In the other chat.', 'contextTooLong'),
			undefined,
			'box',
		);
		resolve();
		await slow;
		assert.equal(refusals.notice?.message, 'In the other chat.');
		assert.equal(refusals.canSendAnyway, 'box');
	});

	it('goes once it is sent all the same', async () => {
		const refusals = new Refusals(() => {});
		let fits = false;
		const action = async () => {
			if (!fits) throw new ChatError('contextTooLong', 'Too long.');
		};
		await refusals.refusable(turns, action);
		assert.equal(refusals.canSendAnyway, 'elsewhere');
		fits = true;
		await refusals.sendAnyway({});
		assert.deepEqual([refusals.notice, refusals.canSendAnyway], [null, undefined]);
	});
});
