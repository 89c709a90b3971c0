import assert from 'node:assert/strict';
import { ConfigurationTarget, commands, type QuickPick, type QuickPickItem } from 'vscode';
import { ask, chatSuite, run } from './chatSuite.ts';
import { set, valueIn } from './settings.ts';
import { answer, nextQuickPick } from './stubs.ts';
import { until } from './until.ts';

describe('Select Model', () => {
	const suite = chatSuite();

	it('lists what the server has, the one in use first', async () => {
		const { picker, done } = await opened();
		assert.equal(picker.items.filter(({ kind }) => kind !== -1).length, 12);
		assert.equal(picker.items[0]?.label, 'Meta: Llama 3 70B Instruct');
		assert.match(picker.items[0]?.detail ?? '', /^In use · 8,192 tokens of context$/);
		await commands.executeCommand('workbench.action.closeQuickOpen');
		await done;
	});

	it('sets the model that is picked, and the next question goes to it', async () => {
		const { picker, done } = await opened();
		await commands.executeCommand('workbench.action.quickOpenSelectNext');
		const second = picker.items[2];
		await until(() => picker.activeItems[0]?.label === second?.label);
		await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
		await done;
		assert.equal(valueIn('model', ConfigurationTarget.Global), second?.description);
		assert.equal(valueIn('model', ConfigurationTarget.Workspace), undefined);
		await ask();
		assert.equal(suite.standin.chats[0]?.chat?.model, second?.description);
	});

	it('sets it in the workspace where the workspace has one of its own', async () => {
		await set('model', 'qwen/qwen3-coder', ConfigurationTarget.Workspace);
		const { picker, done } = await opened();
		assert.equal(picker.items[0]?.description, 'qwen/qwen3-coder');
		await commands.executeCommand('workbench.action.quickOpenSelectNext');
		const second = picker.items[2];
		await until(() => picker.activeItems[0]?.label === second?.label);
		await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
		await done;
		assert.equal(valueIn('model', ConfigurationTarget.Workspace), second?.description);
		assert.equal(valueIn('model', ConfigurationTarget.Global), undefined);
		await ask();
		assert.equal(suite.standin.chats[0]?.chat?.model, second?.description);
	});

	it('suggests the nearest Llama where the model is gone, and changes nothing by itself', async () => {
		suite.standin.setModels('withoutDefault');
		const { picker, done } = await opened();
		assert.match(
			picker.items[0]?.detail ?? '',
			/^Nearest to meta-llama\/llama-3-70b-instruct, which is not available here/,
		);
		assert.match(picker.items[0]?.description ?? '', /^meta-llama\/llama-3.*70b-instruct/);
		await commands.executeCommand('workbench.action.closeQuickOpen');
		await done;
		assert.equal(valueIn('model', ConfigurationTarget.Global), undefined);
	});

	it('sends the key of the server', async () => {
		answer('showInputBox', () => 'key-5f1d0c4e9b7a');
		await run('setApiKey');
		const { done } = await opened();
		await commands.executeCommand('workbench.action.closeQuickOpen');
		await done;
		const asked = suite.standin.requests.find(({ path }) => path === '/api/v1/models');
		assert.equal(asked?.headers.authorization, 'Bearer key-5f1d0c4e9b7a');
	});

	it('says so when the list cannot be had', async () => {
		await suite.standin.stopListening();
		const errors = answer('showErrorMessage');
		await run('selectModel');
		assert.equal(errors.length, 1);
		assert.match(errors[0]?.[0], /^The list of models could not be read\. .+/);
	});

	it('closed while the list comes in stops asking for it', async () => {
		suite.standin.override('/models', { kind: 'hang' });
		const opening = nextQuickPick();
		const done = run('selectModel');
		await opening;
		const asked = await suite.standin.waitForRequest(({ path }) => path === '/api/v1/models');
		await commands.executeCommand('workbench.action.closeQuickOpen');
		assert.equal(await asked.whenClosed, 'byClient');
		await done;
	});
});

/** The picker with the list in it, as VS Code shows it. */
async function opened(): Promise<{ picker: QuickPick<QuickPickItem>; done: Promise<void> }> {
	const opening = nextQuickPick();
	const done = run('selectModel');
	const picker = await opening;
	await until(() => picker.activeItems.length > 0);
	return { picker, done };
}
