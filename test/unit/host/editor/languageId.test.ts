import assert from 'node:assert/strict';
import { provideVscode } from '../../../vscode/apiStandin.ts';

provideVscode();
const { languageId } = await import('../../../../src/host/editor/languageId.ts');

describe('the language of a code block', () => {
	it('is VS Code’s, by the names that models give it', async () => {
		assert.equal(await languageId('TypeScript'), 'typescript');
		assert.equal(await languageId('bash'), 'shellscript');
		assert.equal(await languageId('cobol'), undefined);
	});

	it('is none where a name is that of what every object has', async () => {
		for (const name of ['constructor', '__proto__', 'toString', 'valueOf']) {
			assert.equal(await languageId(name), undefined);
		}
	});
});
