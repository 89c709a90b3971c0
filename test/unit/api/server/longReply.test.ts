import assert from 'node:assert/strict';
import { ReplyPieces } from '../../../../src/api/server/replyPieces.ts';

describe('a reply that is longer than any text can be', () => {
	/** 64 million characters: nine of them are more than V8 has room for in one text. */
	const PIECE = 'words\n'.repeat(10_700_000);
	const FORMS = ['delta', 'message'] as const;

	for (const field of ['text', 'reasoning'] as const) {
		for (const form of FORMS) {
			it(`goes on, piece by piece, and none of it is kept: ${field} in a ${form}`, () => {
				const pieces = new ReplyPieces();
				let length = 0;
				for (let count = 0; count < 9; count++) {
					const content = { text: '', reasoning: '', [field]: PIECE };
					for (const event of pieces.add(content, { form, isLast: false })) {
						if (event.type === field) length += event.text.length;
					}
				}
				for (const event of pieces.end()) if ('text' in event) length += event.text.length;
				assert.equal(length, 9 * PIECE.length);
			});
		}
	}

	it('is not said again by a message beside a delta that says nothing', () => {
		const pieces = new ReplyPieces();
		pieces.add({ text: PIECE, reasoning: '' }, { form: 'delta', isLast: false });
		const last = { text: 'words', reasoning: '' };
		assert.deepEqual(pieces.add(last, { form: 'both', isLast: true }), []);
	});
});
