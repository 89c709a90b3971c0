import assert from 'node:assert/strict';
import { provideVscode, Uri } from '../../../vscode/apiStandin.ts';

provideVscode();
const { isOfViewTitle } = await import('../../../../src/host/commands/commands.ts');

describe('a command', () => {
	it('is known to be of the view’s title by the one argument that is nothing', () => {
		assert.equal(isOfViewTitle([undefined]), true);
		assert.equal(isOfViewTitle([null]), true);
		for (const args of [[], [new Uri('/a.ts')], [undefined, undefined], ['fix'], [false], [0]]) {
			assert.equal(isOfViewTitle(args), false, JSON.stringify(args));
		}
	});
});
