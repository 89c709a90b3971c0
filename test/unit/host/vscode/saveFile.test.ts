import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { provideVscode, Uri, workspace } from '../../../vscode/apiStandin.ts';

provideVscode();
const { fileToOffer } = await import('../../../../src/host/vscode/saveFile.ts');

describe('the file that a dialog offers', () => {
	const untouched = { ...workspace };
	beforeEach(() => {
		const isWritableFileSystem = (scheme: string) => scheme === 'file';
		Object.assign(workspace, { fs: { isWritableFileSystem } });
	});
	afterEach(() => {
		Object.assign(workspace, untouched);
		workspace.workspaceFolders = undefined;
	});

	it('is in the folder of the workspace', () => {
		workspace.workspaceFolders = [{ uri: new Uri('/work') }];
		assert.equal(fileToOffer('Old.md').path, '/work/Old.md');
	});

	it('is in one that can be written to', () => {
		const github = { uri: new Uri('/them/theirs', 'vscode-vfs') };
		workspace.workspaceFolders = [github, { uri: new Uri('/work') }];
		assert.equal(fileToOffer('Old.md').path, '/work/Old.md');
		workspace.workspaceFolders = [github];
		const { scheme, path } = fileToOffer('Old.md');
		assert.deepEqual([scheme, path], ['file', `${homedir()}/Old.md`]);
	});

	it('is in the user’s own folder where none is open, not at the root', () => {
		assert.equal(fileToOffer('Old.md').path, `${homedir()}/Old.md`);
	});
});
