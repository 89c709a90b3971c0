import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
	LEFT_OUT,
	PutBack,
	placeholdersFor,
	putBack,
	withhold,
} from '../../../../src/core/secrets/withheld.ts';

const KIND = fc.constantFrom('a GitHub token', 'a password', 'an AWS access key', 'a key or token');
const CHARACTER = fc.constantFrom(...'abP_LACEHOLDER12\n 😀');
const TEXT = fc.string({ unit: CHARACTER, maxLength: 40 });
const SECRET = fc.string({ unit: CHARACTER, minLength: 1, maxLength: 12 });

/** A text with secrets in it, and what is to stand in their places. */
const CASE = fc
	.tuple(
		fc.uniqueArray(fc.tuple(KIND, SECRET), { selector: ([, text]) => text, maxLength: 12 }),
		fc.array(fc.oneof(TEXT, fc.nat(11)), { maxLength: 12 }),
	)
	.map(([secrets, pieces]) => {
		const parts = pieces.map((piece) =>
			typeof piece === 'string' ? piece : (secrets[piece]?.[1] ?? ''),
		);
		const text = parts.join('');
		const found = secrets.map(([kind, secret]) => ({ kind, text: secret }));
		return { text, withheld: placeholdersFor(found, [text]) };
	});

describe('What goes out in the place of secrets', () => {
	it('is put back as it was, whatever the text is', () => {
		fc.assert(
			fc.property(CASE, ({ text, withheld }) => {
				assert.equal(putBack(withhold(text, withheld), withheld), text);
			}),
		);
	});

	it('is put back where the text comes in pieces that end anywhere', () => {
		fc.assert(
			fc.property(CASE, fc.array(fc.nat(9), { minLength: 1 }), ({ text, withheld }, lengths) => {
				const sent = withhold(text, withheld);
				const back = new PutBack(withheld);
				let [at, done] = [0, ''];
				for (let index = 0; at < sent.length; index++) {
					const length = (lengths[index % lengths.length] ?? 0) + 1;
					done += back.piece(sent.slice(at, at + length));
					at += length;
				}
				assert.equal(done + back.rest(), text);
			}),
		);
	});

	it('holds back no more than may be the beginning of a placeholder', () => {
		const withheld = [{ text: 's3cret', sent: 'PLACEHOLDER_1_PASSWORD' }];
		const back = new PutBack(withheld);
		assert.equal(back.piece('Use PLACE'), 'Use ');
		assert.equal(back.piece('HOLDER_1_PASS'), '');
		assert.equal(back.piece('WORD here'), 's3cret here');
		assert.equal(back.piece('. PLACE'), '. ');
		assert.equal(back.rest(), 'PLACE');
		assert.equal(back.rest(), '');
	});

	it('has no secret left in it, the longer one first where one lies in another', () => {
		const withheld = placeholdersFor(
			[
				{ kind: 'a password', text: 'abc' },
				{ kind: 'a password', text: 'abcd' },
			],
			['abcd abc'],
		);
		assert.equal(withhold('abcd abc', withheld), 'PLACEHOLDER_2_PASSWORD PLACEHOLDER_1_PASSWORD');
	});

	it('is a name that no text has yet', () => {
		const [one] = placeholdersFor(
			[{ kind: 'a password', text: 'x' }],
			['PLACEHOLDER_7_TOKEN is taken'],
		);
		assert.equal(one?.sent, 'PLACEHOLDER_8_PASSWORD');
	});

	it('is not put back where it was left out', () => {
		const withheld = [{ text: 's3cret', sent: LEFT_OUT }];
		assert.equal(withhold('a s3cret', withheld), 'a [left out]');
		assert.equal(putBack('a [left out]', withheld), 'a [left out]');
	});
});
