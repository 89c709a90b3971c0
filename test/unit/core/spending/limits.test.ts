import assert from 'node:assert/strict';
import { ChatError } from '../../../../src/core/errors/chatError.ts';
import { judge, parseLimits } from '../../../../src/core/spending/limits.ts';

const limits = { soft: '1', hard: '2' };

describe('a limit of the day', () => {
	it('may be used up, but not passed', () => {
		for (const [spent, next, is] of [
			['0', '1', 'allowed'],
			['0.5', '0.5', 'allowed'],
			['0.5', '0.51', 'asked'],
			['1', undefined, 'asked'],
			['1', '1', 'asked'],
			['1', '1.01', 'refused'],
			['2', undefined, 'refused'],
		] as const) {
			assert.equal(judge(limits, spent, next).is, is, `${spent} ${next}`);
		}
		const none = { soft: undefined, hard: undefined };
		assert.deepEqual(judge(none, '9', '9'), { is: 'allowed' });
		assert.equal(judge({ ...none, soft: '1' }, '9', '9').is, 'asked');
	});

	it('says what was spent, and what the message is estimated at', () => {
		assert.deepEqual(judge(limits, '1.5', '0.25'), {
			is: 'asked',
			question: 'The limit of $1.00 for a day is reached. Send anyway?',
			detail: 'Today $1.50 were spent, and this message is estimated at $0.25 without its reply.',
		});
		assert.deepEqual(judge(limits, '2', undefined), {
			is: 'refused',
			message: 'The limit of $2.00 for a day is reached. Today $2.00 were spent. Nothing was sent.',
		});
	});

	it('is a number from 0 on, or null', () => {
		const parsed = (value: unknown) => parseLimits(() => value);
		assert.deepEqual(parsed(0), { soft: '0', hard: '0' });
		assert.deepEqual(parsed(1e-7), { soft: '0.0000001', hard: '0.0000001' });
		for (const none of [null, undefined]) {
			assert.deepEqual(parsed(none), { soft: undefined, hard: undefined });
		}
		for (const odd of [-0.1, Number.POSITIVE_INFINITY, '1', true]) {
			assert.throws(
				() => parseLimits((name) => (name === 'hardLimit' ? odd : null)),
				(error) => error instanceof ChatError && error.toFailure().setting === 'hardLimit',
			);
		}
	});
});
