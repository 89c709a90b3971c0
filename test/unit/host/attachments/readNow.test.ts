import assert from 'node:assert/strict';
import { shortenings } from '../../../../src/core/attachments/excerptSize.ts';
import { provideVscode, Uri, workspace } from '../../../vscode/apiStandin.ts';
import { type MemoryFiles, provideFiles } from '../../../vscode/memoryFiles.ts';

provideVscode();
const { documentReaders, readNow } = await import('../../../../src/host/attachments/readNow.ts');
const { folderExcerpt } = await import('../../../../src/host/attachments/folderExcerpt.ts');
const { FollowedSelections } = await import(
	'../../../../src/host/attachments/followedSelections.ts'
);

describe('a folder that is read anew when it is sent', () => {
	const untouched = { ...workspace };
	const readers = documentReaders(new FollowedSelections());
	const folder = Uri.parse('file:///w/src') as never;
	let memory: MemoryFiles;

	beforeEach(() => {
		memory = provideFiles({ w: '/w' }, { '/w/src/a.ts': 'one\ntwo\n', '/w/src/b.ts': 'three\n' });
		Object.assign(workspace, {
			textDocuments: [],
			notebookDocuments: [],
			asRelativePath: ({ path }: Uri) => path.replace(/^\/w\//, ''),
			decode: async (bytes: Uint8Array) => new TextDecoder().decode(bytes),
		});
	});
	afterEach(() => Object.assign(workspace, untouched));

	async function now(attached: Awaited<ReturnType<typeof folderExcerpt>>) {
		const [read] = await readNow([attached], readers);
		assert.ok(read && 'text' in read);
		return read;
	}

	it('has what is in it by then, where all of it went', async () => {
		const attached = await folderExcerpt(folder, 10_000, undefined);
		assert.deepEqual(await now(attached), attached);
		memory.files.set('/w/src/c.ts', 'four\n');
		memory.created('/w/src/c.ts');
		assert.match((await now(attached)).text, /c\.ts:\n\n```ts\nfour\n/);
	});

	it('keeps its size where some of it did not fit', async () => {
		const all = await folderExcerpt(folder, 10_000, undefined);
		const attached = await folderExcerpt(folder, all.text.length - 5, undefined);
		assert.deepEqual(attached.leftOut, ['b.ts']);
		assert.deepEqual(await now(attached), attached);
	});

	it('has no more lines than it was shortened to', async () => {
		const attached = await folderExcerpt(folder, 10_000, undefined);
		for (const { label, excerpt } of shortenings(attached)) {
			const read = await now(excerpt);
			assert.deepEqual(
				[read.text, read.startLine, read.endLine, read.lineCount],
				[excerpt.text, excerpt.startLine, excerpt.endLine, attached.endLine],
				label,
			);
		}
	});
});
