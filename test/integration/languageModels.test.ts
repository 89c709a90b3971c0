import assert from 'node:assert/strict';
import {
	CancellationTokenSource,
	commands,
	type LanguageModelChat,
	LanguageModelChatMessage,
	LanguageModelChatToolMode,
	LanguageModelDataPart,
	LanguageModelTextPart,
	LanguageModelToolCallPart,
	LanguageModelToolResultPart,
	lm,
	window,
} from 'vscode';
import { png } from '../samples/images.ts';
import { chatSuite, run } from './chatSuite.ts';
import { filesOfOurs } from './files.ts';
import { set } from './settings.ts';
import { answer, nextQuickPick, pressItemButton } from './stubs.ts';
import { until } from './until.ts';

/** Made by chance: nobody was ever given it. */
const TOKEN = 'ghp_q7Zk2Vw9Xr4Tn8Ys1Bd6Hm3Lc5Pf0Jg7Ke2Q';
const GPT = 'openai/gpt-4o-mini';
const { Assistant, User } = LanguageModelChatMessage;

describe('Models lent to other extensions', () => {
	const suite = chatSuite();
	/** What notifications have said since the first test. */
	const said: unknown[][] = [];
	beforeEach(() => {
		answer('showInformationMessage', (...notification: unknown[]) => {
			said.push(notification);
		});
	});

	/** Makes GPT a favourite, lends, and waits until VS Code has it. */
	async function lent(): Promise<LanguageModelChat> {
		const opening = nextQuickPick();
		const done = run('selectModel');
		const picker = await opening;
		await until(() => picker.activeItems.length > 0 && !picker.busy);
		pressItemButton(picker, 'OpenAI: GPT-4o-mini', 'Add to Favourites');
		await until(() => picker.items.some(({ label }) => label === 'Favourites'));
		await commands.executeCommand('workbench.action.closeQuickOpen');
		await done;
		await set('provideModels', true);
		return until(async () => (await models())[0]);
	}

	function models() {
		return lm.selectChatModels({ vendor: 'llama-chat' });
	}

	async function partsOf(
		model: LanguageModelChat,
		...asked: Parameters<LanguageModelChat['sendRequest']>
	): Promise<unknown[]> {
		const { stream } = await model.sendRequest(...asked);
		const parts: unknown[] = [];
		for await (const part of stream) parts.push(part);
		return parts;
	}

	function textOf(parts: readonly unknown[]): string {
		return parts.map((part) => (part instanceof LanguageModelTextPart ? part.value : '')).join('');
	}

	it('are none until you say so', async () => {
		assert.deepEqual(await models(), []);
		await lent();
		await set('provideModels', undefined);
		await until(async () => (await models()).length === 0);
	});

	it('send what looks like a secret as it is, and you are told once', async () => {
		const model = await lent();
		const warnings = answer('showWarningMessage');
		for (const text of ['One', 'Two']) {
			suite.standin.script({ kind: 'reply', text });
			assert.equal(textOf(await partsOf(model, [User(`Why does ${TOKEN} fail?`)])), text);
			assert.ok(suite.standin.chats.at(-1)?.bodyText.includes(TOKEN));
		}
		const told = warnings.filter(([one]) => /looks like/.test(String(one)));
		assert.equal(told.length, 1);
		assert.match(
			String(told[0]?.[0]),
			/ sends what looks like a GitHub token to (localhost|127\.0\.0\.1):\d+\. It goes out as/,
		);
		assert.equal(told[0]?.[1], 'Show Request…');
	});

	it('are the favourites, with their context and abilities', async () => {
		const model = await lent();
		assert.equal(model.id, GPT);
		assert.equal(model.name, 'OpenAI: GPT-4o-mini');
		assert.equal(model.family, 'gpt-4o-mini');
		assert.equal(model.maxInputTokens, 128_000 - 16_384);
		assert.equal(await model.countTokens('four words of text'), 4);
	});

	it('answer with the text as it comes; the asker’s options win over yours, and those with "_" stay here', async () => {
		const model = await lent();
		await set('temperature', 0.5);
		await set('seed', 7);
		await set('systemPrompt', 'Never sent along.');
		suite.standin.script({ kind: 'reply', text: 'lent and answered' });
		const parts = await partsOf(model, [User('hello')], {
			modelOptions: { temperature: 1.5, maxTokens: 50, _source: 'inline', fancy: true },
		});
		assert.equal(textOf(parts), 'lent and answered');
		assert.ok(parts.length > 1, 'in pieces');
		const body = suite.standin.chats.at(-1)?.chat;
		assert.deepEqual(body?.messages, [{ role: 'user', content: 'hello' }]);
		const { model: asked, temperature, seed, max_tokens } = body ?? {};
		assert.deepEqual(
			{ asked, temperature, seed, max_tokens },
			{ asked: GPT, temperature: 1.5, seed: 7, max_tokens: 50 },
		);
		assert.deepEqual(
			Object.keys(body ?? {}).filter((name) => name === '_source' || name === 'fancy'),
			[],
		);
	});

	it('pass on images, tools, calls and their results, both ways', async () => {
		const model = await lent();
		const call = { id: 'call_9', type: 'function', function: { name: 'weather', arguments: '' } };
		const chunk = (delta: object, finish: string | null = null) =>
			`data: ${JSON.stringify({ id: 'g1', model: GPT, choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
		const drawn = `data:image/png;base64,${Buffer.from(png(3, 3)).toString('base64')}`;
		const piece = (text: string) =>
			chunk({ tool_calls: [{ index: 0, function: { arguments: text } }] });
		suite.standin.script({
			kind: 'raw',
			parts: [
				chunk({ role: 'assistant', content: 'Looking. ' }),
				chunk({ images: [{ type: 'image_url', image_url: { url: drawn } }] }),
				chunk({ tool_calls: [{ index: 0, ...call }] }),
				piece('{"city":'),
				piece('"Köln"}'),
				chunk({}, 'tool_calls'),
				'data: [DONE]\n\n',
			],
		});
		const image = png(2, 2);
		const parts = await partsOf(
			model,
			[
				User([
					new LanguageModelTextPart('What is this?'),
					LanguageModelDataPart.image(image, 'image/png'),
				]),
				Assistant([new LanguageModelToolCallPart('call_1', 'weather', { city: 'Bonn' })]),
				User([new LanguageModelToolResultPart('call_1', [new LanguageModelTextPart('rain')])]),
			],
			{
				tools: [{ name: 'weather', description: 'Tells it', inputSchema: { type: 'object' } }],
				toolMode: LanguageModelChatToolMode.Required,
			},
		);
		assert.equal(textOf(parts), 'Looking. ');
		const shown = parts.find((part) => part instanceof LanguageModelDataPart);
		assert.equal(shown?.mimeType, 'image/png');
		assert.deepEqual(Buffer.from(shown.data), Buffer.from(png(3, 3)));
		const called = parts.find((part) => part instanceof LanguageModelToolCallPart);
		assert.deepEqual({ ...called }, { callId: 'call_9', name: 'weather', input: { city: 'Köln' } });
		const body = suite.standin.chats.at(-1)?.chat;
		const url = `data:image/png;base64,${Buffer.from(image).toString('base64')}`;
		assert.deepEqual(body?.messages, [
			{
				role: 'user',
				content: [
					{ type: 'text', text: 'What is this?' },
					{ type: 'image_url', image_url: { url } },
				],
			},
			{
				role: 'assistant',
				content: '',
				tool_calls: [
					{
						id: 'call_1',
						type: 'function',
						function: { name: 'weather', arguments: '{"city":"Bonn"}' },
					},
				],
			},
			{ role: 'tool', tool_call_id: 'call_1', content: 'rain' },
		]);
		assert.equal(body?.['tool_choice'], 'required');
		assert.deepEqual(body?.['tools'], [
			{
				type: 'function',
				function: { name: 'weather', description: 'Tells it', parameters: { type: 'object' } },
			},
		]);
	});

	it('stand in the ledger under who asked, and a hard limit refuses with its reason', async () => {
		const model = await lent();
		await partsOf(model, [User('what does it cost')]);
		await until(async () => (await filesOfOurs()).some((text) => text.includes('"chat":"lent-')));
		await set('hardLimit', 0);
		const before = suite.standin.chats.length;
		await assert.rejects(partsOf(model, [User('again')]), /limit/i);
		assert.equal(suite.standin.chats.length, before);
	});

	it('can be looked at', async () => {
		const model = await lent();
		await partsOf(model, [User('shown to the user')]);
		const picks = answer('showQuickPick', (items: readonly { request: unknown }[]) => items[0]);
		await run('showLentRequest');
		assert.equal(picks.length, 1);
		const shown = await until(() => window.activeTextEditor);
		assert.match(shown.document.getText(), /shown to the user/);
	});

	it('say why the server refused', async () => {
		const model = await lent();
		suite.standin.script({
			kind: 'error',
			status: 404,
			body: { shape: 'object', message: 'No endpoints found for this model.' },
		});
		await assert.rejects(partsOf(model, [User('hello')]), /No endpoints found/);
	});

	it('stop where the asker stops, and the socket closes', async () => {
		const model = await lent();
		suite.standin.script({ kind: 'reply', text: 'one two three four', holdAfter: 2 });
		const stop = new CancellationTokenSource();
		const { stream } = await model.sendRequest([User('count')], {}, stop.token);
		const iterator = stream[Symbol.asyncIterator]();
		await iterator.next();
		const { signal } = await until(() => suite.standin.chats.at(-1));
		assert.equal(signal.aborted, false);
		stop.cancel();
		await until(() => signal.aborted);
	});

	it('have announced themselves once, whatever was asked', () => {
		const told = said.filter(([text]) => /has begun to use your models/.test(String(text)));
		assert.equal(told.length, 1);
		assert.match(String(told[0]?.[0]), /costs you money\. It never gets your key/);
	});
});
