import assert from 'node:assert/strict';
import { pastDeadSockets } from '../../../../src/api/network/deadSockets.ts';

describe('a pool of dead sockets', () => {
	/** Fails so often, and then answers. */
	function failing(times: number) {
		let sent = 0;
		const send = async () => {
			sent++;
			if (sent <= times) throw new Error(`death ${sent}`);
			return 'answer';
		};
		return { send, sent: () => sent };
	}

	it('is gone through, until one is alive', async () => {
		const { send, sent } = failing(7);
		assert.equal(await pastDeadSockets(send, () => true), 'answer');
		assert.equal(sent(), 8);
	});

	it('is given up after eight, however many there are', async () => {
		const { send, sent } = failing(1_000);
		await assert.rejects(
			pastDeadSockets(send, () => true),
			/death 8/,
		);
		assert.equal(sent(), 8);
	});

	it('is left at the first failure of another kind', async () => {
		const { send, sent } = failing(1_000);
		await assert.rejects(
			pastDeadSockets(send, (error) => !String(error).includes('3')),
			/death 3/,
		);
		assert.equal(sent(), 3);
	});
});
