import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { LedgerEntry } from '../../../../src/core/spending/ledger.ts';
import { usageCsv } from '../../../../src/core/spending/usageCsv.ts';
import { usageReport } from '../../../../src/core/spending/usageReport.ts';
import { addDecimals } from '../../../../src/shared/text/decimal.ts';
import { paid } from './ledgerSamples.ts';

const NOW = Date.parse('2026-11-24T23:30:00');
const DAY = 86_400_000;
const TITLES = new Map([
	['c-1', 'How do I add numbers?'],
	['c-2', '=HYPERLINK("http://x"), "quoted"\nand more'],
]);

/** The cells of a CSV text, read by the rules of RFC 4180. */
function cells(csv: string): string[][] {
	const rows: string[][] = [[]];
	for (const [, quoted, bare = '', end] of csv.matchAll(
		/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g,
	)) {
		if (end === '' && bare === '' && quoted === undefined) break;
		rows.at(-1)?.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
		if (end === '\r\n') rows.push([]);
	}
	return rows.slice(0, -1);
}

const entry = fc.record({
	chat: fc.constantFrom('c-1', 'c-2', 'gone'),
	model: fc.constantFrom('a/one', 'b/two'),
	at: fc.integer({ min: NOW - 60 * DAY, max: NOW }),
	billed: fc.double({ min: 0, max: 3, noNaN: true }),
	prompt_tokens: fc.nat(10_000),
});

describe('the usage', () => {
	it('is by day, model and chat, the dearest first, with sums of today, 30 days and all', () => {
		const entries: LedgerEntry[] = [
			paid({ at: NOW - 40 * DAY, chat: 'gone', billed: '2' }),
			paid({ at: NOW - DAY, billed: '0.1', model: 'mistralai/mistral-large' }),
			paid({ at: NOW - 1000, chat: 'c-2', billed: '0.25' }),
			paid({ at: NOW, chat: 'c-2', billed: '0.05', estimated: '0.001' }),
		];
		const report = usageReport(entries, TITLES, { soft: '1', hard: '2.5' }, NOW);
		assert.deepEqual(
			report.sums.map(({ label, replies, billed, estimated }) => [
				label,
				replies,
				billed,
				estimated,
			]),
			[
				['Today', 2, '0.3', '0.001'],
				['Last 30 days', 3, '0.4', '0.001'],
				['All', 4, '2.4', '0.001'],
			],
		);
		assert.deepEqual(
			report.days.map(({ label }) => label),
			['2026-11-24', '2026-11-23', '2026-10-15'],
		);
		assert.deepEqual(
			report.chats.map(({ label, billed }) => [label, billed]),
			[
				['Deleted chats', '2'],
				[TITLES.get('c-2'), '0.3'],
				['How do I add numbers?', '0.1'],
			],
		);
		assert.equal(report.models[0]?.billed, '2.3');
		assert.deepEqual(
			report.sums.map(({ promptTokens, completionTokens }) => [promptTokens, completionTokens]),
			[
				[200, 40],
				[300, 60],
				[400, 80],
			],
		);
		assert.equal(report.lastDays.length, 30);
		assert.deepEqual(
			[report.lastDays[0]?.label, report.lastDays.at(-1)?.label],
			['2026-10-26', '2026-11-24'],
		);
		assert.equal(
			report.limits,
			'Each day you are asked from $1.00 on, nothing is sent from $2.50 on.',
		);
	});

	it('is empty, and without limits, where there are none', () => {
		const report = usageReport([], TITLES, { soft: undefined, hard: undefined }, NOW);
		assert.deepEqual([report.days, report.models, report.chats], [[], [], []]);
		assert.equal(report.limits, undefined);
	});

	it('adds up to the same exact sum, however it is grouped', () => {
		fc.assert(
			fc.property(fc.array(entry, { maxLength: 40 }), (parts) => {
				const entries = parts.map((part) => paid(part));
				const sum = addDecimals(...parts.map(({ billed }) => billed));
				const report = usageReport(entries, TITLES, undefined, NOW);
				for (const rows of [report.days, report.models, report.chats]) {
					assert.equal(addDecimals(...rows.map(({ billed }) => billed)), sum);
					assert.equal(
						rows.reduce((count, { replies }) => count + replies, 0),
						parts.length,
					);
				}
				assert.equal(report.sums[2]?.billed, sum);
			}),
		);
	});

	it('as CSV has every digit, keeps commas, quotes and line ends in their cell, and holds no formula', () => {
		const csv = usageCsv(
			[paid({ chat: 'c-2', billed: 1.5e-7, model: '+evil', at_provider: '0.1' }), paid()],
			TITLES,
		);
		const [head = [], first = [], second = [], ...rest] = cells(csv);
		assert.deepEqual(rest, []);
		const one = Object.fromEntries(head.map((name, at) => [name, first[at]]));
		assert.equal(one['title'], `'${TITLES.get('c-2')}`);
		assert.equal(one['model'], "'+evil");
		assert.equal(one['billed_usd'], '0.00000015');
		assert.equal(one['of_it_at_provider_usd'], '0.1');
		assert.equal(one['estimated_usd'], '');
		assert.equal(one['time'], new Date(paid().at).toISOString());
		assert.equal(second[head.indexOf('title')], 'How do I add numbers?');
	});

	it('as CSV comes back whole for any titles', () => {
		fc.assert(
			fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (titles) => {
				const all = new Map(titles.map((title, at) => [`c-${at}`, title]));
				const entries = titles.map((_title, at) => paid({ chat: `c-${at}` }));
				const [head = [], ...rows] = cells(usageCsv(entries, all));
				assert.equal(rows.length, titles.length);
				for (const [at, title] of titles.entries()) {
					const cell = rows[at]?.[head.indexOf('title')] ?? '';
					assert.ok(cell === title || cell === `'${title}`, JSON.stringify([cell, title]));
				}
				assert.ok(rows.every((row) => row.length === head.length));
			}),
		);
	});
});
