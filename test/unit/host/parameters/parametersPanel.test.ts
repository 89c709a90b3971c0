import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { namedPresets } from '../../../../src/core/parameters/presets.ts';
import type { ParametersPanelPorts } from '../../../../src/host/parameters/parametersPanel.ts';
import { provideVscode } from '../../../vscode/apiStandin.ts';

provideVscode();
const { settings, window, workspace } = await import('vscode').then(
	(module) => module as unknown as typeof import('../../../vscode/apiStandin.ts'),
);
const { rawSettings } = await import('../../../../src/host/settings/vscodeSettings.ts');
const { ParametersPanel } = await import('../../../../src/host/parameters/parametersPanel.ts');

describe('a preset that was changed elsewhere meanwhile', () => {
	const PRESETS = 'llamaChat.presets';
	const originals = { window: { ...window }, workspace: { ...workspace } };
	let errors: string[];

	beforeEach(() => {
		errors = [];
		Object.assign(window, { showErrorMessage: async (text: string) => void errors.push(text) });
		Object.assign(workspace, {
			getConfiguration: (section: string) => ({
				get: (name: string) => settings.get(`${section}.${name}`),
				inspect: () => undefined,
				update: async (name: string, value: unknown) => settings.set(`${section}.${name}`, value),
			}),
		});
	});
	afterEach(() => {
		Object.assign(window, originals.window);
		Object.assign(workspace, originals.workspace);
		settings.clear();
	});

	const { handlers } = new ParametersPanel({
		chats: { chat: { conversation: { id: 'c', choices: { parameters: { topK: 1 } } } } },
	} as unknown as ParametersPanelPorts);

	/** Answers with a name, while the settings become these. */
	function named(name: string, presets: object): void {
		Object.assign(window, {
			showInputBox: async () => {
				settings.set(PRESETS, presets);
				return name;
			},
		});
	}

	it('is not written over by one that is saved under its name', async () => {
		const theirs = { Mine: { topK: 7 } };
		named('Mine', theirs);
		await handlers.savePreset({ type: 'savePreset' });
		assert.deepEqual(settings.get(PRESETS), theirs);
		assert.match(errors[0] ?? '', /There is a preset called "Mine" already\. It was left as it is/);
	});

	it('stays beside one that is saved under another name', async () => {
		named('Mine', { Theirs: { topK: 7 } });
		await handlers.savePreset({ type: 'savePreset' });
		assert.deepEqual(settings.get(PRESETS), { Theirs: { topK: 7 }, Mine: { topK: 1 } });
		assert.deepEqual(errors, []);
	});

	it('is not written over by one that is renamed to its name', async () => {
		settings.set(PRESETS, { Mine: { topK: 1 } });
		const theirs = { Mine: { topK: 1 }, Other: { topK: 7 } };
		named('Other', theirs);
		await handlers.renamePreset({ type: 'renamePreset', name: 'Mine' });
		assert.deepEqual(settings.get(PRESETS), theirs);
		assert.match(errors[0] ?? '', /There is a preset called "Other" already/);
	});

	it('is not renamed as it was, and those that came meanwhile stay', async () => {
		settings.set(PRESETS, { Mine: { topK: 1 } });
		named('Other', { Mine: { topK: 8 }, New: { topK: 9 } });
		const mark = namedPresets(rawSettings()).find(({ name }) => name === 'Mine')?.mark;
		assert.ok(mark);
		await handlers.renamePreset({ type: 'renamePreset', name: 'Mine', mark });
		assert.deepEqual(settings.get(PRESETS), { Mine: { topK: 8 }, New: { topK: 9 } });
		assert.match(errors[0] ?? '', /"Mine" has changed since it was shown/);
	});

	it('stays as it is when one of its name that was deleted is to be brought back', async () => {
		settings.set(PRESETS, { Mine: { topK: 1 } });
		const theirs = { Mine: { topK: 7 } };
		Object.assign(window, {
			showInformationMessage: async () => {
				assert.equal(settings.get(PRESETS), undefined);
				settings.set(PRESETS, theirs);
				return 'Undo';
			},
		});
		await handlers.deletePreset({ type: 'deletePreset', name: 'Mine' });
		await setImmediate();
		assert.deepEqual(settings.get(PRESETS), theirs);
		assert.match(errors[0] ?? '', /There is a preset called "Mine" already/);
	});

	it('stays beside one that was deleted and is brought back', async () => {
		settings.set(PRESETS, { Mine: { topK: 1 } });
		Object.assign(window, {
			showInformationMessage: async () => {
				settings.set(PRESETS, { New: { topK: 7 } });
				return 'Undo';
			},
		});
		await handlers.deletePreset({ type: 'deletePreset', name: 'Mine' });
		assert.deepEqual(settings.get(PRESETS), { New: { topK: 7 }, Mine: { topK: 1 } });
	});
});
