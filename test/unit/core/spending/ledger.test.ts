import assert from 'node:assert/strict';
import {
	dayOf,
	NOTHING_SPENT,
	readEntry,
	withEntry,
} from '../../../../src/core/spending/ledger.ts';
import { paid } from './ledgerSamples.ts';

describe('what several replies cost', () => {
	it('is the sum of each that is known', () => {
		const { prompt_tokens: _, ...noPrompt } = paid({ billed: '0.1', completion_tokens: 7 });
		const { completion_tokens: __, ...noReply } = paid({ billed: '0.2', prompt_tokens: 40 });
		const { billed: ___, ...estimated } = paid({ estimated: '0.5' });
		const sums = [NOTHING_SPENT];
		for (const entry of [noPrompt, noReply, estimated, paid({ billed: '1', estimated: '2' })]) {
			sums.push(withEntry(sums.at(-1) ?? NOTHING_SPENT, entry));
		}
		assert.deepEqual(sums, [
			{ replies: 0, tokens: 0, billed: undefined, estimated: undefined },
			{ replies: 1, tokens: 7, billed: '0.1', estimated: undefined },
			{ replies: 2, tokens: 47, billed: '0.3', estimated: undefined },
			{ replies: 3, tokens: 167, billed: '0.3', estimated: '0.5' },
			{ replies: 4, tokens: 287, billed: '1.3', estimated: '2.5' },
		]);
	});
});

describe('the day of a time', () => {
	it('is the user’s, as YYYY-MM-DD', () => {
		assert.equal(dayOf(new Date(2026, 0, 5, 0, 0).getTime()), '2026-01-05');
		assert.equal(dayOf(new Date(2026, 11, 31, 23, 59).getTime()), '2026-12-31');
	});
});

describe('an entry of the ledger', () => {
	it('is what can be read of it, without what is none', () => {
		for (const whole of [
			paid(),
			paid({ prompt_tokens: 0, completion_tokens: 0, cut_off: true, at_provider: '0.1' }),
		]) {
			assert.deepEqual(readEntry(whole), whole);
		}
		const { prompt_tokens: _, ...rest } = paid();
		assert.deepEqual(readEntry({ ...paid(), prompt_tokens: -1, provider: 7 }), rest);
	});

	it('is none without what it is of', () => {
		for (const field of ['type', 'at', 'chat', 'reply', 'server', 'model']) {
			assert.equal(readEntry({ ...paid(), [field]: undefined }), undefined, field);
		}
		for (const other of [undefined, null, 7, 'reply', [], {}]) {
			assert.equal(readEntry(other), undefined);
		}
	});
});
