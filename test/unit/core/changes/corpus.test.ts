import assert from 'node:assert/strict';
import type { Placed } from '../../../../src/core/changes/change.ts';
import { placeBlock } from '../../../../src/core/changes/placeBlock.ts';
import { type ChangeCase, changeCases } from './changeCases.ts';

/** What was placed where it does not belong, and what was not placed though it has a place. */
interface Verdict {
	readonly isWrong: boolean;
	readonly isMissed: boolean;
	readonly said: string;
}

function place(one: ChangeCase): Placed {
	return placeBlock(
		one.document,
		{ text: one.block, language: one.blockLanguage },
		{
			language: one.language,
			...(one.range && { range: one.range }),
			...(one.symbols && { symbols: one.symbols }),
		},
	);
}

function verdictOn(one: ChangeCase): Verdict {
	const { text, unplaced, hunks } = place(one);
	const said = JSON.stringify({ text, unplaced });
	if (one.expected === undefined) {
		const isWrong = text !== one.document || hunks.length > 0;
		return { isWrong, isMissed: false, said };
	}
	const isPlaced = text === one.expected;
	const isWrong = !isPlaced && text !== one.document;
	return { isWrong, isMissed: !isPlaced && !isWrong, said };
}

describe('the corpus of changes', () => {
	const cases = changeCases();

	it('has 120 cases and more, each with another title', () => {
		assert.ok(cases.length >= 120, `${cases.length} cases`);
		assert.equal(new Set(cases.map(({ title }) => title)).size, cases.length);
	});

	it('has no wrong place, and nearly all that has a place is placed', () => {
		const verdicts = cases.map((one) => ({ ...one, ...verdictOn(one) }));
		const wrong = verdicts.filter(({ isWrong }) => isWrong);
		const missed = verdicts.filter(({ isMissed }) => isMissed);
		const placeable = cases.filter(({ expected }) => expected !== undefined).length;
		const share = (placeable - missed.length) / placeable;
		console.log(
			`      ${cases.length} cases; wrong places: ${wrong.length}; placed: ${placeable - missed.length} of ${placeable} (${(share * 100).toFixed(1)} %)`,
		);
		for (const { title, said } of missed) console.log(`      not placed: ${title}: ${said}`);
		assert.deepEqual(
			wrong.map(({ title, said }) => `${title}: ${said}`),
			[],
		);
		assert.ok(share >= 0.95, `${(share * 100).toFixed(1)} % placed`);
	});

	for (const one of cases.filter(({ refusals }) => refusals.length > 0)) {
		it(`says why: ${one.title}`, () => {
			const { unplaced } = place(one);
			assert.deepEqual(
				unplaced.map(({ why }) => why),
				one.refusals,
				JSON.stringify(unplaced),
			);
			if (one.given.length === 0) return;
			const given = unplaced.flatMap((reason) => {
				if (reason.why === 'ambiguous') return reason.places.map(String);
				if (reason.why === 'placeholders') return reason.lines.map(String);
				return reason.why === 'losesSymbols' ? reason.names : [];
			});
			assert.deepEqual(given, one.given);
		});
	}
});
