import assert from 'node:assert/strict';
import {
	type ColourStep,
	ColourSteps,
	NOTHING_OPEN,
	type OpenEnd,
} from '../../../../../src/webview/markdown/code/colourSteps.ts';

const COMMENT: OpenEnd = { constructs: [{}], isWhole: true };
const SCRIPT: OpenEnd = { constructs: [{}], isWhole: false };

/** Lines `0`, `1`, …, and the beginning of one more. */
const numbered = (count: number, length = 0) => [
	...Array.from({ length: count }, (_, at) => String(at).padEnd(length)),
	'x',
];

/** Lets lines come some at a time and colours what is due; says which steps that took. */
function grow(
	lines: readonly string[],
	perPiece: number,
	endOf: (painted: number) => OpenEnd,
): ColourStep[] {
	const steps = new ColourSteps();
	const taken: ColourStep[] = [];
	let count = 0;
	for (let come = perPiece; come < lines.length; come += perPiece) {
		const shown = lines.slice(0, come + 1);
		while (steps.isDue(shown)) {
			const step = steps.next(shown);
			taken.push(step);
			count += step.read.length - step.known;
			steps.done(step, endOf(count));
		}
	}
	return taken;
}

const painted = (taken: readonly ColourStep[]) =>
	taken.flatMap(({ read, known }) => read.slice(known));
const charactersIn = (lines: readonly string[]) =>
	lines.reduce((sum, line) => sum + line.length + 1, 0);
const work = (taken: readonly ColourStep[]) =>
	taken.reduce((sum, { read }) => sum + charactersIn(read), 0);

describe('what is coloured of code that grows', () => {
	it('is each line as it comes, read once, where lines stand on their own', () => {
		const taken = grow(numbered(2000), 1, () => NOTHING_OPEN);
		assert.deepEqual(painted(taken), numbered(2000).slice(0, -1));
		assert.equal(taken.length, 2000);
		assert.equal(work(taken), charactersIn(painted(taken)));
	});

	it('is read after the line that opens what goes on, without those between', () => {
		const taken = grow(numbered(6), 1, (count) =>
			count >= 3 && count <= 5 ? COMMENT : NOTHING_OPEN,
		);
		assert.deepEqual(
			taken.map(({ read, known }) => [read.slice(0, known), read.slice(known)]),
			[
				[[], ['0']],
				[[], ['1']],
				[[], ['2']],
				[['2'], ['3']],
				[['2'], ['4']],
				[['2'], ['5']],
			],
		);
	});

	it('is read after all that leads into what is open now, where that changes', () => {
		const inner: OpenEnd = { constructs: [...COMMENT.constructs, {}], isWhole: true };
		const taken = grow(numbered(6), 1, (count) => (count < 3 ? COMMENT : inner));
		assert.deepEqual(
			taken.map(({ read }) => read),
			[['0'], ['0', '1'], ['0', '2'], ['0', '2', '3', '4']],
		);
	});

	for (const [what, end] of [
		['nothing', NOTHING_OPEN],
		['a comment', COMMENT],
		['another language', SCRIPT],
	] as const) {
		for (const perPiece of [1, 7, 250]) {
			it(`is read at most twice where ${what} goes on, in pieces of ${perPiece} lines`, () => {
				for (const length of [0, 40]) {
					const lines = numbered(1000, length);
					const taken = grow(lines, perPiece, () => end);
					const done = painted(taken);
					assert.deepEqual(done, lines.slice(0, done.length));
					assert.ok(done.length > 450, `${done.length} lines`);
					assert.ok(work(taken) <= 2 * charactersIn(done), `${work(taken)} characters`);
				}
			});
		}
	}

	it('waits behind a long line that opens something', () => {
		const lines = ['/*'.padEnd(100), ...numbered(60)];
		const taken = grow(lines, 1, () => COMMENT);
		assert.ok(work(taken) <= 2 * charactersIn(painted(taken)));
		assert.ok(taken.length > 1, 'it goes on');
	});

	it('is at most 200 lines in one piece of time', () => {
		const taken = grow(numbered(1000), 1000, () => NOTHING_OPEN);
		assert.deepEqual(
			taken.map(({ read }) => read.length),
			[200, 200, 200, 200, 200],
		);
	});

	it('begins again where the lines are others', () => {
		const steps = new ColourSteps();
		const lines = numbered(50);
		assert.ok(steps.isDue(lines));
		steps.done(steps.next(lines), COMMENT);
		steps.reset();
		assert.ok(steps.isDue(numbered(1)));
		assert.deepEqual(steps.next(numbered(1)), { read: ['0'], known: 0 });
	});
});
