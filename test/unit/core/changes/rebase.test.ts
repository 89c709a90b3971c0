import assert from 'node:assert/strict';
import { rebase } from '../../../../src/core/changes/rebase.ts';

const BASE = 'a\nb\nc\nd\ne\nf\n';

describe('re-basing a proposal', () => {
	it('keeps what was changed elsewhere, above and below', () => {
		const now = 'x\na\nb\nc\nd\ne\nF\n';
		assert.deepEqual(rebase(BASE, BASE.replace('d\n', 'D\nD2\n'), now), {
			text: 'x\na\nb\nc\nD\nD2\ne\nF\n',
		});
	});

	it('gives the proposal where nothing was changed, and the document where nothing is proposed', () => {
		assert.deepEqual(rebase(BASE, 'q', BASE), { text: 'q' });
		assert.deepEqual(rebase(BASE, BASE, 'q'), { text: 'q' });
	});

	it('collides where both changed a line, and where the lines touch', () => {
		const proposal = BASE.replace('c', 'C');
		assert.deepEqual(rebase(BASE, proposal, BASE.replace('c', 'x')), { collisions: [{ line: 3 }] });
		assert.deepEqual(rebase(BASE, proposal, BASE.replace('d', 'x')), { collisions: [{ line: 4 }] });
		assert.deepEqual(rebase(BASE, proposal, BASE.replace('c\n', 'c\nx\n')), {
			collisions: [{ line: 4 }],
		});
	});

	it('takes a change that both have once', () => {
		const both = BASE.replace('c', 'C');
		assert.deepEqual(rebase(BASE, both, both.replace('f', 'F')), {
			text: both.replace('f', 'F'),
		});
	});

	it('collides where a repeated line could have been put in or taken out beside the change', () => {
		const base = 'a\n}\n}\n}\nb\n';
		// Which of the braces is gone, nobody can tell.
		assert.deepEqual(rebase(base, 'A\n}\n}\n}\nb\n', 'a\n}\n}\nb\n'), {
			collisions: [{ line: 4 }],
		});
	});

	it('keeps the line ends and the byte order mark of the document as it is now', () => {
		const now = `\uFEFF${BASE.replaceAll('\n', '\r\n')}`;
		assert.deepEqual(rebase(BASE, BASE.replace('c\n', 'C\nC2\n'), now), {
			text: now.replace('c\r\n', 'C\r\nC2\r\n'),
		});
	});
});
