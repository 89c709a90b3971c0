import assert from 'node:assert/strict';
import type { Scene, Window } from './scene.ts';
import { sharedWindow } from './sharedWindow.ts';

describe('a fresh install', () => {
	let scene: Scene;
	let window: Window;

	before(async () => {
		({ scene, window } = await sharedWindow({ fresh: true }));
	});

	it('shows the chat when asked for it by name in the command palette', async () => {
		await window.workbench.runCommand('Llama Chat: Open Chat');
		await window.workbench.chat.getByRole('textbox', { name: 'Message' }).waitFor();
		assert.deepEqual(await window.workbench.notifications(), []);
	});

	it('shows the guide with its pictures in VS Code’s Markdown preview, when asked for it by name', async () => {
		const { page } = window.workbench;
		await window.workbench.runCommand('Llama Chat: Open Guide');
		await page.getByRole('tab', { name: 'Preview guide.md', selected: true }).waitFor();
		const guide = page
			.frameLocator('iframe.webview[src*="extensionId=vscode.markdown-language-features"]')
			.frameLocator('#active-frame');
		await guide.getByRole('heading', { name: 'Guide', exact: true }).waitFor();
		const pictures = guide.locator('img');
		assert.equal(await pictures.count(), 6);
		await window.workbench.until(
			() =>
				pictures.evaluateAll((all) =>
					all.every((picture) => Reflect.get(picture, 'naturalWidth') > 400),
				),
			'every picture of the guide to be loaded',
		);
		// A link to a document that ships with it leads there, in the preview.
		await guide.getByRole('link', { name: 'Servers', exact: true }).first().click();
		await guide.getByRole('heading', { name: 'Connect to a server' }).waitFor();
		await window.workbench.runCommand('View: Close Editor');
	});

	it('loads grammars and maths with the first that needs them, under the policy that lets nothing else in', async () => {
		const { chat } = window;
		const scripts = () =>
			chat.log.evaluate(() =>
				performance
					.getEntriesByType('resource')
					.flatMap(({ name }) => /[^/]+\.js$/.exec(new URL(name).pathname)?.[0] ?? [])
					// The line of the question comes once one is out of sight.
					.filter((name) => !['service-worker.js', 'stickyQuestion.js'].includes(name)),
			);
		scene.standin.script([
			{ kind: 'reply', text: 'Only words.' },
			{ kind: 'reply', text: '```ts\nconst x = 1;\n```\n' },
			{ kind: 'reply', text: '$$\n\\color{red}{x^2}\n$$\n' },
		]);
		await chat.send('Words');
		await chat.holds(chat.replies, 'Only words.');
		await chat.answered(1);
		const idle = [
			'articles.js',
			'narrator.js',
			'failureAlert.js',
			'overBox.js',
			'referenceLinks.js',
		];
		// It comes while the page is idle, once a complete reply is seen.
		await window.workbench.until(
			async () => (await scripts()).includes('referenceLinks.js'),
			'the script that looks for files in a reply',
		);
		// webview.js is in the page itself.
		assert.deepEqual(await scripts(), ['welcome.js', ...idle]);
		await chat.send('Code');
		await chat.log.locator('.hljs-keyword', { hasText: 'const' }).waitFor();
		const loaded = ['welcome.js', ...idle, 'highlight.js'];
		assert.deepEqual(await scripts(), loaded);
		await chat.send('Maths');
		await chat.log.locator('math', { hasText: 'x' }).waitFor();
		assert.deepEqual(await scripts(), [...loaded, 'mathMl.js']);
	});
});
