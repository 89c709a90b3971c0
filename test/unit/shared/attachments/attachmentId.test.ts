import assert from 'node:assert/strict';
import { withoutNamed } from '../../../../src/core/attachments/attachments.ts';
import { attachmentId } from '../../../../src/shared/attachments/attachmentId.ts';
import { EXCERPT } from '../../../samples/excerpt.ts';

describe('attachmentId', () => {
	it('is the same for the same content, and another for any other', () => {
		assert.equal(attachmentId(EXCERPT), attachmentId({ ...EXCERPT }));
		const others = [
			{ ...EXCERPT, uri: 'file:///b.ts' },
			{ ...EXCERPT, startLine: 2, endLine: 2 },
			{ ...EXCERPT, version: 2 },
			{ ...EXCERPT, text: 'let b;' },
		];
		const ids = [EXCERPT, ...others].map(attachmentId);
		assert.equal(new Set(ids).size, ids.length);
		for (const id of ids) assert.ok(id.length <= 64, id);
	});

	it('takes one off for each time that it is named', () => {
		const twice = [EXCERPT, { ...EXCERPT }, { ...EXCERPT, version: 2 }];
		assert.deepEqual(withoutNamed(twice, [attachmentId(EXCERPT)]), twice.slice(1));
		assert.deepEqual(
			withoutNamed(twice, [attachmentId(EXCERPT), attachmentId(EXCERPT)]),
			twice.slice(2),
		);
		assert.deepEqual(withoutNamed(twice, ['gone']), twice);
	});
});
