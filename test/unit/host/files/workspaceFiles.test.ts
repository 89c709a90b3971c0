import assert from 'node:assert/strict';
import { otherExtensions, provideVscode, settings, workspace } from '../../../vscode/apiStandin.ts';
import { type MemoryFiles, provideFiles } from '../../../vscode/memoryFiles.ts';

provideVscode();
const { WorkspaceFiles, uriOf } = await import('../../../../src/host/files/workspaceFiles.ts');

const untouched = { ...workspace };

describe('the list of the workspace', () => {
	let memory: MemoryFiles;
	let now = 0;
	let list: InstanceType<typeof WorkspaceFiles>;

	beforeEach(() => {
		now = 0;
		list = new WorkspaceFiles(() => now);
		memory = provideFiles(
			{ w: '/w' },
			{ '/w/a': '', '/w/src/b': '', '/w/src/c': '', '/w/.gitignore': '*.log' },
		);
	});

	afterEach(() => {
		list.dispose();
		settings.clear();
		otherExtensions.clear();
		for (const name of Object.keys(workspace)) delete workspace[name];
		Object.assign(workspace, untouched);
	});

	const labels = async () => (await list.list()).files.map(({ label }) => label);
	/** How often the whole was gone through. */
	const scans = () => memory.searches.filter(([include]) => include === '**/*').length;

	it('is made when it is first asked for, and then there', async () => {
		assert.equal(scans(), 0);
		const both = Promise.all([list.list(), list.list()]);
		assert.equal((await both)[0], (await both)[1]);
		assert.deepEqual(await labels(), ['.gitignore', 'a', 'src/b', 'src/c']);
		assert.equal(scans(), 1);
	});

	it('is ready from when it was made until something changes', async () => {
		const ready = () => list.ready;
		assert.equal(ready(), undefined);
		const first = list.list();
		assert.equal(ready(), undefined);
		await first;
		assert.equal(ready(), await list.list());
		memory.files.set('/w/d', '');
		memory.created('/w/d');
		assert.equal(ready(), undefined);
		await list.list();
		assert.equal(ready()?.files.at(-1)?.label, 'd');
		memory.changed('/w/.gitignore');
		assert.equal(ready(), undefined);
	});

	it('takes in what is made and what is gone, without going through all again', async () => {
		await list.list();
		memory.files.set('/w/d', '');
		memory.files.set('/w/d.log', '');
		memory.files.delete('/w/a');
		for (const path of ['/w/d', '/w/d.log', '/w/gone']) memory.created(path);
		memory.deleted('/w/a');
		assert.deepEqual(await labels(), ['.gitignore', 'src/b', 'src/c', 'd']);
		assert.equal(scans(), 1);
	});

	it('takes in folders, of which VS Code tells alone', async () => {
		await list.list();
		for (const name of ['b', 'c']) memory.files.delete(`/w/src/${name}`);
		for (const name of ['b', 'x.log', 'in/e']) memory.files.set(`/w/lib/${name}`, '');
		memory.deleted('/w/src');
		memory.created('/w/lib');
		assert.deepEqual(await labels(), ['.gitignore', 'a', 'lib/b', 'lib/in/e']);
	});

	it('has a file once that was written anew', async () => {
		await list.list();
		memory.deleted('/w/a');
		memory.created('/w/a');
		memory.created('/w/src/b');
		assert.deepEqual((await labels()).toSorted(), ['.gitignore', 'a', 'src/b', 'src/c']);
	});

	it('is made anew after very many changes', async () => {
		await list.list();
		for (let index = 0; index < 600; index++) {
			memory.files.set(`/w/new/${index}`, '');
			memory.created(`/w/new/${index}`);
		}
		assert.equal((await labels()).length, 604);
		assert.equal(scans(), 2);
	});

	const otherRules: readonly [what: string, change: () => void][] = [
		['a .gitignore is changed', () => memory.changed('/w/.gitignore')],
		['a .gitignore is made', () => memory.created('/w/src/.gitignore')],
		['a .gitignore is gone', () => memory.deleted('/w/.gitignore')],
		['files.exclude is changed', () => memory.settingChanged('files.exclude')],
		['search.exclude is changed', () => memory.settingChanged('search.exclude')],
		['a folder joins the workspace', () => memory.foldersChanged()],
	];
	for (const [what, change] of otherRules) {
		it(`is made anew where ${what}`, async () => {
			await list.list();
			change();
			await list.list();
			assert.equal(scans(), 2);
		});
	}

	it('stays with another setting', async () => {
		await list.list();
		memory.settingChanged('files.encoding');
		await list.list();
		assert.equal(scans(), 1);
	});

	it('is made anew beside when it is old, for file systems that tell nothing', async () => {
		await list.list();
		memory.files.set('/w/d', '');
		now += 300_001;
		assert.equal((await labels()).length, 4);
		assert.equal((await labels()).length, 5);
		assert.equal(scans(), 2);
	});

	it('is tried again where it could not be made', async () => {
		const { getConfiguration } = workspace;
		Object.assign(workspace, { getConfiguration: () => assert.fail('no settings') });
		await assert.rejects(list.list());
		Object.assign(workspace, { getConfiguration });
		assert.equal((await labels()).length, 4);
	});

	it('names the folder before the path where there are several, each file in its innermost one', async () => {
		provideFiles(
			{ web: '/x/web', api: '/x/api', inner: '/x/api/lib' },
			{ '/x/web/a': '', '/x/api/b': '', '/x/api/lib/c': '', '/x/api/library': '' },
		);
		const { files } = await list.list();
		assert.deepEqual(
			files.map((file) => [file.label, uriOf(file).path]),
			[
				['web/a', '/x/web/a'],
				['api/b', '/x/api/b'],
				['api/library', '/x/api/library'],
				['inner/c', '/x/api/lib/c'],
			],
		);
	});

	it('is empty without a folder', async () => {
		Object.assign(workspace, { workspaceFolders: undefined });
		assert.deepEqual(await list.list(), { files: [], more: false });
	});
});
