import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scene, Window } from './scene.ts';
import { sharedWindow } from './sharedWindow.ts';

const CODE_REPLY =
	'Use this:\n\n```python\nif low:\n  order()\n```\n\nor this:\n\n```python\npass\n```\n';

describe('in the editor', () => {
	let scene: Scene;
	let window: Window;

	before(async () => {
		({ scene, window } = await sharedWindow());
		await window.workbench.openFile('inventory.py');
	});
	beforeEach(async () => {
		scene.standin.reset();
		await window.chat.startNew();
	});

	/** What was sent as the last user message. */
	function sent(): string {
		const content = scene.standin.chats.at(-1)?.chat?.messages.at(-1)?.content;
		assert.equal(typeof content, 'string');
		return String(content);
	}

	it('Explain Selection from the context menu sends the code with file, language and lines', async () => {
		const { chat, workbench } = window;
		await workbench.editor.selectLines(27, 28);
		await workbench.editor.contextMenu('Explain Selection');
		await chat.answered(1);
		assert.match(
			sent(),
			/^Explain this code\.\n\ninventory\.py, lines 27–28 \(python\):\n\n```python\n.*def total\(self\) -> float:\n[^\n]+\n```$/,
		);
		await chat.holds(chat.replies, 'python');
		// The code is folded under a link that leads back to it.
		const fold = chat.button('Code from inventory.py:27–28', chat.questions);
		assert.equal(await fold.getAttribute('aria-expanded'), 'false');
		await workbench.editor.goToLine(1);
		await chat.questions.getByRole('link', { name: 'inventory.py:27–28' }).click();
		await workbench.editor.position.filter({ hasText: /Ln 28, .*selected/ }).waitFor();
		await fold.click();
		await chat.holds(chat.questions.locator('pre'), 'def total');
	});

	it('Explain Selection with nothing selected takes what stands around the cursor', async () => {
		const { chat, workbench } = window;
		await workbench.editor.goToLine(8);
		await workbench.runCommand('Llama Chat: Explain Selection');
		await chat.answered(1);
		assert.match(sent(), /inventory\.py, lines 6–10 \(python\)/);
		assert.match(sent(), /class Item/);
	});

	it('Explain Selection and Open Chat by their keys', async () => {
		const { chat, workbench } = window;
		await workbench.editor.selectLines(27, 28);
		await workbench.page.keyboard.press('Control+K');
		await workbench.page.keyboard.press('Shift+L');
		await chat.answered(1);
		assert.match(sent(), /inventory\.py, lines 27–28 \(python\)/);
		await workbench.editor.focus();
		await workbench.page.keyboard.press('Control+K');
		await workbench.page.keyboard.press('L');
		await chat.focused();
	});

	it('Explain Selection from the lightbulb', async () => {
		const { chat, workbench } = window;
		await workbench.editor.selectLines(27, 28);
		await workbench.editor.lightbulb('Explain Selection with Llama Chat');
		await chat.answered(1);
		assert.match(sent(), /lines 27–28/);
	});

	it('Add Selection to Chat puts a chip over the box, which opens, goes along and can be removed', async () => {
		const { chat, workbench } = window;
		await workbench.editor.selectLines(27, 28);
		await workbench.runCommand('Llama Chat: Add Selection to Chat');
		await chat.button('inventory.py:27–28').waitFor();
		await chat.button('Remove inventory.py:27–28').click();
		await chat.button('inventory.py:27–28').waitFor({ state: 'detached' });
		await workbench.editor.selectLines(27, 28);
		await workbench.runCommand('Llama Chat: Add Selection to Chat');
		await chat.button('inventory.py:27–28').waitFor();
		await chat.send('Is this right?');
		await chat.answered(1);
		assert.match(sent(), /^Is this right\?\n\ninventory\.py, lines 27–28/);
		await chat.button('inventory.py:27–28').waitFor({ state: 'detached' });
	});

	it('a selection over the limit is refused with the limit, and nothing is sent', async () => {
		const { chat, workbench } = window;
		await writeFile(join(scene.folder, 'big.txt'), 'x'.repeat(99).concat('\n').repeat(10_500));
		await workbench.openFile('big.txt');
		await workbench.editor.focus();
		await workbench.page.keyboard.press('Control+A');
		await workbench.runCommand('Llama Chat: Explain Selection');
		await workbench.notification(/has 1,026 KB; one message takes at most 512 KB/).waitFor();
		assert.equal(scene.standin.asked.length, 0);
		await chat.count(chat.questions, 0);
		await workbench.runCommand('View: Close Editor');
	});

	it('Insert Code at Cursor re-indents to the line, in the style of the document, as one undo step', async () => {
		const { chat, workbench } = window;
		scene.standin.script({ kind: 'reply', text: CODE_REPLY });
		const before = await workbench.editor.text();
		await chat.send('What to do when stock is low?');
		await chat.count(chat.button('Insert Code at Cursor'), 2);
		await chat.answered(1);
		await workbench.editor.goToLine(28);
		await workbench.page.keyboard.press('End');
		await workbench.page.keyboard.press('Enter');
		await workbench.editor.position.filter({ hasText: 'Ln 29' }).waitFor();
		const line = await workbench.editor.text();
		await chat.button('Insert Code at Cursor').first().click();
		await workbench.until(
			async () => (await workbench.editor.text()) !== line,
			'the code to be inserted',
		);
		const lines = (await workbench.editor.text()).split('\n');
		assert.deepEqual(lines.slice(28, 30), ['        if low:', '            order()']);
		await workbench.page.keyboard.press('Control+Z');
		await workbench.until(
			async () => (await workbench.editor.text()) === line,
			'one undo to take the code out',
		);
		await workbench.page.keyboard.press('Control+Z');
		await workbench.until(
			async () => (await workbench.editor.text()) === before,
			'the file to be as before',
		);
	});

	it('Insert Reply at Cursor asks which block only where there is a choice', async () => {
		const { chat, workbench } = window;
		scene.standin.script({ kind: 'reply', text: CODE_REPLY });
		await chat.send('Two blocks, please');
		await chat.answered(1);
		await workbench.runCommand('Llama Chat: Insert Reply at Cursor');
		await workbench.quickInput.row('Code block 1').waitFor();
		await workbench.quickInput.row('Whole reply').waitFor();
		await workbench.quickInput.pick('Code block 2');
		await workbench.until(
			async () => (await workbench.editor.text()).includes('pass'),
			'the second block to be inserted',
		);
		await workbench.page.keyboard.press('Control+Z');
		scene.standin.script({ kind: 'reply', text: '```\nonly_this()\n```' });
		await chat.send('One block, please');
		await chat.answered(2);
		await workbench.runCommand('Llama Chat: Insert Reply at Cursor');
		await workbench.until(
			async () => (await workbench.editor.text()).includes('only_this()'),
			'the only block to be inserted unasked',
		);
		await workbench.page.keyboard.press('Control+Z');
	});

	it('with no editor open it says so and offers a new file', async () => {
		const { chat, workbench } = window;
		scene.standin.script({ kind: 'reply', text: '```python\nprint(1)\n```' });
		await chat.send('Code, please');
		await chat.answered(1);
		await workbench.runCommand('File: Revert File');
		await workbench.runCommand('View: Close All Editors');
		await chat.button('Insert Code at Cursor').click();
		await workbench.clickNotificationButton(
			'No editor is open to insert into.',
			'Open in New File',
		);
		await workbench.page.getByRole('tab', { name: /Untitled-1/ }).waitFor();
		assert.equal((await workbench.editor.text()).trim(), 'print(1)');
		await workbench.page.locator('.statusbar-item', { hasText: 'Python' }).waitFor();
	});
});
