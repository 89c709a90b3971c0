import assert from 'node:assert/strict';
import { shortenings } from '../../../../src/core/attachments/excerptSize.ts';

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
