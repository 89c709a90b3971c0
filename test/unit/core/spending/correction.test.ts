import assert from 'node:assert/strict';
import { correctionOf } from '../../../../src/core/spending/correction.ts';
import {
	type LedgerEntry,
	NOTHING_SPENT,
	withEntry,
} from '../../../../src/core/spending/ledger.ts';
import { usageReport } from '../../../../src/core/spending/usageReport.ts';

const LINE: LedgerEntry = {
	type: 'reply',
	at: 1_800_000_000_000,
	chat: 'c',
	reply: 'r1',
	server: 'https://openrouter.ai',
	model: 'a/b',
	prompt_tokens: 10,
};
const LATER = { at: 1_800_000_100_000, total_cost: 0.0012 };

/** What a chat cost in all, once the ledger is corrected. */
function corrected(entries: readonly LedgerEntry[], later = LATER) {
	const correction = correctionOf(entries, 'r1', later);
	assert.ok(correction);
	const all = [...entries, correction.entry];
	return { all, words: correction.words, sum: all.reduce(withEntry, NOTHING_SPENT) };
}

describe('The ledger, once the server says what a reply cost', () => {
	it('has the exact cost in the place of the estimate, on the day of the reply, and no reply more', () => {
		const { all, words, sum } = corrected([{ ...LINE, estimated: '0.001' }]);
		assert.deepEqual(sum, { replies: 1, tokens: 10, billed: '0.0012', estimated: undefined });
		assert.equal(
			words,
			'OpenRouter billed $0.0012 for this reply, and ≈$0.001 had been counted. The sums are corrected.',
		);
		const { days } = usageReport(all, new Map(), undefined, LINE.at);
		assert.deepEqual(
			days.map(({ replies, billed, estimated }) => [replies, billed, estimated]),
			[[1, '0.0012', '0']],
		);
	});

	it('is told with all digits, and is none for dust', () => {
		const { words } = corrected([{ ...LINE, billed: 0.0131 }], { ...LATER, total_cost: 0.0123 });
		assert.match(words, /billed \$0\.0123 .* \$0\.0131 had been counted/);
		const dusty = [{ ...LINE, billed: 0.1 + 0.2 }];
		assert.equal(correctionOf(dusty, 'r1', { ...LATER, total_cost: 0.3 }), undefined);
	});

	it('is lowered where too much was counted', () => {
		const { sum } = corrected([{ ...LINE, billed: 0.003 }]);
		assert.deepEqual([sum.billed, sum.estimated], ['0.0012', undefined]);
	});

	it('is corrected once, and again where the server says something else later', () => {
		const { all } = corrected([{ ...LINE, estimated: '0.001' }]);
		assert.equal(correctionOf(all, 'r1', LATER), undefined);
		const { sum } = corrected(all, { ...LATER, total_cost: 0.002 });
		assert.deepEqual([sum.replies, sum.billed, sum.estimated], [1, '0.002', undefined]);
	});

	it('is corrected for the last part of a reply that went on, and for no other reply', () => {
		const other = { ...LINE, reply: 'r2', billed: 1 };
		const parts = [
			{ ...LINE, billed: 0.5 },
			other,
			{ ...LINE, at: LINE.at + 1, estimated: '0.001' },
		];
		const { sum } = corrected(parts);
		assert.deepEqual([sum.billed, sum.estimated], ['1.5012', undefined]);
	});

	it('stays where it is right, where nothing was counted, and where a fee may be all that is named', () => {
		assert.equal(correctionOf([{ ...LINE, billed: 0.0012 }], 'r1', LATER), undefined);
		assert.equal(correctionOf([], 'r1', LATER), undefined);
		assert.equal(correctionOf([{ ...LINE, estimated: '1' }], 'r1', { at: 1 }), undefined);
		const own = { ...LINE, billed: 0.02, at_provider: 0.019 };
		assert.equal(correctionOf([own], 'r1', LATER), undefined);
		const passedOn = { ...LATER, upstream_inference_cost: LATER.total_cost };
		const without = correctionOf([{ ...LINE, estimated: '0.001' }], 'r1', passedOn);
		assert.equal(without?.entry.billed, '0.0012', 'all of it is what the provider asked for');
		const fee = { ...LATER, upstream_inference_cost: 0.02 };
		assert.equal(correctionOf([{ ...LINE, estimated: '0.02' }], 'r1', fee), undefined);
	});
});
