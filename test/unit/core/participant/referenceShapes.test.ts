import assert from 'node:assert/strict';
import { filesOfProblems, imageReader } from '../../../../src/core/participant/referenceShapes.ts';

describe('what VS Code’s chat hands over', () => {
	it('is an image by its type, read when it is needed', async () => {
		const bytes = new Uint8Array([1, 2]);
		const read = imageReader({ mimeType: 'image/png', data: async () => bytes, reference: 1 });
		assert.equal(await read?.(), bytes);
	});

	it('is no image with another type, or without a way to read it', () => {
		const data = async () => new Uint8Array();
		for (const other of [
			undefined,
			null,
			'image/png',
			{ mimeType: 'text/plain', data },
			{ mimeType: 'image/png' },
			{ mimeType: 'image/png', data: 'AA==' },
		])
			assert.equal(imageReader(other), undefined);
	});

	it('cannot be read where what comes is no bytes', async () => {
		const read = imageReader({ mimeType: 'image/png', data: async () => 'AA==' });
		await assert.rejects(async () => read?.());
	});

	it('is problems of files', () => {
		const file = { path: '/a' };
		assert.deepEqual(filesOfProblems({ diagnostics: [[file, [{}]]] }), [file]);
		assert.deepEqual(filesOfProblems({ diagnostics: [] }), []);
		for (const other of [undefined, {}, { diagnostics: 'no' }, { diagnostics: [file] }])
			assert.equal(filesOfProblems(other), undefined);
	});
});
