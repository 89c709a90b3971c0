import assert from 'node:assert/strict';
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readFileAt, withUnwritten } from '../../../../src/storage/conversation/wholeLog.ts';
import { nodeFiles } from '../../../../src/storage/disk/files.ts';
import { inTemporaryFolder } from '../disk/temporaryFolder.ts';

describe('a log with what is still to be written', () => {
	it('is the file, with its time in whole milliseconds', () =>
		inTemporaryFolder(async (folder) => {
			const path = join(folder, 'c.jsonl');
			await writeFile(path, 'é\n');
			await utimes(path, 1, 1.2345);
			const file = await readFileAt(nodeFiles, path);
			assert.deepEqual(file, { bytes: Buffer.from('é\n'), size: 3, updated: 1234 });
			assert.equal(withUnwritten(file, { unwritten: '', changed: 9 }), file);
		}));

	it('has the lines behind the file, in lines of their own', () => {
		for (const [before, after] of [
			['', 'é\n'],
			['a\n', 'a\né\n'],
			['a\nb', 'a\nb\né\n'],
			['a', 'a\né\n'],
		] as const) {
			const bytes = Buffer.from(before);
			const file = { bytes, size: bytes.length, updated: 5 };
			const whole = withUnwritten(file, { unwritten: 'é\n', changed: 9 });
			const expected = Buffer.from(after);
			assert.deepEqual(whole, { bytes: expected, size: expected.length, updated: 9 });
		}
	});

	it('is nothing but those lines where there is no file', () => {
		for (const unwritten of ['é\n', '']) {
			const bytes = Buffer.from(unwritten);
			assert.deepEqual(withUnwritten(undefined, { unwritten, changed: 9 }), {
				bytes,
				size: bytes.length,
				updated: 9,
			});
		}
	});
});
