import assert from 'node:assert/strict';
import type { Hunk, Placed } from '../../../../src/core/changes/change.ts';
import { proofOf } from '../../../../src/core/changes/proof.ts';
import { withHunks } from '../../../../src/core/changes/text/edits.ts';

function placed(document: string, hunks: readonly Hunk[]): Placed {
	return { hunks, unplaced: [], text: withHunks(document, hunks), withoutSymbols: false };
}

const DOCUMENT = 'a\nb\nc\nd\ne\n';
const THREE = placed(DOCUMENT, [
	{ start: 0, end: 2, text: 'A\n', how: 'exact' },
	{ start: 4, end: 6, text: 'C\n', how: 'symbol', symbol: 'parse()' },
	{ start: 8, end: 10, text: 'E\n', how: 'exact' },
]);

describe('the proof of a change', () => {
	it('says how many changes were placed how, and that nothing else changed', () => {
		const proof = proofOf(DOCUMENT, THREE.text, THREE, []);
		assert.equal(
			proof.sentence,
			'3 changes: 2 exact, 1 at `parse()`; no other line changed; no symbol lost',
		);
		assert.equal(proof.short, '3 changes: 2 exact, 1 at parse()');
		assert.deepEqual(proof.byPlacement, {
			range: 0,
			symbol: 1,
			exact: 2,
			reindented: 0,
			elision: 0,
		});
	});

	it('counts what somebody has changed besides', () => {
		const proof = proofOf(DOCUMENT, THREE.text.replace('d', 'x'), THREE, ['f()']);
		assert.equal(proof.otherLines, 1);
		assert.match(proof.sentence, /; 1 other line changed by hand; 1 symbol lost: `f\(\)`$/);
		assert.equal(
			proof.short,
			'3 changes: 2 exact, 1 at parse(); 1 other line changed; 1 symbol lost',
		);
	});

	it('counts lines that change in white space alone', () => {
		const document = 'if (a) {\nb;\n}\n';
		const change = placed(document, [{ start: 9, end: 12, text: '  b;\n', how: 'range' }]);
		const proof = proofOf(document, change.text, change);
		assert.equal(proof.whiteSpaceLines, 1);
		assert.equal(
			proof.sentence,
			'1 change: in the range asked for; no other line changed; 1 line changes in white space alone; symbols not known',
		);
	});

	it('says that nothing changes', () => {
		const proof = proofOf(DOCUMENT, DOCUMENT, placed(DOCUMENT, []), []);
		assert.deepEqual([proof.short, proof.sentence], ['no changes', 'Nothing changes']);
	});
});
