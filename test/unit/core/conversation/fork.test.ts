import assert from 'node:assert/strict';
import { forkTitle } from '../../../../src/core/conversation/fork.ts';

describe('the title of a fork', () => {
	it('tells it from the original, and from the forks before it', () => {
		assert.equal(forkTitle('Why?'), 'Why? (fork)');
		assert.equal(forkTitle('Why? (fork)'), 'Why? (fork 2)');
		assert.equal(forkTitle('Why? (fork 9)'), 'Why? (fork 10)');
		assert.equal(forkTitle('A (fork) in the road'), 'A (fork) in the road (fork)');
	});
});
