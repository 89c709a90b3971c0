import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { commands, env, Uri, window, workspace } from 'vscode';
import { FromWebview, parseFromWebview } from '../../src/shared/panel/protocol.ts';
import { startStandin } from '../standin/standin.ts';
import { near } from '../unit/shared/panel/nearMessages.ts';
import { ask, chatSuite, run } from './chatSuite.ts';
import { closeEditors, show, untitled } from './documents.ts';
import { contributedCommands } from './extension.ts';
import { filesOfOurs } from './files.ts';
import { page } from './page.ts';
import { set } from './settings.ts';
import { answer, answerNothing } from './stubs.ts';
import { until } from './until.ts';

const KEY = 'canary-7c1e90ab42d6';
const SMUGGLED = 'smuggled-4be0';

/** What the extension has told VS Code to remember as context, which every extension's `when` can ask for. */
const contexts: [string, unknown][] = [];
/** What was to be reported; the window for it stays shut. */
const reported: unknown[] = [];
const execute = commands.executeCommand;
// The tests are loaded before the extension is activated, and their `commands` is the extension's too.
Object.assign(commands, {
	executeCommand: (command: string, ...args: unknown[]) => {
		if (command === 'workbench.action.openIssueReporter') return reported.push(args);
		if (command === 'setContext' && String(args[0]).startsWith('llamaChat.'))
			contexts.push([String(args[0]), args[1]]);
		return execute(command, ...args);
	},
});

/** What an extension might hand a command, in the hope that it is taken. */
const HOSTILE: readonly (readonly unknown[])[] = [
	[{ text: SMUGGLED, baseUrl: 'http://127.0.0.1:1/v1', key: true, apiKey: SMUGGLED }],
	[SMUGGLED, SMUGGLED, () => SMUGGLED],
	[{ id: 'r1', block: 0, text: SMUGGLED, origin: 'http://127.0.0.1:1' }, [SMUGGLED]],
	[null, undefined, Number.NaN],
	[{ toString: () => SMUGGLED }],
];

describe('other extensions', () => {
	const suite = chatSuite();

	it('get nothing out of our commands and nothing in by them', async () => {
		suite.standin.requireKey(KEY);
		answer('showInputBox', () => KEY);
		await run('setApiKey');
		await ask();
		answerNothing();
		answer('showQuickPick');
		await env.clipboard.writeText('as it was');
		const registered = (await commands.getCommands(true)).filter((id) =>
			id.startsWith('llamaChat.'),
		);
		// VS Code adds those that show, move and reset the view, which are its own.
		const ours = registered.filter((id) => !id.startsWith('llamaChat.chat.'));
		assert.deepEqual(ours.toSorted(), contributedCommands().toSorted());
		const before = suite.standin.requests.length;
		const returned: unknown[] = [];
		for (const args of HOSTILE) {
			for (const command of ours) {
				// A window of its own would not be closed with the editors.
				if (command === 'llamaChat.removeApiKey' || command.endsWith('InNewWindow')) continue;
				void Promise.resolve(execute(command, ...args)).then((value) => returned.push(value));
				// Some ask the user something and wait.
				await execute('workbench.action.closeQuickOpen');
			}
			// Each editor with a page of its own makes all that follows slower.
			await closeEditors();
		}
		await until(() => returned.length > (ours.length * HOSTILE.length) / 2);
		assert.deepEqual(new Set(returned), new Set([undefined]));
		await execute('workbench.action.closeQuickOpen');
		await run('stop');
		await run('newChat');
		assert.equal((await ask()).status, 'complete');
		for (const { headers, bodyText, path } of suite.standin.requests.slice(before)) {
			assert.doesNotMatch(`${path}\n${bodyText}`, new RegExp(SMUGGLED));
			assert.ok([undefined, `Bearer ${KEY}`].includes(headers.authorization));
			assert.doesNotMatch(JSON.stringify({ ...headers, authorization: '' }), new RegExp(KEY));
		}
		const texts = workspace.textDocuments.map((document) => document.getText());
		assert.ok(texts.includes('answer = 42'));
		const copied = await env.clipboard.readText();
		assert.doesNotMatch(copied, new RegExp(`${KEY}|${SMUGGLED}`));
		assert.doesNotMatch(JSON.stringify(reported), new RegExp(`${KEY}|${SMUGGLED}`));
		const kept = (await filesOfOurs()).join('\n');
		assert.doesNotMatch(kept, new RegExp(`${KEY}|${SMUGGLED}`));
		await run('removeApiKey');
		// Every command of ours is run many times.
	}).timeout(120_000);

	it('nor a server, make links of what is said in notifications', async () => {
		const message = '[Renew it](command:workbench.action.quit)';
		suite.standin.override('/key', {
			kind: 'error',
			status: 401,
			body: { shape: 'object', message },
		});
		answer('showInputBox', () => 'some-key-0123');
		const errors = answer('showErrorMessage');
		// What is said over the box is text in any case.
		await commands.executeCommand('workbench.action.closeAuxiliaryBar');
		await until(() => page.view?.visible !== true);
		await run('setApiKey');
		assert.match(errors[0]?.[0], /\[Renew it\] \(command:/);
	});

	it('learn nothing from context keys but yes and no, and which repository gets a commit message', () => {
		assert.ok(contexts.length > 0);
		for (const [name, value] of contexts) {
			if (name === 'llamaChat.commitMessageRoots') {
				assert.ok(Array.isArray(value) && value.every((root) => root instanceof Uri));
			} else assert.equal(typeof value, 'boolean', name);
		}
	});
});

describe('what commands need is told to VS Code:', () => {
	const suite = chatSuite();
	const last = (key: string) => contexts.findLast(([name]) => name === `llamaChat.${key}`)?.[1];

	it('a key of the configured server, not of another', async () => {
		answer('showInputBox', () => KEY);
		await run('setApiKey');
		await until(() => last('noKey') === false);
		await using other = await startStandin({ pace: 0 });
		await set('baseUrl', other.baseUrl);
		await until(() => last('noKey') === true);
		await set('baseUrl', suite.standin.baseUrl);
		await until(() => last('noKey') === false);
		await run('removeApiKey');
		await until(() => last('noKey') === true);
	});

	it('a server at which one can sign in', async () => {
		await until(() => last('noSignIn') === true);
		await set('baseUrl', undefined);
		await until(() => last('noSignIn') === false);
	});

	it('a reply that has cost something', async () => {
		await ask();
		await until(() => last('noUsage') === false);
	});

	it('a question, asked or in the box', async () => {
		await run('open');
		await run('newChat');
		await until(() => last('noQuestion') === true);
		const type = (text: string) =>
			page.post({ type: 'draft', conversation: page.conversation, text });
		type(' \n');
		type('Why?');
		await until(() => last('noQuestion') === false);
		type('');
		await until(() => last('noQuestion') === true);
		await ask();
		await until(() => last('noQuestion') === false);
	});

	it('code in the active editor, and a file', async () => {
		await show(await untitled('answer = 42'));
		await until(() => last('noCode') === false && last('noFile') === false);
		await execute('workbench.action.openSettings2');
		await until(() => last('noCode') === true && last('noFile') === true);
		await execute('workbench.action.closeActiveEditor');
		await until(() => last('noCode') === false && last('noFile') === false);
	});
});

describe('whatever the page says', () => {
	const suite = chatSuite();

	it('breaks nothing and puts nothing into a file that the host does not hold', async () => {
		const failures: unknown[] = [];
		const failed = (error: unknown) => failures.push(error);
		process.on('unhandledRejection', failed);
		try {
			suite.standin.setDefault({ kind: 'reply', text: 'held by the host' });
			await run('open');
			await until(() => page.view?.visible);
			await ask();
			const editor = window.activeTextEditor;
			const messages = FromWebview.options.filter(
				// It would end the test's own page; the rest is for the page to say at any time.
				({ entries }) => !['ready', 'ack'].includes(entries.type.literal),
			);
			assert.ok(messages.length > 20);
			const words = [SMUGGLED, page.replyId ?? '', 'https://attacker.example/'];
			let taken = 0;
			for (const schema of messages) {
				for (const message of fc.sample(near(schema, words), 25)) {
					if (parseFromWebview(message) !== undefined) taken++;
					page.post(message);
				}
				// Asked something, the user says nothing; a picker is closed.
				await execute('workbench.action.closeQuickOpen');
			}
			assert.ok(taken > 200, `only ${taken} were of the protocol`);
			await run('stop');
			await run('newChat');
			assert.equal((await ask()).status, 'complete');
			const text = editor?.document.getText() ?? '';
			assert.doesNotMatch(text, new RegExp(SMUGGLED));
			const left = text.replaceAll('held by the host', '').replaceAll('answer = 42', '');
			assert.equal(left.trim(), '');
			assert.deepEqual(failures.map(String), []);
		} finally {
			process.off('unhandledRejection', failed);
		}
	});
});
