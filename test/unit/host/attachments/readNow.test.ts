import assert from 'node:assert/strict';
import { shortenings } from '../../../../src/core/attachments/excerptSize.ts';
import { NotebookCellKind, provideVscode, Uri, workspace } from '../../../vscode/apiStandin.ts';
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

	it('has the cells of a notebook that is open, saved or not, whatever its file is called', async () => {
		memory.files.set('/w/src/n.dib', '{"cells":[],"outputs":"saved"}');
		memory.created('/w/src/n.dib');
		const document = { languageId: 'python', getText: () => 'unsaved = 1' };
		const cells = [{ kind: NotebookCellKind.Code, document }];
		const notebook = { uri: Uri.parse('file:///w/src/n.dib'), version: 2, getCells: () => cells };
		Object.assign(workspace, { notebookDocuments: [notebook] });
		const { text } = await folderExcerpt(folder, 10_000, undefined);
		assert.match(text, /unsaved = 1/);
		assert.doesNotMatch(text, /outputs/);
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

	describe('by how much the model takes', () => {
		const words = (text: string) => text.split(/\s+/).filter((word) => word !== '').length;
		const room = (tokens: number) => async () => ({ tokens, tokensOf: words });

		beforeEach(() => {
			for (const name of ['a', 'b', 'c']) {
				memory.files.set(`/w/src/${name}.ts`, `${name} `.repeat(50));
				memory.created(`/w/src/${name}.ts`);
			}
		});

		async function read(
			attachments: Parameters<typeof readNow>[0],
			tokens: number,
		): Promise<[left: readonly string[] | undefined, tokens: number][]> {
			const all = await readNow(attachments, readers, room(tokens));
			return all.flatMap((one) => ('text' in one ? [[one.leftOut, words(one.text)]] : []));
		}

		it('loses files where that is less by now, and gets them back where it is more', async () => {
			const attached = await folderExcerpt(folder, 100_000, undefined);
			const [[left, size] = [undefined, 0]] = await read([attached], 130);
			assert.deepEqual(left, ['c.ts']);
			assert.ok(size <= 130);
			const [cut] = await readNow([attached], readers, room(130));
			assert.ok(cut);
			assert.deepEqual(await read([cut], 1000), [[undefined, words(attached.text)]]);
		});

		it('is only names where there is room for no file, and still is no failure', async () => {
			const attached = await folderExcerpt(folder, 100_000, undefined);
			const [[left, size] = [undefined, 0]] = await read([attached], 20);
			assert.deepEqual([left, size < 20], [['a.ts', 'b.ts', 'c.ts'], true]);
			await assert.doesNotReject(read([attached], 0));
		});

		it('shares it with the other folders, and no one of them loses all', async () => {
			const attached = await folderExcerpt(folder, 100_000, undefined);
			const two = [attached, { ...attached, label: 'other' }];
			const shared = await read(two, 2 * 70);
			assert.deepEqual(
				shared.map(([left]) => left),
				[
					['b.ts', 'c.ts'],
					['b.ts', 'c.ts'],
				],
			);
			const all = await read(two, 10_000);
			assert.deepEqual(
				all.map(([left]) => left),
				[undefined, undefined],
			);
		});

		it('grows beside other texts no further than one message takes', async () => {
			const attached = await folderExcerpt(folder, 100, undefined);
			const paste = { ...attached, source: 'paste' as const, text: 'x'.repeat(512 * 1024 - 200) };
			memory.files.delete('/w/src/b.ts');
			memory.deleted('/w/src/b.ts');
			await assert.doesNotReject(read([attached, paste], 1_000_000));
		});
	});
});
