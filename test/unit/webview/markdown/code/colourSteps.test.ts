import assert from 'node:assert/strict';
import {
	type ColourStep,
	ColourSteps,
} from '../../../../../src/webview/markdown/code/colourSteps.ts';

/** Lets lines come some at a time and colours what is due; says which steps that took. */
function grow(total: number, perPiece: number, isOpen: (end: number) => boolean): ColourStep[] {
	const steps = new ColourSteps();
	const taken: ColourStep[] = [];
	for (let lines = perPiece; lines <= total; lines += perPiece) {
		while (steps.isDue(lines)) {
			const step = steps.next(lines);
			taken.push(step);
			steps.done(step, isOpen(step.end));
		}
	}
	return taken;
}

const linesRead = (taken: readonly ColourStep[]) =>
	taken.reduce((sum, { start, end }) => sum + end - start, 0);

/** Each step goes on where the one before it ended, so no line is painted twice and none is left out. */
function assertInOrder(taken: readonly ColourStep[]): void {
	let painted = 0;
	for (const { start, paint, end } of taken) {
		assert.equal(paint, painted);
		assert.ok(start <= paint && end > paint);
		painted = end;
	}
}

describe('what is coloured of code that grows', () => {
	it('is each line as it comes, read once, where lines stand on their own', () => {
		const taken = grow(2000, 1, () => false);
		assertInOrder(taken);
		assert.equal(taken.length, 2000);
		assert.equal(linesRead(taken), 2000);
	});

	it('is read from where something began that goes on', () => {
		const taken = grow(6, 1, (end) => end === 3 || end === 4);
		assert.deepEqual(
			taken.map(({ start, paint, end }) => [start, paint, end]),
			[
				[0, 0, 1],
				[1, 1, 2],
				[2, 2, 3],
				[2, 3, 4],
				[2, 4, 5],
				[5, 5, 6],
			],
		);
	});

	it('takes time that grows with the length alone where something never ends', () => {
		for (const perPiece of [1, 7, 1000]) {
			const read = [2000, 4000].map((total) => {
				const taken = grow(total, perPiece, () => true);
				assertInOrder(taken);
				assert.ok((taken.at(-1)?.end ?? 0) > total / 1.3);
				return linesRead(taken);
			});
			const [half = 0, whole = 0] = read;
			assert.ok(whole < 8 * 4000, `${whole} lines`);
			assert.ok(whole < 3 * half, `${half} and ${whole} lines`);
		}
	});

	it('is at most 200 lines in one piece of time', () => {
		const taken = grow(1000, 1000, () => false);
		assert.deepEqual(
			taken.map(({ end }) => end),
			[200, 400, 600, 800, 1000],
		);
	});

	it('begins again where the lines are others', () => {
		const steps = new ColourSteps();
		steps.done(steps.next(50), true);
		steps.reset();
		assert.ok(steps.isDue(1));
		assert.deepEqual(steps.next(1), { start: 0, paint: 0, end: 1 });
	});
});
