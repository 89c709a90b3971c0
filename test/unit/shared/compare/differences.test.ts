import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
	type ComparedPart,
	differencesBetween,
	markedInAll,
	type PartMarks,
	unitsOf,
} from '../../../../src/shared/compare/differences.ts';

const prose = (text: string): ComparedPart => ({ text, isCode: false });
const code = (text: string): ComparedPart => ({ text, isCode: true });

function between(one: readonly ComparedPart[], other: readonly ComparedPart[]) {
	return end(differencesBetween(end(unitsOf(one)), end(unitsOf(other))));
}

function end<Result>(steps: Generator<void, Result>): Result {
	for (;;) {
		const { done, value } = steps.next();
		if (done) return value;
	}
}

/** The texts that are marked. */
function marked(parts: readonly ComparedPart[], marks: PartMarks): string[] {
	return marks.flatMap((ofPart, index) =>
		ofPart.map(({ start, end }) => parts[index]?.text.slice(start, end) ?? ''),
	);
}

/** What is left without the marked parts; white space in prose is drawn alike, and a last line of code ends as the others do. */
function left(parts: readonly ComparedPart[], marks: PartMarks): string {
	const rest = parts.map(({ text, isCode }, index) => {
		let at = 0;
		let kept = '';
		for (const { start, end } of marks[index] ?? []) {
			assert.ok(start >= at && end > start && end <= text.length, 'marks are in order');
			kept += text.slice(at, start);
			at = end;
		}
		kept += text.slice(at);
		if (!isCode) return kept.replace(/\s+/gu, '');
		return kept === '' || kept.endsWith('\n') ? kept : `${kept}\n`;
	});
	return rest.join('');
}

describe('the differences of two answers', () => {
	const cases: [string, ComparedPart[], ComparedPart[], string[], string[]][] = [
		[
			'words',
			[prose('Use a red hammer, not a saw.')],
			[prose('Use a blue hammer, not the saw.')],
			['red', 'a'],
			['blue', 'the'],
		],
		[
			'words beside each other in one mark',
			[prose('one two three four')],
			[prose('one four')],
			['two three'],
			[],
		],
		['punctuation by itself', [prose('Yes, do.')], [prose('Yes: do!')], [',', '.'], [':', '!']],
		[
			'Japanese, which has no spaces',
			[prose('猫が好きです')],
			[prose('犬が好きです')],
			['猫'],
			['犬'],
		],
		['Thai', [prose('ฉันรักแมว')], [prose('ฉันรักหมา')], ['แมว'], ['หมา']],
		['Arabic', [prose('كتاب جديد هنا')], [prose('كتاب قديم هنا')], ['جديد'], ['قديم']],
		[
			'a character of several code points',
			[prose('fine 👩‍👩‍👧 here')],
			[prose('fine 👨‍👩‍👦 here')],
			['👩‍👩‍👧'],
			['👨‍👩‍👦'],
		],
		[
			'whole lines of code',
			[code('let a = 1;\nlet b = 2;\nreturn a + b;')],
			[code('let a = 1;\nlet b = 3;\nreturn a + b;\n')],
			['let b = 2;\n'],
			['let b = 3;\n'],
		],
		['an empty line of code', [code('a\nb')], [code('a\n\nb')], [], ['\n']],
		['a word that is code in the other', [prose('run'), code('run')], [code('run')], ['run'], []],
		[
			'white space that is drawn alike',
			[prose('one\ntwo  three')],
			[prose('one two three')],
			[],
			[],
		],
		[
			'over the ends of parts',
			[prose('one two'), prose('three four')],
			[prose('one four')],
			['two', 'three'],
			[],
		],
		['nothing on one side', [prose('all of it')], [], ['all of it'], []],
	];
	for (const [what, one, other, inOne, inOther] of cases) {
		it(`are marked: ${what}`, () => {
			const found = between(one, other);
			assert.deepEqual(marked(one, found.one), inOne);
			assert.deepEqual(marked(other, found.other), inOther);
		});
	}

	const word = fc.constantFrom(
		'the',
		'a',
		'cat',
		'saw',
		'猫',
		'が',
		'ไทย',
		'é',
		'e\u0301',
		'.',
		',',
		'👩‍👩‍👧',
		' ',
		'\n',
	);
	const text = fc.oneof(
		fc.array(word, { maxLength: 40 }).map((words) => words.join(' ')),
		fc.array(word, { maxLength: 20 }).map((words) => words.join('')),
		fc.string({ unit: 'binary', maxLength: 40 }),
	);
	const parts = fc.array(fc.record({ text, isCode: fc.boolean() }), { maxLength: 6 });

	it('are all that is marked: the rest of both is the same', () => {
		fc.assert(
			fc.property(parts, parts, (one, other) => {
				const found = between(one, other);
				assert.equal(left(one, found.one), left(other, found.other));
			}),
			{ numRuns: 500 },
		);
	});

	it('are none where the texts are the same', () => {
		fc.assert(
			fc.property(parts, (one) => {
				const found = between(one, one);
				assert.deepEqual(marked(one, found.one).concat(marked(one, found.other)), []);
			}),
		);
	});

	it('never cut a character that is drawn as one', () => {
		const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
		fc.assert(
			fc.property(text, text, (one, other) => {
				const starts = new Set([...graphemes.segment(one)].map(({ index }) => index));
				for (const { start, end } of between([prose(one)], [prose(other)]).one[0] ?? []) {
					assert.ok(starts.has(start) && (end === one.length || starts.has(end)));
				}
			}),
		);
	});

	it('from every other column are what each of these marks', () => {
		const one = [prose('red green blue white')];
		const against = (other: string) => between(one, [prose(other)]).one;
		const common = markedInAll([against('red green black'), against('red yellow blue')]);
		assert.deepEqual(marked(one, common), ['white']);
		assert.deepEqual(marked(one, markedInAll([against('blue white')])), ['red green']);
		assert.deepEqual(markedInAll([]), []);
	});
});
