import assert from 'node:assert/strict';
import { lazily } from '../../../src/activation/lazily.ts';

describe('what is made when it is first asked for', () => {
	it('is made once, for all who ask', async () => {
		let made = 0;
		const thing = lazily(async () => ({ number: ++made }));
		assert.equal(made, 0);
		const [one, other] = await Promise.all([thing(), thing()]);
		assert.equal(one, other);
		assert.equal(await thing(), one);
		assert.equal(made, 1);
	});

	it('tells everyone why it could not be made, and is tried again for the next', async () => {
		let tries = 0;
		const thing = lazily(async () => {
			if (++tries === 1) throw new Error('not there');
			return 'there';
		});
		const asked = await Promise.allSettled([thing(), thing()]);
		assert.deepEqual(
			asked.map(({ status }) => status),
			['rejected', 'rejected'],
		);
		assert.equal(await thing(), 'there');
		assert.equal(tries, 2);
	});
});
