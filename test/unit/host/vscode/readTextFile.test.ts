import assert from 'node:assert/strict';
import type { Uri as RealUri } from 'vscode';
import { provideVscode, Uri, workspace } from '../../../vscode/apiStandin.ts';

provideVscode();
const { NotRead, readTextFile } = await import('../../../../src/host/vscode/readTextFile.ts');

describe('a text file', () => {
	const untouched = { ...workspace };
	const read = (path: string) => readTextFile(new Uri(path) as unknown as RealUri, 20);
	let files: Record<string, Buffer>;

	beforeEach(() => {
		files = {};
		Object.assign(workspace, {
			textDocuments: [{ uri: new Uri('/open.md'), getText: () => 'not\r\nsaved' }],
			decode: async (bytes: Buffer) => {
				if (bytes[0] === 2) throw new Error('File seems to be binary');
				return bytes[0] === 0xff ? bytes.toString('utf16le', 2) : bytes.toString();
			},
			fs: {
				stat: async ({ path }: Uri) => ({ size: fileAt(path).length }),
				readFile: async ({ path }: Uri) => fileAt(path),
			},
		});
	});
	afterEach(() => Object.assign(workspace, untouched));

	function fileAt(path: string): Buffer {
		return files[path] ?? assert.fail(`${path} is not there`);
	}

	it('is as its editor has it, with line ends of its own', async () => {
		files['/open.md'] = Buffer.from('saved');
		assert.equal(await read('/open.md'), 'not\nsaved');
	});

	it('is decoded as VS Code decodes it', async () => {
		files['/a.md'] = Buffer.from('\ufeffgrüß\r\n', 'utf16le');
		assert.equal(await read('/a.md'), 'grüß\n');
	});

	it('is not read where it is too large or no text, and is not taken for one where it is gone', async () => {
		files['/large.md'] = Buffer.alloc(21, 'x');
		files['/binary.md'] = Buffer.from([1, 0, 2]);
		files['/refused.md'] = Buffer.from([2]);
		await assert.rejects(read('/large.md'), (error) => {
			assert.ok(error instanceof NotRead);
			assert.equal(error.message, 'has 21 B; at most 20 B are read');
			return true;
		});
		await assert.rejects(read('/binary.md'), /is no text/);
		await assert.rejects(read('/refused.md'), /is no text/);
		await assert.rejects(read('/gone.md'), (error) => !(error instanceof NotRead));
	});
});
