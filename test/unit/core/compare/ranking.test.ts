import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { JudgedFile } from '../../../../src/core/compare/judgedCode.ts';
import { judgedInWords, type RankedColumn, ranking } from '../../../../src/core/compare/ranking.ts';

const file = (fields: Partial<JudgedFile> = {}): JudgedFile => ({
	name: 'a.ts',
	changes: 1,
	unplaced: [],
	lostSymbols: [],
	...fields,
});
const column = (
	fields: Partial<JudgedFile> = {},
	more: Partial<RankedColumn> = {},
): RankedColumn => ({
	code: { files: [file(fields)], elsewhere: 0 },
	...more,
});
const NOT_FOUND = { why: 'notFound' } as const;

describe('the order of columns', () => {
	const better: [string, RankedColumn, RankedColumn][] = [
		['placed cleanly', column(), column({ unplaced: [NOT_FOUND] })],
		[
			'placed, whatever it costs',
			column({}, { cost: '5' }),
			column({ unplaced: [NOT_FOUND] }, { cost: '0.001' }),
		],
		['fewer symbols lost', column({ lostSymbols: ['a'] }), column({ lostSymbols: ['a', 'b'] })],
		[
			'fewer new problems',
			column({ problems: { before: 3, after: 1 } }),
			column({ problems: { before: 3, after: 3 } }),
		],
		['no new problems known', column(), column({ problems: { before: 0, after: 1 } })],
		['cheaper', column({}, { cost: '0.09' }), column({}, { cost: '0.10' })],
		['cheaper than nobody knows', column({}, { cost: '0.09' }), column()],
		[
			'shorter at one price',
			column({}, { cost: '0.1', tokens: 9 }),
			column({}, { cost: '0.10', tokens: 10 }),
		],
	];
	for (const [what, first, second] of better) {
		it(`has the better one first: ${what}`, () => {
			assert.deepEqual(ranking([first, second]), [1, 2]);
			assert.deepEqual(ranking([second, first]), [2, 1]);
		});
	}

	it('gives one place to columns that are as good, and none to those without code for a document', () => {
		const without: RankedColumn = { code: { files: [], elsewhere: 1 } };
		assert.deepEqual(
			ranking([column({ unplaced: [NOT_FOUND] }), column(), without, undefined, column()]),
			[3, 1, undefined, undefined, 1],
		);
	});

	it('is the same in whatever order the columns stand', () => {
		const any = fc.record(
			{
				code: fc.record({
					files: fc.array(
						fc.record({
							name: fc.constant('a.ts'),
							changes: fc.nat({ max: 2 }),
							unplaced: fc.array(fc.constant(NOT_FOUND), { maxLength: 2 }),
							lostSymbols: fc.array(fc.constant('x'), { maxLength: 2 }),
							problems: fc.record({ before: fc.nat({ max: 2 }), after: fc.nat({ max: 2 }) }),
						}),
						{ maxLength: 2 },
					),
					elsewhere: fc.nat({ max: 1 }),
				}),
				tokens: fc.nat({ max: 3 }),
				cost: fc.constantFrom('0', '0.1', '0.10', '1'),
			},
			{ requiredKeys: ['code'] },
		);
		fc.assert(
			fc.property(fc.array(any, { minLength: 1, maxLength: 6 }), fc.nat(), (columns, turn) => {
				const at = turn % columns.length;
				const turned = [...columns.slice(at), ...columns.slice(0, at)];
				const places = ranking(columns);
				assert.deepEqual(ranking(turned), [...places.slice(at), ...places.slice(0, at)]);
				const judged = places.filter((place) => place !== undefined);
				if (judged.length > 0) assert.ok(judged.includes(1));
			}),
		);
	});
});

describe('what became of code, in words', () => {
	it('tells of each document what is known', () => {
		const words = judgedInWords({
			files: [
				file({ changes: 2, problems: { before: 3, after: 1 } }),
				file({ name: 'b.ts', unplaced: [NOT_FOUND], lostSymbols: ['x', 'y'] }),
				file({ name: 'c.ts', changes: 0, unplaced: [{ why: 'incomplete' }] }),
				file({ name: 'd.ts', changes: 0 }),
			],
			elsewhere: 1,
		});
		assert.deepEqual(words, [
			'a.ts: 2 changes, placed cleanly; no symbol lost; problems 3 → 1',
			'b.ts: 1 change placed; 1 part not placed: what it changes was not found; 2 symbols lost: `x`, `y`; problems not known',
			'c.ts: nothing placed; 1 part not placed: it breaks off',
			'd.ts: has this code already',
			'1 code block is for no file that is attached or named here',
		]);
	});
});
