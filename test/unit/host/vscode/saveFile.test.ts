import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { provideVscode, Uri, workspace } from '../../../vscode/apiStandin.ts';

provideVscode();
const { fileToOffer } = await import('../../../../src/host/vscode/saveFile.ts');

describe('the file that a dialog offers', () => {
	afterEach(() => {
		workspace.workspaceFolders = undefined;
	});

	it('is in the folder of the workspace', () => {
		workspace.workspaceFolders = [{ uri: new Uri('/work') }];
		assert.equal(fileToOffer('Old.md').path, '/work/Old.md');
	});

	it('is in the user’s own folder where none is open, not at the root', () => {
		assert.equal(fileToOffer('Old.md').path, `${homedir()}/Old.md`);
	});
});
