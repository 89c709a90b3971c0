import assert from 'node:assert/strict';
import {
	ConfigurationTarget,
	commands,
	type QuickPick,
	type QuickPickItem,
	QuickPickItemKind,
} from 'vscode';
import { startStandin } from '../standin/standin.ts';
import { ask, chatSuite, run } from './chatSuite.ts';
import { page, saidOverBox } from './page.ts';
import { set, valueIn } from './settings.ts';
import { accept, answer, nextQuickPick, pressButton, pressItemButton } from './stubs.ts';
import { until } from './until.ts';

const LLAMA = 'meta-llama/llama-3-70b-instruct';
const CODER = 'qwen/qwen3-coder';

describe('Select Model', () => {
	const suite = chatSuite();

	const lists = () => suite.standin.requests.filter(({ path }) => path === '/api/v1/models');

	it('lists what the server has with prices, context and abilities, the one in use first', async () => {
		const { picker, done } = await opened();
		assert.equal(models(picker).length, 12);
		assert.deepEqual(separators(picker), ['In use', 'All models', 'Not in the list']);
		assert.deepEqual(models(picker)[0], {
			label: 'Meta: Llama 3 70B Instruct',
			description: LLAMA,
			detail: '$0.30 in, $0.40 out per million tokens · 8,192 tokens of context · text',
		});
		assert.match(picker.placeholder ?? '', /list read just now$/);
		assert.equal(
			find(picker, 'meta-llama/llama-3.3-70b-instruct:free')?.detail,
			'free · 65K tokens of context · text',
		);
		assert.match(find(picker, 'openrouter/auto')?.detail ?? '', /^price varies · /);
		await left(done);
	});

	it('sets the model of this chat only, and the next question goes to it', async () => {
		const { picker, done } = await opened();
		await accept(picker, item(picker, CODER));
		await done;
		await until(() => page.status?.modelName === 'Qwen3 Coder');
		assert.equal(valueIn('model', ConfigurationTarget.Global), undefined);
		await ask();
		assert.equal(suite.standin.chats[0]?.chat?.model, CODER);
		await run('newChat');
		await ask();
		assert.equal(suite.standin.chats[1]?.chat?.model, LLAMA);
	});

	it('makes a model the one of new chats too, where the user has set it before', async () => {
		const name = 'Qwen: Qwen3 Coder 480B A35B';
		const first = await opened();
		pressItemButton(first.picker, name, 'Use in New Chats Too');
		await first.done;
		assert.equal(valueIn('model', ConfigurationTarget.Global), CODER);
		await run('newChat');
		await ask();
		assert.equal(suite.standin.chats[0]?.chat?.model, CODER);
		await set('model', LLAMA, ConfigurationTarget.Workspace);
		const second = await opened();
		pressItemButton(second.picker, name, 'Use in New Chats Too');
		await second.done;
		assert.equal(valueIn('model', ConfigurationTarget.Workspace), CODER);
	});

	it('suggests the nearest Llama where the model is gone, and changes nothing by itself', async () => {
		suite.standin.setModels('withoutDefault');
		const { picker, done } = await opened();
		pressButton(picker, 'Refresh List');
		await until(() => separators(picker).includes('Nearest'));
		assert.match(
			models(picker)[0]?.detail ?? '',
			/^Nearest to meta-llama\/llama-3-70b-instruct, which is not available here · \$/,
		);
		assert.match(models(picker)[0]?.description ?? '', /^meta-llama\/llama-3.*70b-instruct/);
		await left(done);
		assert.equal(page.status?.modelName, 'Llama 3 70B Instruct');
	});

	it('narrows the list by what is wanted, and widens it again', async () => {
		const { picker, done } = await opened();
		pressButton(picker, 'Show Only Free Models');
		await until(() => models(picker).length === 1);
		assert.equal(picker.title, 'Select Model · free');
		pressButton(picker, 'Show Models That Cost Too');
		pressButton(picker, 'Show Only Models That Take Images');
		await until(() => models(picker).length === 4);
		pressButton(picker, 'Show Only Models That Take Tools');
		await until(() => models(picker).length === 1);
		assert.equal(picker.title, 'Select Model · images · tools');
		assert.equal(models(picker)[0]?.description, 'openai/gpt-4o-mini');
		await left(done);
	});

	it('keeps favourites and what was chosen last on top', async () => {
		const first = await opened();
		pressItemButton(first.picker, 'DeepSeek: R1', 'Add to Favourites');
		await until(() => separators(first.picker).includes('Favourites'));
		await left(first.done);
		const next = await opened();
		await accept(next.picker, item(next.picker, CODER));
		await next.done;
		await run('newChat');
		const again = await opened();
		await until(() => separators(again.picker).includes('Recent'));
		assert.deepEqual(
			models(again.picker)
				.slice(0, 3)
				.map(({ description }) => description),
			[LLAMA, 'deepseek/deepseek-r1', CODER],
		);
		pressItemButton(again.picker, 'DeepSeek: R1', 'Remove from Favourites');
		await until(() => !separators(again.picker).includes('Favourites'));
		await left(again.done);
	});

	it('takes an id that is not in the list', async () => {
		const { picker, done } = await opened();
		picker.value = 'me/my-own-finetune';
		await until(() => picker.activeItems[0]?.label.endsWith('Use the Id That Is Typed'));
		await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
		await done;
		await until(() => page.status?.modelName === 'My Own Finetune');
	});

	it('goes by the list it knows until it is told to ask, which it does with the key of the server', async () => {
		answer('showInputBox', () => 'key-5f1d0c4e9b7a');
		await run('setApiKey');
		const { picker, done } = await opened();
		const before = lists().length;
		pressButton(picker, 'Refresh List');
		// The new key may have had the list asked for as well.
		await until(() => lists().length > before && !picker.busy);
		assert.equal(lists().at(-1)?.headers.authorization, 'Bearer key-5f1d0c4e9b7a');
		const asked = lists().length;
		await left(done);
		await left((await opened()).done);
		assert.equal(lists().length, asked);
	});

	it('shows the last list, with its age, when the server cannot be reached', async () => {
		await left((await opened()).done);
		await suite.standin.stopListening();
		const { picker, done } = await opened();
		pressButton(picker, 'Refresh List');
		await until(() => picker.placeholder?.endsWith('the server cannot be reached now'));
		assert.equal(models(picker).length, 12);
		await accept(picker, item(picker, CODER));
		await done;
		await until(() => page.status?.modelName === 'Qwen3 Coder');
	});

	it('says so when there is no list, and lets the id be typed', async () => {
		await using down = await startStandin();
		await down.stopListening();
		await set('baseUrl', down.baseUrl);
		const errors = saidOverBox(() => 'Type the Id');
		answer('showInputBox', () => 'me/typed');
		await run('selectModel');
		assert.equal(errors.length, 1);
		assert.match(String(errors[0]?.[0]), /^The list of models could not be read\. .+/);
		await until(() => page.status?.modelName === 'Typed');
	});

	it('left while the list comes in chooses nothing, and asks the server no second time', async () => {
		await using slow = await startStandin();
		slow.override('/models', { kind: 'hang' });
		await set('baseUrl', slow.baseUrl);
		const opening = nextQuickPick();
		const done = run('selectModel');
		await opening;
		await slow.waitForRequest(({ path }) => path === '/api/v1/models');
		await left(done);
		assert.equal(page.status?.modelName, 'Llama 3 70B Instruct');
		const again = nextQuickPick();
		const second = run('selectModel');
		await until(async () => (await again).busy);
		await left(second);
		assert.equal(slow.requests.length, 1);
	});

	it('is offered before anything is sent where the model is gone, with the nearest one at hand', async () => {
		await using other = await startStandin({ models: 'withoutDefault' });
		await set('baseUrl', other.baseUrl);
		await run('open');
		page.post({ type: 'draft', conversation: 'none', text: 'How' });
		const finding = await until(() => page.status?.findings?.[0]);
		assert.equal(finding.kind, 'modelGone');
		assert.match(
			finding.message,
			/^meta-llama\/llama-3-70b-instruct is not among the models of 127/,
		);
		assert.deepEqual(
			finding.remedies.map(({ label }) => label),
			['Use Llama 3.3 70B Instruct', 'Select Another Model'],
		);
		assert.deepEqual(other.asked, []);
	});
});

/** The picker with the list in it, as VS Code shows it. */
async function opened(): Promise<{ picker: QuickPick<QuickPickItem>; done: Promise<void> }> {
	const opening = nextQuickPick();
	const done = run('selectModel');
	const picker = await opening;
	await until(() => picker.activeItems.length > 0 && !picker.busy);
	return { picker, done };
}

async function left(done: Promise<void>): Promise<void> {
	await commands.executeCommand('workbench.action.closeQuickOpen');
	await done;
}

function models(picker: QuickPick<QuickPickItem>) {
	return picker.items
		.filter(({ kind, alwaysShow }) => kind !== QuickPickItemKind.Separator && !alwaysShow)
		.map(({ label, description, detail }) => ({ label, description, detail }));
}

function separators(picker: QuickPick<QuickPickItem>): string[] {
	return picker.items
		.filter(({ kind }) => kind === QuickPickItemKind.Separator)
		.map(({ label }) => label);
}

function find(picker: QuickPick<QuickPickItem>, id: string): QuickPickItem | undefined {
	return picker.items.find(({ description }) => description === id);
}

function item(picker: QuickPick<QuickPickItem>, id: string): QuickPickItem {
	const found = find(picker, id);
	assert.ok(found, id);
	return found;
}
