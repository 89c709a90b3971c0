import assert from 'node:assert/strict';
import { commands, provideVscode, Uri, window } from '../../../vscode/apiStandin.ts';

provideVscode();
const { askBuiltIn } = await import('../../../../src/host/prompts/askPrompt.ts');

describe('a built-in prompt', () => {
	const { executeCommand } = commands;
	const { activeTextEditor } = window;
	const told: unknown[][] = [];
	/** Whether what is asked is sent, or goes back to the box. */
	let isSent: boolean;
	let asked: string[];

	beforeEach(() => {
		told.length = 0;
		isSent = true;
		asked = [];
		Object.assign(commands, { executeCommand: async (...words: unknown[]) => told.push(words) });
		const start = { line: 0, character: 0, compareTo: () => 0 };
		const selection = { start, end: { line: 0, character: 5 }, isEmpty: false };
		const document = {
			uri: Uri.file('/one/a.ts'),
			languageId: 'typescript',
			isUntitled: false,
			lineCount: 1,
			getText: () => 'let a',
			validateRange: (range: unknown) => range,
			lineAt: () => ({ text: 'let a', range: selection }),
		};
		window.activeTextEditor = { document, selection, selections: [selection] };
	});
	afterEach(() => {
		Object.assign(commands, { executeCommand });
		window.activeTextEditor = activeTextEditor;
	});

	async function ask(name: 'explain' | 'fix'): Promise<void> {
		const ports = {
			chat: {
				reveal: async () => {},
				chats: {
					ask: async (text: string, _code: unknown, sent?: () => void) => {
						asked.push(text);
						if (isSent) sent?.();
					},
				},
			},
			library: {
				ownNamed: () => ({ name, from: { text: 'What is it?' } }),
			},
			offerModel: () => {},
		};
		await askBuiltIn(ports as never, name);
	}

	it('counts as an explanation once it is sent, which ends that step of the walkthrough', async () => {
		await ask('explain');
		assert.equal(asked.length, 1);
		assert.deepEqual(told.at(-1), ['setContext', 'llamaChat.explained', true]);
	});

	it('does not where it is another one, goes back to the box, or there is no code', async () => {
		await ask('fix');
		isSent = false;
		await ask('explain');
		window.activeTextEditor = undefined;
		await assert.rejects(ask('explain'), /There is no code at the cursor/);
		assert.equal(asked.length, 2);
		assert.deepEqual(told, []);
	});
});
