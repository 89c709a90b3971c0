import assert from 'node:assert/strict';
import type { Uri as RealUri } from 'vscode';
import { FileType, provideVscode, Uri, workspace } from '../../../vscode/apiStandin.ts';

provideVscode();
const { filesBelow } = await import('../../../../src/host/vscode/filesBelow.ts');

const LINKED = FileType.Directory | FileType.SymbolicLink;

describe('the files below a folder', () => {
	const untouched = { ...workspace };
	/** What is in each folder; a link leads to the folder that is named last in its path. */
	const folders: Record<string, [string, number][]> = {
		top: [
			['b.md', FileType.File],
			['a.md', FileType.File],
			['no.txt', FileType.File],
			['sub', FileType.Directory],
			['top', LINKED],
			['node_modules', FileType.Directory],
		],
		sub: [
			['c.md', FileType.File | FileType.SymbolicLink],
			['locked', FileType.Directory],
		],
		node_modules: [['d.md', FileType.File]],
	};
	let looked: string[] = [];

	beforeEach(() => {
		looked = [];
		const readDirectory = async ({ path }: Uri) => {
			looked.push(path);
			const found = folders[path.split('/').at(-1) ?? ''];
			if (found === undefined) throw new Error('nobody may look into it');
			return found;
		};
		Object.assign(workspace, { fs: { readDirectory } });
	});
	afterEach(() => Object.assign(workspace, untouched));

	async function below(path: string, more: object = {}): Promise<string[]> {
		const search = {
			takes: (one: string) => one.endsWith('.md'),
			mostFolders: 50,
			mostFiles: 50,
			followLinks: false,
			...more,
		};
		const found = await filesBelow(new Uri(path) as unknown as RealUri, search);
		return found.map((one) => one.path);
	}

	it('are found by their names, without what is linked or of others', async () => {
		assert.deepEqual(await below('/top'), ['/top/a.md', '/top/b.md', '/top/sub/c.md']);
		assert.deepEqual(looked, ['/top', '/top/sub', '/top/sub/locked']);
		assert.deepEqual(await below('/top', { takes: (path: string) => path === 'sub/c.md' }), [
			'/top/sub/c.md',
		]);
	});

	it('are found behind links where that is wanted, which has an end also where one leads back', async () => {
		const found = await below('/top', { followLinks: true, mostFolders: 5 });
		assert.ok(found.includes('/top/top/a.md'));
		assert.equal(looked.length, 5);
	});

	it('are as many as are wanted', async () => {
		assert.deepEqual(await below('/top', { mostFiles: 1 }), ['/top/a.md']);
		assert.deepEqual(looked, ['/top']);
		assert.deepEqual(await below('/top', { mostFolders: 1 }), ['/top/a.md', '/top/b.md']);
	});

	it('are none where there is no folder', async () => {
		assert.deepEqual(await below('/none'), []);
	});
});
