import assert from 'node:assert/strict';
import { commands, provideVscode, Uri, window, workspace } from '../../../vscode/apiStandin.ts';
import { provideFiles } from '../../../vscode/memoryFiles.ts';

provideVscode();
const { askBuiltIn, attachPrompt } = await import('../../../../src/host/prompts/askPrompt.ts');

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

describe('a prompt that is put over the box', () => {
	const untouched = { ...workspace };
	afterEach(() => Object.assign(workspace, untouched));

	it('goes with its files to the chat that it was typed in, though another is shown by then', async () => {
		provideFiles(
			{ one: '/one' },
			{ '/one/p/review.prompt.md': 'See [notes](notes.txt).', '/one/p/notes.txt': 'Notes.' },
		);
		const content = 'Notes.';
		const end = { line: 0, character: content.length };
		Object.assign(workspace, {
			getConfiguration: () => ({ get: () => undefined }),
			decode: async (bytes: Uint8Array) => new TextDecoder().decode(bytes),
			openTextDocument: async (uri: Uri) => ({
				uri,
				languageId: 'plaintext',
				version: 1,
				lineCount: 1,
				validateRange: () => ({ start: { line: 0, character: 0 }, end }),
				getText: () => content,
			}),
		});
		const attached: string[] = [];
		const ports = {
			chat: {
				chats: {
					chat: { conversation: { id: 'shown' } },
					notify: assert.fail,
					box: {
						excerptsOf: () => [],
						attach: (excerpts: readonly { label: string }[], conversation: string) =>
							attached.push(...excerpts.map(({ label }) => `${conversation}: ${label}`)),
					},
				},
				room: () => undefined,
			},
			offerModel: () => {},
		};
		const from = { uri: new Uri('/one/p/review.prompt.md').toString(), isSkill: false };
		await attachPrompt(ports as never, { name: 'review', from } as never, '', 'typed in');
		assert.deepEqual(attached, ['typed in: /review', 'typed in: one/p/notes.txt']);
	});
});
