import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROPOSED_NAME } from './proposedName.ts';
import type { Scene, Window } from './scene.ts';
import { sharedWindow } from './sharedWindow.ts';

describe('a proposed change', () => {
	let scene: Scene;
	let window: Window;

	before(async () => {
		({ scene, window } = await sharedWindow());
		scene.standin.script({ kind: 'reply', text: PROPOSED_NAME });
		await window.chat.startNew();
		await window.chat.send('Say what a name is');
		await window.chat.answered(1);
	});
	beforeEach(() => window.workbench.openFile('inventory.py'));
	afterEach(() => window.workbench.runCommand('View: Revert and Close Editor'));

	const diff = () => window.workbench.page.locator('.monaco-diff-editor');
	const proposed = () => diff().locator('.editor.modified .view-lines');

	/** Opens the proposal and puts the keyboard into its right side. */
	async function apply(): Promise<void> {
		await window.chat.button('Apply', window.chat.replies).click();
		await proposed().getByText('# unique').waitFor();
		await proposed().getByText('# unique').click();
	}

	async function isClosed(): Promise<void> {
		await diff().waitFor({ state: 'detached' });
	}

	/** Whether a proposal on disk has this text. */
	async function isKept(text: string): Promise<boolean> {
		const root = join(scene.server.dataDir, 'data/User/workspaceStorage');
		const files = await readdir(root, { recursive: true });
		const kept = files.filter((file) => /changes[\\/][^\\/]+\.json$/.test(file));
		// One of an earlier change may be gone by now.
		const read = (file: string) => readFile(join(root, file), 'utf8').catch(() => '');
		const texts = await Promise.all(kept.map(read));
		return texts.some((one) => one.includes(text));
	}

	it('is accepted by Ctrl+Enter, and one undo takes it back', async () => {
		const { page, editor, until } = window.workbench;
		const before = await editor.text();
		await apply();
		await page.keyboard.press('Control+Enter');
		await isClosed();
		assert.equal(await editor.text(), before.replace('name: str', 'name: str  # unique'));
		await editor.focus();
		await page.keyboard.press('Control+Z');
		await until(async () => (await editor.text()) === before, 'one undo to take it back');
	});

	it('is closed and kept by Escape, but not while something is selected or once it was edited by hand', async () => {
		const { page, editor } = window.workbench;
		const before = await editor.text();
		await apply();
		await page.keyboard.press('Shift+ArrowDown');
		await editor.position.filter({ hasText: /selected/ }).waitFor();
		// The first takes the selection back.
		await page.keyboard.press('Escape');
		await editor.position.filter({ hasNotText: /selected/ }).waitFor();
		assert.ok(await diff().isVisible());
		await page.keyboard.press('Escape');
		await isClosed();
		await apply();
		await page.keyboard.press('End');
		await page.keyboard.type(' in the shop');
		await proposed().getByText('# unique in the shop').waitFor();
		await page.keyboard.press('Escape');
		await page.keyboard.press('Escape');
		assert.ok(await diff().isVisible());
		await page.getByRole('button', { name: /^Discard Changes/ }).click();
		await isClosed();
		assert.equal(await editor.text(), before);
	});

	it('keeps what was edited by hand over a reload, and loses a part to the arrow of the diff', async () => {
		const { page } = window.workbench;
		await apply();
		await page.keyboard.press('End');
		await page.keyboard.type(' by hand');
		await proposed().getByText('# unique by hand').waitFor();
		await window.workbench.until(() => isKept('# unique by hand'), 'the edit to be on disk');
		await window.workbench.reload();
		await window.chat.button('Open Again', window.chat.replies).click();
		await proposed().getByText('# unique by hand').waitFor();
		await diff().locator('.gutterItem .action-label').first().click();
		await proposed().getByText('# unique by hand').waitFor({ state: 'detached' });
		await page.getByRole('button', { name: /^Discard Changes/ }).click();
		await isClosed();
	});
});
