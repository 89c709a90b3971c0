import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Scene, startScene, type Window } from './scene.ts';
import { sharedWindow } from './sharedWindow.ts';

const REPLY = `[The documentation](https://example.com/collect?all=of-it)

\`\`\`js
if (admin\u202E) {\u200B}
\`\`\`
`;

describe('security', () => {
	let scene: Scene;
	let window: Window;

	before(async () => {
		({ scene, window } = await sharedWindow());
		await window.workbench.openFile('inventory.py');
		await window.chat.show();
	});

	it('asks before a link opens and before unseen characters go into a file, and names both', async () => {
		const { chat, workbench } = window;
		await chat.startNew();
		scene.standin.script({ kind: 'reply', text: REPLY });
		await chat.send('Show me');
		await chat.answered(1);
		assert.equal(await chat.replies.locator('.hidden-character').count(), 2);
		const pages = workbench.page.context().pages().length;
		const dialog = workbench.page.locator('.monaco-dialog-box');
		await chat.replies.getByRole('link', { name: 'The documentation' }).click();
		await chat.holds(dialog, 'https://example.com/collect?all=of-it');
		await dialog.getByRole('button', { name: 'Cancel' }).click();
		await dialog.waitFor({ state: 'detached' });
		assert.equal(workbench.page.context().pages().length, pages);
		await workbench.editor.selectLines(1, 1);
		await chat.button('Insert Code at Cursor', chat.replies).click();
		await chat.holds(dialog, 'RIGHT-TO-LEFT OVERRIDE (U+202E)');
		await dialog.getByRole('button', { name: 'Insert Without Them' }).click();
		await workbench.until(
			// The editor draws spaces that do not break.
			async () => /if\s\(admin\)\s\{\}/.test(await workbench.editor.element.innerText()),
			'the code without what cannot be seen',
		);
	});
});

describe('security in a workspace that is not trusted', () => {
	it('the workspace decides neither where things go nor what is said', async () => {
		const settings = { 'security.workspace.trust.startupPrompt': 'never' };
		const scene = await startScene({}, settings, { workspaceTrust: true });
		try {
			const smuggled = {
				'llamaChat.baseUrl': 'http://127.0.0.1:1/v1',
				'llamaChat.model': 'meta-llama/llama-3.3-70b-instruct',
				'llamaChat.systemPrompt': 'smuggled',
				'llamaChat.siteName': 'smuggled',
			};
			await mkdir(join(scene.folder, '.vscode'));
			await writeFile(join(scene.folder, '.vscode/settings.json'), JSON.stringify(smuggled));
			const { chat, workbench } = await scene.open();
			await workbench.page
				.getByRole('button', { name: /Restricted Mode/ })
				.first()
				.waitFor();
			await chat.show();
			await chat.send('Where does this go?');
			await chat.answered(1);
			const [request] = scene.standin.chats;
			assert.equal(request?.chat?.model, 'meta-llama/llama-3-70b-instruct');
			const all = `${request?.bodyText} ${JSON.stringify(request?.headers)}`;
			assert.doesNotMatch(all, /smuggled/);
		} finally {
			await scene.close();
		}
	});
});
