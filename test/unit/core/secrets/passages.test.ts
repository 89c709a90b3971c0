import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findInPassages } from '../../../../src/core/secrets/passages.ts';

const everyAsk = (text: string) =>
	[...text.matchAll(/ask\w*/g)].map(({ index, 0: found }) => ({
		kind: 'an ask',
		start: index,
		end: index + found.length,
		text: found,
	}));

describe('Passages of a text', () => {
	it('are looked in whole, up to the ends of their words, and what is found stands where it does in the text', () => {
		const text = `ask0 ${'-- '.repeat(100)}before_ask1_${'a'.repeat(300)} ${'-- '.repeat(100)}ask2`;
		const at = text.indexOf('ask1');
		const found = findInPassages(text, [{ start: at, end: at + 4 }], everyAsk);
		assert.deepEqual(found, [
			{ kind: 'an ask', start: at, end: at + 305, text: `ask1_${'a'.repeat(300)}` },
		]);
	});

	it('that lie on each other are looked in once, and none of what reaches from one into the next is given', () => {
		const seen: string[] = [];
		const text = `ask0 ${'-'.repeat(5000)} ask1`;
		const far = [
			{ start: text.length - 2, end: text.length },
			{ start: 0, end: 4 },
			{ start: 1, end: 3 },
		];
		const across = findInPassages(text, far, (joined) => {
			seen.push(joined);
			return [{ kind: 'across', start: 0, end: joined.length - 2, text: joined }];
		});
		assert.deepEqual(across, []);
		assert.equal(seen.length, 1);
		assert.equal(seen[0]?.split('ask0').length, 2);
	});

	it('give what a look at the whole text gives, where they hold it', () => {
		const piece = fc.oneof(
			fc.constantFrom('ask', ' ', '\n', '-', 'x'.repeat(90), ' '.repeat(90)),
			fc.string(),
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
				const text = pieces.join('');
				const all = everyAsk(text);
				const found = findInPassages(
					text,
					all.map(({ start, end }) => ({ start, end })),
					everyAsk,
				);
				assert.deepEqual(found, all);
			}),
		);
	});

	it('are none where none are given', () => {
		assert.deepEqual(
			findInPassages('ask', [], () => assert.fail()),
			[],
		);
	});
});
