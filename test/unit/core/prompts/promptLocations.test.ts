import assert from 'node:assert/strict';
import { readLocations } from '../../../../src/core/prompts/promptLocations.ts';

function added(...paths: string[]) {
	return readLocations(Object.fromEntries(paths.map((path) => [path, true]))).added;
}

describe('the places of prompt files in the settings of VS Code', () => {
	it('are paths that are on; what is off or of another shape is none', () => {
		const { added, off } = readLocations({
			' docs/prompts ': true,
			'.github/prompts': false,
			'./old/': 'false',
			text: 'TRUE',
			'': true,
			number: 1,
			nothing: null,
		});
		assert.deepEqual(added, [
			{ base: 'folder', path: 'docs/prompts' },
			{ base: 'folder', path: 'text' },
		]);
		assert.deepEqual([...off], ['.github/prompts', 'old']);
		for (const wrong of [undefined, null, 'a', ['a'], 3, true]) {
			assert.deepEqual(readLocations(wrong), { added: [], off: new Set() });
		}
	});

	it('are relative to the folder, to the home folder or to nothing', () => {
		assert.deepEqual(
			added('../shared', '~/prompts', '~\\prompts\\mine', '/opt/prompts/', 'C:\\prompts\\a', '~'),
			[
				{ base: 'folder', path: '../shared' },
				{ base: 'home', path: 'prompts' },
				{ base: 'home', path: 'prompts/mine' },
				{ base: 'root', path: '/opt/prompts' },
				{ base: 'root', path: 'C:/prompts/a' },
				{ base: 'home', path: '' },
			],
		);
	});

	it('may have wildcards, from some part on', () => {
		assert.deepEqual(added('**/prompts', 'a/b*/c/*.prompt.md', '~/x/{a,b}', '/*.md'), [
			{ base: 'folder', path: '', pattern: '**/prompts' },
			{ base: 'folder', path: 'a', pattern: 'b*/c/*.prompt.md' },
			{ base: 'home', path: 'x', pattern: '{a,b}' },
			{ base: 'root', path: '', pattern: '*.md' },
		]);
	});
});
