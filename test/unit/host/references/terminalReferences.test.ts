import assert from 'node:assert/strict';
import { commands, env, provideVscode, window } from '../../../vscode/apiStandin.ts';
import { almostFull, chatInTest, restoreVscode } from './referencesInTest.ts';

provideVscode();
const { terminalOffers } = await import('../../../../src/host/references/terminalReferences.ts');

describe('#terminal', () => {
	let clipboard = '';
	/** What the command copies; undefined for nothing. */
	let copies: string | undefined;
	let during: () => void = () => {};
	const asked: unknown[][] = [];
	const ran: string[] = [];
	const { executeCommand } = commands;

	beforeEach(() => {
		[clipboard, copies, during] = ['as it was', undefined, () => {}];
		asked.length = 0;
		ran.length = 0;
		Object.assign(window, { terminals: [{}] });
		Object.assign(env, {
			clipboard: {
				readText: async () => clipboard,
				writeText: async (text: string) => {
					clipboard = text;
				},
			},
		});
		commands.executeCommand = async (name: string) => {
			ran.push(name);
			if (copies !== undefined) clipboard = copies;
			during();
		};
	});

	afterEach(() => {
		commands.executeCommand = executeCommand;
		restoreVscode();
	});

	const answerWith = (answer: string | undefined) =>
		Object.assign(window, {
			showWarningMessage: async (...question: unknown[]) => {
				asked.push(question);
				return answer;
			},
		});

	async function take(id: string, chat = chatInTest()) {
		await terminalOffers()
			.find((offer) => offer.id === id)
			?.take?.(chat.taking);
		return chat.attached;
	}

	it('attaches the last command with what it has put out, and the clipboard is as it was', async () => {
		copies = '$ npm test\r\n\u001B[31m1 failing\u001B[0m   \r\n';
		const [excerpt, ...others] = await take('terminal');
		assert.deepEqual(others, []);
		assert.deepEqual(excerpt, {
			uri: 'llama-chat-context:/terminal',
			source: 'terminal',
			label: 'Last command in the terminal',
			language: 'plaintext',
			version: 0,
			text: '$ npm test\n1 failing',
			startLine: 1,
			endLine: 2,
		});
		assert.deepEqual(ran, ['workbench.action.terminal.copyLastCommandAndLastCommandOutput']);
		assert.equal(clipboard, 'as it was');
	});

	it('attaches what is selected there, also what was in the clipboard already', async () => {
		copies = clipboard;
		const [excerpt] = await take('terminal:selection');
		assert.equal(excerpt?.text, 'as it was');
		assert.deepEqual(ran, ['workbench.action.terminal.copySelection']);
		assert.equal(clipboard, 'as it was');
	});

	it('says what is missing where nothing was copied, and the clipboard is as it was', async () => {
		await assert.rejects(take('terminal'), /no last command to copy.*shell integration/);
		await assert.rejects(take('terminal:selection'), /Nothing is selected/);
		copies = '\u001B[0m \r\n';
		await assert.rejects(take('terminal'), /no last command to copy/);
		assert.equal(clipboard, 'as it was');
	});

	it('leaves the clipboard as it was where copying fails', async () => {
		during = () => {
			throw new Error('no terminal');
		};
		await assert.rejects(take('terminal'), /no terminal/);
		copies = 'half';
		await assert.rejects(take('terminal'), /no terminal/);
		assert.equal(clipboard, 'as it was');
	});

	it('leaves what somebody else has copied meanwhile', async () => {
		copies = 'the output';
		let reads = 0;
		Object.assign((env as unknown as { clipboard: object }).clipboard, {
			readText: async () => {
				const text = clipboard;
				// After the text was read that the terminal has copied.
				if (++reads === 2) clipboard = 'of another program';
				return text;
			},
		});
		const [excerpt] = await take('terminal');
		assert.equal(excerpt?.text, 'the output');
		assert.equal(clipboard, 'of another program');
	});

	it('asks first where the clipboard has no text, since an image could not be put back', async () => {
		clipboard = '';
		copies = 'the output';
		answerWith(undefined);
		assert.deepEqual(await take('terminal'), []);
		assert.deepEqual(ran, []);
		assert.match(String(asked[0]?.[0]), /perhaps an image/);
		assert.deepEqual(asked[0]?.[1], { modal: true });
		answerWith('Take It');
		assert.equal((await take('terminal'))[0]?.text, 'the output');
		assert.equal(clipboard, '');
	});

	it('needs a terminal', async () => {
		Object.assign(window, { terminals: [] });
		await assert.rejects(take('terminal'), /There is no terminal/);
		assert.deepEqual(ran, []);
	});

	it('keeps the last lines where there is no room for all, and says which', async () => {
		copies = 'one\ntwo\nthree';
		const [excerpt] = await take('terminal', almostFull(9));
		assert.equal(excerpt?.text, 'two\nthree');
		assert.deepEqual([excerpt.startLine, excerpt.endLine, excerpt.lineCount], [2, 3, 3]);
		await assert.rejects(take('terminal', almostFull(0)), /There is no room for/);
	});
});
