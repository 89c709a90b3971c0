import assert from 'node:assert/strict';
import type { ExtensionContext } from 'vscode';
import { commands, provideVscode, window, workspace } from '../../../vscode/apiStandin.ts';

provideVscode();
const { reportIssue } = await import('../../../../src/host/log/reportIssue.ts');

const REPORTER = 'workbench.action.openIssueReporter';

describe('Report Issue', () => {
	const before = [{ ...commands }, { ...window }, { ...workspace }] as const;
	let opened: unknown[];
	let ran: string[];
	let said: unknown[];
	beforeEach(() => {
		[opened, ran, said] = [[], [], []];
		Object.assign(commands, {
			getCommands: async () => [REPORTER],
			executeCommand: async (name: string) => void ran.push(name),
		});
		Object.assign(window, {
			showTextDocument: async (document: unknown) => void opened.push(document),
			showInformationMessage: async (text: string) => void said.push(text),
		});
		Object.assign(workspace, {
			openTextDocument: async (document: unknown) => document,
			getConfiguration: () => ({ get: () => undefined, inspect: () => undefined }),
		});
	});
	afterEach(() => {
		Object.assign(commands, before[0]);
		Object.assign(window, before[1]);
		Object.assign(workspace, before[2]);
	});

	async function report(manifest: unknown): Promise<void> {
		const context = { extension: { packageJSON: manifest } } as unknown as ExtensionContext;
		await reportIssue({ versions: ['1'], lastFailure: undefined }, context);
	}

	for (const manifest of [
		{ repository: { type: 'git', url: 'https://example.com/llama-chat.git' } },
		{ repository: 'https://example.com/llama-chat' },
		{ bugs: { url: 'https://example.com/llama-chat/issues' } },
		{ bugs: 'https://example.com/llama-chat/issues' },
	]) {
		it(`fills in VS Code’s reporter where there is a place for reports: ${JSON.stringify(manifest)}`, async () => {
			await report(manifest);
			assert.deepEqual([ran, opened, said], [[REPORTER], [], []]);
		});
	}

	for (const manifest of [{}, { repository: null, bugs: {} }, { repository: '' }, undefined]) {
		it(`opens the text and says why where there is none: ${JSON.stringify(manifest)}`, async () => {
			await report(manifest);
			assert.deepEqual(ran, []);
			assert.equal(opened.length, 1);
			assert.match(String(said[0]), /names no place for reports/);
		});
	}

	it('has of a setting that holds words of the user only that it is set', async () => {
		const values: Record<string, unknown> = {
			model: 'acme/model',
			retries: 3,
			debugEcho: true,
			sendKey: 'ctrlEnter',
			temperature: 0.5,
			routing: { order: ['acme'] },
			baseUrl: 'https://me:secret@server.example/secret/v1',
			userName: 'secret name',
			systemPrompt: 'secret prompt',
			siteUrl: 'https://secret.example',
			siteName: 'secret site',
			stop: ['secret'],
			secretFiles: ['**/secret/**'],
			commitMessageInstructions: 'secret rules',
			prompts: { '/home/secret': true },
			presets: { secret: {} },
			proxy: 'http://secret:secret@proxy.example:8080',
			noProxy: ['secret.example'],
			// A later version may have others.
			unheardOf: 'secret',
		};
		Object.assign(workspace, {
			getConfiguration: () => ({
				...values,
				get: (name: string) => values[name],
				inspect: () => ({}),
			}),
		});
		Object.assign(commands, { getCommands: async () => [] });
		await report({});
		const text = JSON.stringify(opened);
		assert.doesNotMatch(text, /secret(?!Files)/);
		for (const told of [
			'- llamaChat.model: \\"acme/model\\"',
			'- llamaChat.retries: 3',
			'- llamaChat.temperature: 0.5',
			'- llamaChat.debugEcho: true',
			'- llamaChat.sendKey: \\"ctrlEnter\\"',
			'- llamaChat.baseUrl: https://server.example',
			'- llamaChat.userName: (set)',
			'- llamaChat.presets: (1 set)',
			'- http.proxy: http://proxy.example:8080',
			'- http.noProxy: (set)',
		]) {
			assert.ok(text.includes(told), `${told} in ${text}`);
		}
	});

	it('opens the text where there is no reporter', async () => {
		Object.assign(commands, { getCommands: async () => [] });
		await report({ bugs: 'https://example.com/llama-chat/issues' });
		assert.equal(opened.length, 1);
		assert.deepEqual(said, []);
	});
});
