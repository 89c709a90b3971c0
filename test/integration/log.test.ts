import assert from 'node:assert/strict';
import { commands, window } from 'vscode';
import { ask, chatSuite, run } from './chatSuite.ts';
import { logged } from './log.ts';
import { set } from './settings.ts';
import { until } from './until.ts';

describe('a report of an issue', () => {
	const suite = chatSuite({}, { oneServer: true });
	const getCommands = commands.getCommands;
	afterEach(() => {
		Object.assign(commands, { getCommands });
	});

	it('has versions, settings and the last error, and nothing that is secret or was said', async () => {
		// As where VS Code has no reporter.
		Object.assign(commands, { getCommands: async () => [] });
		await set('systemPrompt', 'You are a secret agent.');
		await set('temperature', 0.3);
		const preset = { temperature: 1, stop: ['a secret agent'] };
		await set('presets', { 'Like a secret agent': preset });
		await set('retries', 0);
		logged.length = 0;
		suite.standin.script({
			kind: 'error',
			status: 402,
			body: { shape: 'object', message: 'About "answer = 42": no credit.', userId: 'user_1' },
		});
		await ask();
		await run('reportIssue');
		const text = await until(() => {
			const shown = window.activeTextEditor?.document;
			return shown?.languageId === 'markdown' ? shown.getText() : undefined;
		});
		assert.match(text, /Llama Chat \d+\.\d+\.\d+/);
		assert.match(text, /Node \d+\.\d+\.\d+/);
		assert.match(text, /llamaChat\.temperature: 0\.3/);
		assert.match(text, /llamaChat\.systemPrompt: \(set\)/);
		assert.match(text, /llamaChat\.presets: \(1 set\)/);
		assert.match(text, /llamaChat\.baseUrl: http:\/\/127\.0\.0\.1:\d+\n/);
		assert.match(text, /model meta-llama\S+: noCredit \(HTTP 402\): Not enough credit/);
		const said = /secret agent|answer = 42|user_1/;
		assert.doesNotMatch(text, said);
		const lines = logged.filter((line) => !line.startsWith('trace:'));
		assert.ok(lines.some((line) => /^warn: Reply: .*noCredit \(HTTP 402\)/.test(line)));
		assert.doesNotMatch(lines.join('\n'), said);
		await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
	});
});
