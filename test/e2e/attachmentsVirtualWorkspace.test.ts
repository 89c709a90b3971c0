import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type Scene, startScene } from './scene.ts';

/** Registers the scheme `memory:` and a folder of two files that is on no disk. */
const VIRTUAL_FILES = join(import.meta.dirname, '../vscode/virtualFiles');

describe('a virtual workspace', () => {
	let scene: Scene;
	before(async () => {
		scene = await startScene({}, {}, { smokeTestDriver: true });
	});
	after(() => scene.close());

	it('is worked with like any other: explain, insert, save, attach, and the chat comes back', async () => {
		const { chat, workbench } = await scene.open({
			folder: 'memory:/project',
			extensionDevelopmentPath: VIRTUAL_FILES,
		});
		const { standin } = scene;
		const open = async () => {
			const file = workbench.page.getByRole('treeitem', { name: 'prices.py' });
			await file.dblclick();
			await workbench.page.getByRole('tab', { name: 'prices.py', selected: true }).waitFor();
			await workbench.editor.textArea.waitFor({ state: 'attached' });
		};
		const sent = () => String(standin.chats.at(-1)?.chat?.messages.at(-1)?.content);

		await open();
		await workbench.editor.selectLines(1, 2);
		standin.script({ kind: 'reply', text: '```py\nTAX = 1.19\n```' });
		await workbench.runCommand('Llama Chat: Explain Selection');
		await chat.answered(1);
		assert.match(sent(), /prices\.py/);
		assert.match(sent(), /return sum\(prices\) \* 1\.19/);

		await workbench.editor.selectLines(1, 1);
		await chat.button('Insert Code at Cursor', chat.replies).click();
		await workbench.until(
			async () => /^TAX = 1\.19\n {4}return/.test(await workbench.editor.text()),
			'the code in the file',
		);
		await workbench.editor.save();
		await workbench.runCommand('View: Close All Editors');
		await open();
		assert.match(await workbench.editor.text(), /^TAX = 1\.19\n/);

		await workbench.runCommand('Llama Chat: Add File to Chat');
		await chat.button('Remove prices.py').waitFor();
		await chat.send('And now?');
		await chat.answered(2);
		assert.match(sent(), /TAX = 1\.19/);

		await workbench.reload();
		await chat.show();
		await chat.count(chat.questions, 2);
	});
});
