import assert from 'node:assert/strict';
import {
	CancellationTokenSource,
	type ChatPromptReference,
	type ChatRequestHandler,
	ChatRequestTurn,
	ChatResponseMarkdownPart,
	ChatResponseTurn,
	type ChatResult,
	ConfigurationTarget,
	chat,
	commands,
	Location,
	Range,
	window,
	workspace,
} from 'vscode';
import { png } from '../samples/images.ts';
import { chatSuite, run } from './chatSuite.ts';
import { at, file, show } from './documents.ts';
import { filesOfOurs } from './files.ts';
import { page } from './page.ts';
import { set } from './settings.ts';
import { answer } from './stubs.ts';
import { until } from './until.ts';

interface Told {
	markdown: string;
	readonly buttons: { command: string; title: string; arguments?: unknown[] }[];
	readonly progress: string[];
}

interface Asked {
	readonly prompt: string;
	readonly command?: string;
	readonly references?: readonly ChatPromptReference[];
	readonly history?: readonly unknown[];
	readonly stop?: CancellationTokenSource;
}

describe('@llama in VS Code’s chat', () => {
	const suite = chatSuite();
	const { createChatParticipant } = chat;
	let handler: ChatRequestHandler | undefined;
	let made: string[] = [];

	beforeEach(async () => {
		made = [];
		// VS Code's own chat does not ask from a test: what it would call is called here.
		Object.assign(chat, {
			createChatParticipant: (id: string, answering: ChatRequestHandler) => {
				made.push(id);
				handler = answering;
				return { dispose: () => (handler = undefined) };
			},
		});
		await set('provideModels', true);
		await withChat(true);
		await until(() => handler);
	});
	afterEach(async () => {
		await set('provideModels', undefined);
		await until(() => handler === undefined);
		await withChat(false);
		Object.assign(chat, { createChatParticipant });
	});

	async function ask({ prompt, command, references = [], history = [], stop }: Asked) {
		const told: Told = { markdown: '', buttons: [], progress: [] };
		const stream = {
			markdown: (text: string) => (told.markdown += text),
			button: (button: Told['buttons'][number]) => told.buttons.push(button),
			progress: (text: string) => told.progress.push(text),
		};
		if (handler === undefined) throw new Error('There is no participant');
		const asking = handler(
			{ prompt, command, references, toolReferences: [] } as never,
			{ history } as never,
			stream as never,
			(stop ?? new CancellationTokenSource()).token,
		);
		const result = ((await asking) ?? {}) as ChatResult;
		return { told, result };
	}

	function bodies() {
		return suite.standin.chats.map(({ chat }) => chat);
	}

	function said(): string[] {
		return (bodies().at(-1)?.messages ?? []).map(({ content }) => String(content));
	}

	it('is there as long as models are lent, and VS Code has a chat', async () => {
		assert.deepEqual(made, ['llama-chat.llama']);
		await withChat(false);
		await until(() => handler === undefined);
		await withChat(true);
		await until(() => handler);
	});

	it('asks our model with our system prompt, and streams the answer', async () => {
		await set('systemPrompt', 'Answer as a sailor.');
		await set('temperature', 0.25);
		suite.standin.script({ kind: 'reply', text: 'Aye **aye**', reasoning: 'thinking aloud' });
		const { told, result } = await ask({ prompt: 'Hello?' });
		assert.equal(told.markdown, 'Aye **aye**');
		assert.equal(result.errorDetails, undefined);
		assert.deepEqual(said(), ['Answer as a sailor.', 'Hello?']);
		assert.equal(bodies().at(-1)?.['temperature'], 0.25);
	});

	it('sends what VS Code hands over, as our chat would', async () => {
		const inventory = (await file('inventory.py')).uri;
		const image = png(2, 2);
		// A model that is known to read images, should the list of models be there.
		await set('model', 'meta-llama/llama-4-maverick');
		await ask({
			prompt: 'What is wrong here?',
			references: [
				{ id: 'image', value: { mimeType: 'image/png', data: async () => image } },
				{ id: 'note', modelDescription: 'Terminal', value: 'exit code 7' },
				{ id: 'piece', value: new Location(inventory, new Range(0, 0, 1, 0)) },
				{ id: 'file', value: inventory },
			],
		});
		const content = bodies().at(-1)?.messages.at(-1)?.content;
		const wire = JSON.stringify(content);
		const { lineCount } = await workspace.openTextDocument(inventory);
		assert.ok(lineCount > 2);
		assert.match(wire, /inventory\.py/);
		assert.match(wire, /Terminal/);
		assert.match(wire, /exit code 7/);
		assert.ok(
			wire.indexOf('inventory.py') < wire.indexOf('exit code 7'),
			'in the order of the user',
		);
		assert.ok(wire.includes(`data:image/png;base64,${Buffer.from(image).toString('base64')}`));
	});

	it('asks a prompt of ours by its command, about the selection where nothing else came with it', async () => {
		await show(await file('inventory.py'), at(1, 1, 2, 1));
		await ask({ prompt: 'in one sentence', command: 'explain' });
		assert.match(said().at(-1) ?? '', /^Explain this code\.\n\nin one sentence/);
		assert.match(said().at(-1) ?? '', /inventory\.py/);
		await set('prompts', { fix: 'Mend this, please.' });
		await ask({ prompt: '', command: 'fix' });
		assert.match(said().at(-1) ?? '', /^Mend this, please\./);
	});

	it('has said what it said before, each text as it was sent', async () => {
		const inventory = (await file('inventory.py')).uri;
		const references = [{ id: 'file', value: inventory }];
		suite.standin.script({ kind: 'reply', text: 'A list.' });
		const first = await ask({ prompt: 'What is it?', references });
		const history = [
			requestTurn('What is it?', references),
			responseTurn('A list.', first.result),
			// Of an earlier window, and another's.
			requestTurn('And sorted?'),
			responseTurn('Yes.', {}),
			requestTurn('Others?', [], 'someone.else'),
			responseTurn('No.', {}, 'someone.else'),
			// Refused: nothing was said.
			requestTurn('Too dear?'),
			responseTurn('', { errorDetails: { message: 'limit' } }),
		];
		await ask({ prompt: 'Why?', history });
		const messages = bodies().at(-1)?.messages ?? [];
		assert.deepEqual(
			messages.map(({ role }) => role).filter((role) => role !== 'system'),
			['user', 'assistant', 'user', 'assistant', 'user'],
		);
		const texts = said().slice(-5);
		assert.match(texts[0] ?? '', /^What is it\?[\s\S]*inventory\.py/);
		assert.deepEqual(texts.slice(1), ['A list.', 'And sorted?', 'Yes.', 'Why?']);
	});

	it('says why it was refused in the words of our chat, and a hard limit sends nothing', async () => {
		suite.standin.script({
			kind: 'error',
			status: 404,
			body: { shape: 'object', message: 'No endpoints found for this model.' },
		});
		const failed = await ask({ prompt: 'Hello?' });
		assert.match(failed.result.errorDetails?.message ?? '', /No endpoints found/);
		await set('hardLimit', 0);
		const before = bodies().length;
		const { result, told } = await ask({ prompt: 'Hello again?' });
		assert.match(result.errorDetails?.message ?? '', /limit/);
		assert.deepEqual([bodies().length, told.buttons], [before, []]);
	});

	it('stands in the ledger under its name, and can be looked at', async () => {
		await ask({ prompt: 'what does it cost' });
		await until(async () =>
			(await filesOfOurs()).some((text) => /"chat":"lent-.*llama/.test(text)),
		);
		const picks = answer('showQuickPick', (items: readonly { label: string }[]) => items[0]);
		await run('showLentRequest');
		assert.equal(picks[0]?.[0][0].label, 'VS Code’s chat, @llama');
		const shown = await until(() => window.activeTextEditor);
		assert.match(shown.document.getText(), /what does it cost/);
	});

	it('closes the socket when it is stopped', async () => {
		suite.standin.script({ kind: 'reply', text: 'one two three four', holdAfter: 2 });
		const stop = new CancellationTokenSource();
		const asking = ask({ prompt: 'count', stop });
		const { signal } = await until(() => suite.standin.chats.at(-1));
		assert.equal(signal.aborted, false);
		stop.cancel();
		await until(() => signal.aborted);
		const { told } = await asking;
		assert.deepEqual(told.buttons, []);
	});

	it('asks nothing when it is stopped before it asked', async () => {
		const stop = new CancellationTokenSource();
		stop.cancel();
		await ask({ prompt: 'never asked', stop });
		assert.equal(bodies().length, 0);
	});

	it('asks before a secret goes out, and puts it back in the answer', async () => {
		const key = 'ghp_q7Zk2Vw9Xr4Tn8Ys1Bd6Hm3Lc5Pf0Jg7Ke2Q';
		const asked = answer('showWarningMessage', () => 'Replace by Placeholder');
		await ask({ prompt: `Is ${key} a key?` });
		assert.match(String(asked[0]?.[0]), /GitHub token/);
		const sent = said().at(-1) ?? '';
		assert.ok(!sent.includes(key), sent);
		const [, placeholder = ''] = /^Is (.+) a key\?$/.exec(sent) ?? [];
		answer('showWarningMessage', () => undefined);
		const before = bodies().length;
		const { result } = await ask({ prompt: `And ${key}?` });
		assert.match(result.errorDetails?.message ?? '', /Nothing was sent/);
		assert.equal(bodies().length, before);
		assert.notEqual(placeholder, '');
	});

	describe('Continue in Llama Chat', () => {
		async function exchange() {
			const references = [{ id: 'file', value: (await file('inventory.py')).uri }];
			suite.standin.script({ kind: 'reply', text: 'It is a list.' });
			const { told } = await ask({ prompt: 'What is it?', references });
			const [button] = told.buttons;
			assert.equal(button?.title, 'Continue in Llama Chat');
			return button;
		}

		it('takes the exchange along, once, and not paid for twice', async () => {
			const before = await ledger();
			const button = await exchange();
			// Its line is written when the reply has ended.
			await until(async () => (await ledger()).length > before.length);
			const paid = (await ledger()).length;
			const press = () =>
				commands.executeCommand(button?.command ?? '', ...(button?.arguments ?? []));
			const shown = page.conversation;
			await Promise.all([press(), press()]);
			const taken = await until(() => page.conversation !== shown && page.conversation);
			assert.equal(page.text, 'It is a list.');
			const log = await until(async () => (await logsOf('It is a list.'))[0]);
			const messages = log.split('\n').filter((line) => line.startsWith('{"type":"message"'));
			const [question, reply] = messages.map((line) => JSON.parse(line).message);
			assert.deepEqual(
				[question.text, question.excerpts[0].label],
				['What is it?', 'inventory.py'],
			);
			assert.equal(question.forkedFrom, undefined);
			assert.deepEqual(
				[reply.text, reply.status, reply.model],
				['It is a list.', 'complete', bodies().at(-1)?.model],
			);
			const entry = JSON.parse((await ledger()).at(-1) ?? '{}');
			assert.equal(reply.facts.usage.cost, Number(entry.billed));
			assert.deepEqual(reply.request.messages.length, 1);
			await run('newChat');
			await press();
			await until(() => page.conversation === taken);
			assert.equal((await logsOf('It is a list.')).length, 1);
			assert.equal((await ledger()).length, paid);
			// It goes on from there.
			page.post({ type: 'send', conversation: page.conversation, text: 'And then?' });
			await until(() => said().at(-1) === 'And then?');
			assert.equal(said().at(-2), 'It is a list.');
		});

		it('says plainly that an exchange is gone', async () => {
			const errors = answer('showErrorMessage');
			await commands.executeCommand('llamaChat.continueExchange', 'of-an-earlier-window');
			assert.match(String(errors[0]?.[0]), /^This exchange is gone/);
		});
	});

	async function logsOf(text: string): Promise<string[]> {
		const files = await filesOfOurs();
		return files.filter((log) => log.startsWith('{"type":"header"') && log.includes(text));
	}

	async function ledger(): Promise<string[]> {
		const files = await filesOfOurs();
		return files.flatMap((text) => text.split('\n').filter((line) => /"billed"/.test(line)));
	}
});

/** Whether VS Code has its own chat; the tests are without it otherwise. */
async function withChat(there: boolean): Promise<void> {
	const settings = workspace.getConfiguration('chat');
	await settings.update('disableAIFeatures', !there, ConfigurationTarget.Global);
}

function requestTurn(
	prompt: string,
	references: readonly ChatPromptReference[] = [],
	participant = 'llama-chat.llama',
): unknown {
	return Reflect.construct(ChatRequestTurn, [prompt, undefined, references, participant, []]);
}

function responseTurn(text: string, result: ChatResult, participant = 'llama-chat.llama'): unknown {
	const parts = text === '' ? [] : [new ChatResponseMarkdownPart(text)];
	return Reflect.construct(ChatResponseTurn, [parts, result, participant]);
}
