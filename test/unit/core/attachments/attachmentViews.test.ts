import assert from 'node:assert/strict';
import { attachmentViews } from '../../../../src/core/attachments/attachmentViews.ts';
import { attachmentId } from '../../../../src/shared/attachments/attachmentId.ts';
import type { Excerpt } from '../../../../src/shared/conversation/messages.ts';
import { EXCERPT } from '../../../samples/excerpt.ts';
import { IMAGE } from '../../../samples/image.ts';

const BARE = {
	kind: 'excerpt',
	id: attachmentId(EXCERPT),
	label: 'a.ts',
	startLine: 1,
	endLine: 1,
	bytes: 6,
};

const viewOf = (attached: Excerpt, now: Excerpt = attached) =>
	attachmentViews([{ attached, now }])[0];

describe('what the page is told of an attachment', () => {
	it('is an image as it is', () => {
		assert.deepEqual(attachmentViews([{ attached: IMAGE, now: IMAGE }]), [
			{ kind: 'image', id: IMAGE.hash, image: IMAGE },
		]);
	});

	it('is of an excerpt what is known, and never its text', () => {
		assert.deepEqual(viewOf(EXCERPT), BARE);
		const known = {
			source: 'folder',
			lineCount: 7,
			leftOut: ['b.ts'],
			asAttached: true,
		} as const;
		const full: Excerpt = { ...EXCERPT, ...known, leftOut: ['b.ts'] };
		assert.deepEqual(viewOf(full), { ...BARE, ...known });
	});

	it('has the name it was attached under, and says that it is another text by now', () => {
		const now = { ...EXCERPT, text: 'let ab;', endLine: 2 };
		assert.deepEqual(viewOf(EXCERPT, now), { ...BARE, endLine: 2, bytes: 7, changed: true });
	});

	it('names characters that nobody sees', () => {
		const view = viewOf({ ...EXCERPT, text: 'a\u202eb' });
		assert.ok(view?.kind === 'excerpt');
		assert.deepEqual(view.hidden, ['RIGHT-TO-LEFT OVERRIDE (U+202E)']);
	});

	it('names what the text of now looks as if it held', () => {
		const now = { ...EXCERPT, text: 'another' };
		const shown = [{ attached: EXCERPT, now }];
		const looksLike = ({ text }: Excerpt) => (text === 'another' ? ['a password'] : []);
		const [view] = attachmentViews(shown, looksLike);
		assert.ok(view?.kind === 'excerpt');
		assert.deepEqual(view.secrets, ['a password']);
	});

	it('is read once for the same excerpt', () => {
		const excerpt = { ...EXCERPT };
		const before = viewOf(excerpt);
		excerpt.text = 'longer than before';
		const after = viewOf(excerpt);
		assert.ok(before?.kind === 'excerpt' && after?.kind === 'excerpt');
		assert.equal(after.bytes, before.bytes);
	});
});
