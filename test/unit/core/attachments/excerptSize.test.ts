import assert from 'node:assert/strict';
import {
	firstLines,
	kilobytes,
	samePart,
	shortenings,
	textBytes,
} from '../../../../src/core/attachments/excerptSize.ts';

const lines = (count: number, from = 1) =>
	Array.from({ length: count }, (_, at) => `line ${at + from}`).join('\n');

function excerpt(count: number, startLine = 1) {
	const shared = { uri: 'file:///a.ts', label: 'a.ts', language: 'typescript', version: 1 };
	return { ...shared, startLine, endLine: startLine + count - 1, text: lines(count, startLine) };
}

describe('a shorter excerpt', () => {
	it('says which lines it has, and has just these', () => {
		for (const { label, excerpt: shorter } of shortenings(excerpt(40, 3))) {
			const count = shorter.endLine - shorter.startLine + 1;
			assert.ok(label.endsWith(`${count} lines`), label);
			assert.equal(shorter.text, lines(count, shorter.startLine));
			assert.ok(shorter.startLine >= 3 && shorter.endLine <= 42);
		}
	});

	it('is a half, a quarter or a tenth, from either end', () => {
		assert.deepEqual(
			shortenings(excerpt(40)).map(({ label }) => label),
			[
				'First 20 lines',
				'Last 20 lines',
				'First 10 lines',
				'Last 10 lines',
				'First 4 lines',
				'Last 4 lines',
			],
		);
	});

	it('is not to be had of a single line', () => {
		assert.deepEqual(shortenings(excerpt(1)), []);
		assert.deepEqual(
			shortenings(excerpt(2)).map(({ label }) => label),
			['First line', 'Last line'],
		);
	});
});

describe('a part of a text', () => {
	const whole = { ...excerpt(10), source: 'file' } as const;
	const linesOf = ({ startLine, endLine, text }: ReturnType<typeof samePart>) => [
		startLine,
		endLine,
		text,
	];

	it('is as many of the first or the last lines as it was before', () => {
		const part = (startLine: number, endLine: number) => samePart(whole, { startLine, endLine });
		assert.deepEqual(linesOf(part(1, 3)), [1, 3, lines(3)]);
		assert.deepEqual(linesOf(part(5, 7)), [8, 10, lines(3, 8)]);
		assert.equal(part(1, 3).lineCount, 10);
		assert.equal(part(1, 10), whole);
		assert.equal(part(5, 20), whole);
	});

	it('says of how many lines it is, unless it was a part before', () => {
		const shorter = (more: object) => shortenings({ ...whole, ...more })[0]?.excerpt.lineCount;
		assert.equal(shorter({}), 10);
		assert.equal(shorter({ source: 'selection' }), undefined);
		assert.equal(shorter({ source: 'symbol' }), undefined);
		assert.equal(shorter({ lineCount: 99 }), 99);
	});

	it('has the first lines that fit, without the last line’s end', () => {
		const bytes = Buffer.byteLength(lines(3));
		assert.equal(firstLines(whole, bytes)?.text, lines(3));
		assert.equal(firstLines(whole, bytes - 1)?.text, lines(2));
		assert.equal(firstLines(whole, 100_000), whole);
		assert.equal(firstLines(whole, 3), undefined);
		const wide = { ...whole, text: 'é\né', endLine: 2 };
		assert.equal(firstLines(wide, 4)?.text, 'é');
		assert.equal(firstLines(wide, 5), wide);
	});

	it('has a size in bytes, and in kilobytes that are never too few', () => {
		assert.equal(textBytes([{ text: 'é' }, { text: 'ab' }]), 4);
		assert.equal(textBytes([]), 0);
		assert.deepEqual([0, 1, 1024, 1025, 2_000_000].map(kilobytes), [
			'0 KB',
			'1 KB',
			'1 KB',
			'2 KB',
			'1,954 KB',
		]);
	});
});
