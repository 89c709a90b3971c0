import assert from 'node:assert/strict';
import {
	foldersAbove,
	instructionLocations,
	isInstructionPath,
} from '../../../../src/core/instructions/instructionPlaces.ts';

describe('the places of instructions', () => {
	it('are the folders above a file, the nearest first, without the root', () => {
		assert.deepEqual(foldersAbove('/src/core/a.ts'), ['src/core', 'src']);
		assert.deepEqual(foldersAbove('a.ts'), []);
		assert.deepEqual(foldersAbove(''), []);
	});

	it('are known by their names, in any case', () => {
		const yes = ['/w/AGENTS.md', '/w/x/agents.md', '/w/.claude/CLAUDE.md', 'a.instructions.md'];
		const copilot = '/w/.github/copilot-instructions.md';
		for (const path of [...yes, copilot]) assert.equal(isInstructionPath(path), true, path);
		for (const path of ['/w/my-AGENTS.md', '/AGENTS.md/x', '/w/instructions.md', '']) {
			assert.equal(isInstructionPath(path), false, path);
		}
	});

	it('are one folder, and those that the setting of VS Code adds', () => {
		const usual = { within: 'workspace', path: '.github/instructions' };
		for (const setting of [undefined, null, {}, [], 'x', { '.github/instructions': true }]) {
			assert.deepEqual(instructionLocations(setting), [usual]);
		}
		const setting = {
			'docs/rules/': true,
			'./more': true,
			'~/rules': true,
			'~': true,
			'~/': true,
			'.': true,
			'/': true,
			'/etc/rules': true,
			'C:\\rules': true,
			off: false,
			wrong: 'yes',
			' ': true,
		};
		assert.deepEqual(instructionLocations(setting), [
			{ within: 'workspace', path: 'docs/rules' },
			{ within: 'workspace', path: 'more' },
			{ within: 'home', path: 'rules' },
			{ within: 'nothing', path: '/etc/rules' },
			{ within: 'nothing', path: 'C:/rules' },
			usual,
		]);
		assert.deepEqual(instructionLocations({ '.github/instructions': false }), []);
	});
});
