import assert from 'node:assert/strict';
import type { LedgerEntry } from '../../../../src/core/spending/ledger.ts';
import { SpendingTotals } from '../../../../src/core/spending/spendingTotals.ts';
import { LedgerInMemory, paid } from './ledgerSamples.ts';

const NOON = paid().at;
const DAY = 86_400_000;

/** How many replies count, of these lines. */
async function counted(...lines: LedgerEntry[]): Promise<number> {
	const totals = new SpendingTotals(new LedgerInMemory(...lines));
	await totals.refresh();
	assert.equal(totals.entries.length, totals.ofChat('c-1')?.replies);
	return totals.entries.length;
}

describe('the totals of the ledger', () => {
	it('are by chat and by day', async () => {
		const ledger = new LedgerInMemory(
			paid({ reply: 'a' }),
			paid({ reply: 'b', at: NOON - DAY, billed: '1' }),
			paid({ reply: 'c', chat: 'c-2', billed: '2' }),
		);
		ledger.unreadable = 3;
		const totals = new SpendingTotals(ledger);
		assert.equal(totals.ofChat('c-1'), undefined);
		assert.equal(totals.ofDay(NOON).replies, 0);
		assert.equal(totals.has('a'), false);
		await totals.refresh();
		assert.equal(totals.ofChat('c-1')?.billed, '1.00006');
		assert.equal(totals.ofChat('c-2')?.billed, '2');
		assert.equal(totals.ofDay(NOON).billed, '2.00006');
		assert.equal(totals.ofDay(NOON - DAY).replies, 1);
		assert.ok(totals.has('a'));
		assert.equal(totals.has('d'), false);
		assert.equal(totals.unreadable, 3);
	});

	it('have what was added, here and elsewhere, and each line once', async () => {
		const ledger = new LedgerInMemory(paid({ reply: 'a' }));
		const totals = new SpendingTotals(ledger);
		await totals.add(paid({ reply: 'b' }));
		await ledger.append(paid({ reply: 'c' }));
		await totals.refresh();
		await totals.refresh();
		assert.equal(totals.ofChat('c-1')?.replies, 3);
		assert.deepEqual(totals.entries, ledger.entries);
	});

	it('begin anew where the lines are others, and not where more have come', async () => {
		const ledger = new LedgerInMemory(paid({ reply: 'a' }), paid({ reply: 'b' }));
		const totals = new SpendingTotals(ledger);
		await totals.refresh();
		ledger.entries = [paid({ reply: 'c', chat: 'c-2', at: NOON - DAY }), ...ledger.entries];
		await totals.refresh();
		assert.equal(totals.ofChat('c-1')?.replies, 2);
		assert.equal(totals.ofChat('c-2')?.replies, 1);
		assert.equal(totals.entries.length, 3);
		ledger.entries = [];
		await totals.refresh();
		assert.equal(totals.ofChat('c-1'), undefined);
		assert.equal(totals.ofDay(NOON).replies, 0);
		assert.equal(totals.has('a'), false);
		assert.deepEqual(totals.entries, []);
	});

	it('tell who wants to know when something has come, and only then', async () => {
		const ledger = new LedgerInMemory(paid({ reply: 'a' }));
		const totals = new SpendingTotals(ledger);
		let told = 0;
		const listening = totals.onDidChange(() => told++);
		await totals.refresh();
		assert.equal(told, 1);
		await totals.refresh();
		assert.equal(told, 1);
		listening.dispose();
		await totals.add(paid({ reply: 'b' }));
		assert.equal(told, 1);
	});

	it('count a reply that was continued by its parts', async () => {
		assert.equal(await counted(paid(), paid({ at: NOON + 1 })), 2);
		assert.equal(await counted(paid(), paid()), 2, 'a server has counted both');
	});

	it('count a cut-off reply once, also in ledgers that do not call it so', async () => {
		const cut = paid({ cut_off: true });
		assert.equal(await counted(cut, cut), 1);
		assert.equal(await counted(paid(), { ...cut, at: NOON + 1 }), 1);
		assert.equal(await counted(cut, paid({ at: NOON + 1 })), 2);
		const {
			prompt_tokens: _prompt,
			completion_tokens: _completion,
			billed: _billed,
			...old
		} = paid({ estimated: '1' });
		assert.equal(await counted(old, old), 1);
		assert.equal(await counted(old, { ...old, at: NOON + 1 }, old), 2);
		for (const said of [{ prompt_tokens: 0 }, { completion_tokens: 0 }, { billed: '0' }]) {
			assert.equal(await counted(old, { ...old, ...said }), 2, Object.keys(said)[0]);
		}
	});
});
