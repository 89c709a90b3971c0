import assert from 'node:assert/strict';
import {
	type CompletionList,
	ConfigurationTarget,
	commands,
	Position,
	Range,
	type TextDocument,
	WorkspaceEdit,
	window,
	workspace,
} from 'vscode';
import { ask, chatSuite, run } from './chatSuite.ts';
import { page } from './page.ts';
import { set, valueIn } from './settings.ts';
import { answer } from './stubs.ts';
import { until } from './until.ts';

describe('parameters of a chat', () => {
	const suite = chatSuite();

	const sent = () => suite.standin.chats.at(-1)?.chat;

	/** Has the page say what its panel says, once it is there. */
	async function say(message: object): Promise<void> {
		await run('open');
		await until(() => page.received.some(({ type }) => type === 'ready'));
		page.post(message);
	}

	it('stand over the settings until New Chat, and are refused out of range', async () => {
		await set('temperature', 0.5);
		await set('topP', 0.9);
		await ask();
		await say({ type: 'setParameter', setting: 'temperature', value: 0 });
		await say({ type: 'setParameter', setting: 'topP', value: null });
		const refusals = answer('showErrorMessage');
		await say({ type: 'setParameter', setting: 'topK', value: -1 });
		await until(() => refusals.length > 0);
		assert.match(String(refusals[0]?.[0]), /Top K is -1; it must be a whole number of at least 0/);
		await until(() => page.status?.parameters.length === 1);
		assert.deepEqual(page.status?.parameters, [
			{ setting: 'temperature', name: 'temperature', value: '0' },
		]);
		await ask();
		assert.deepEqual([sent()?.['temperature'], sent()?.['top_p']], [0, undefined]);
		await run('newChat');
		await ask();
		assert.deepEqual([sent()?.['temperature'], sent()?.['top_p']], [0.5, 0.9]);
	});

	it('come from presets, which are saved, renamed, deleted and brought back', async () => {
		const own = () => valueIn('presets', ConfigurationTarget.Global);
		await say({ type: 'applyPreset', name: 'Balanced' });
		await ask();
		assert.deepEqual([sent()?.['temperature'], sent()?.['top_p']], [0.7, 0.9]);
		answer('showInputBox', () => 'Review');
		await say({ type: 'savePreset' });
		await until(() => own() !== undefined);
		assert.deepEqual(own(), { Review: { temperature: 0.7, topP: 0.9 } });
		answer('showInputBox', () => 'Careful');
		await say({ type: 'renamePreset', name: 'Review' });
		await until(() => JSON.stringify(own())?.includes('Careful'));
		assert.deepEqual(own(), { Careful: { temperature: 0.7, topP: 0.9 } });
		const undone = answer('showInformationMessage', () => 'Undo');
		await say({ type: 'deletePreset', name: 'Careful' });
		await until(() => undone.length > 0 && own() !== undefined);
		assert.deepEqual(own(), { Careful: { temperature: 0.7, topP: 0.9 } });
		await set('presets', { Broken: { temperature: 9 } });
		const refusals = answer('showErrorMessage');
		await say({ type: 'applyPreset', name: 'Broken' });
		await until(() => refusals.length > 0);
		assert.match(String(refusals[0]?.[0]), /preset "Broken" was not applied: .*from 0 to 2/);
	});

	it('end with the routing, a JSON document with completion that is saved into the chat', async () => {
		await set('routing', { sort: 'price' });
		await say({ type: 'editRouting' });
		const document: TextDocument = await until(() => {
			const shown = window.activeTextEditor?.document;
			return shown?.uri.scheme === 'llama-chat' ? shown : undefined;
		});
		assert.deepEqual(JSON.parse(document.getText()), { provider: { sort: 'price' }, models: [] });
		assert.equal(document.languageId, 'json');

		await replace(document, '{ "provider": {  } }');
		const labels = await until(async () => {
			const list = await commands.executeCommand<CompletionList>(
				'vscode.executeCompletionItemProvider',
				document.uri,
				new Position(0, 15),
			);
			const found = list.items.map(({ label }) =>
				typeof label === 'string' ? label : label.label,
			);
			return found.includes('zdr') ? found : undefined;
		});
		assert.ok(labels.includes('data_collection'));

		await replace(document, '{ "provider": { "zdr": "yes" } }');
		assert.equal(await document.save(), false);
		assert.equal(document.isDirty, true);
		const kept = async () =>
			JSON.parse(new TextDecoder().decode(await workspace.fs.readFile(document.uri)));
		assert.deepEqual(await kept(), { provider: { sort: 'price' }, models: [] });

		await replace(document, '{ "provider": { "zdr": true }, "models": ["a/b"] }');
		assert.equal(await document.save(), true);
		assert.deepEqual(await kept(), { provider: { zdr: true }, models: ['a/b'] });
		page.post({ type: 'resetRouting' });
		await until(async () => 'sort' in (await kept()).provider);
	});
});

async function replace(document: TextDocument, text: string): Promise<void> {
	const edit = new WorkspaceEdit();
	edit.replace(document.uri, new Range(0, 0, document.lineCount, 0), text);
	assert.equal(await workspace.applyEdit(edit), true);
}
