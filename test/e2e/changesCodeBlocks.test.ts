import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scene, Window } from './scene.ts';
import { sharedWindow } from './sharedWindow.ts';

const REPLY = `Wait longer:

\`\`\`ts debounce.ts
<<<<<<< SEARCH
	let pending: Arguments | undefined;
=======
	let pending: Arguments | undefined;
	let calls = 0;
>>>>>>> REPLACE
\`\`\`
`;

describe('code of a reply', () => {
	let scene: Scene;
	let window: Window;

	before(async () => {
		({ scene, window } = await sharedWindow());
	});

	it('is applied to the file it names, shown in the diff, accepted from its title, and undone at once', async () => {
		const { chat, workbench } = window;
		const { page } = workbench;
		const file = join(scene.folder, 'debounce.ts');
		const before = await readFile(file, 'utf8');
		scene.standin.script({ kind: 'reply', text: REPLY });
		await workbench.openFile('debounce.ts');
		await chat.startNew();
		await chat.send('Count the calls');
		await chat.answered(1);
		await chat.button('Apply', chat.replies).click();
		const proof = chat.replies.getByRole('group', { name: 'Change of this code' });
		await chat.holds(proof, 'Proposed: 1 change');
		const tab = page.getByRole('tab', { name: /debounce\.ts: 1 change/ });
		await tab.waitFor();
		assert.equal(await readFile(file, 'utf8'), before);
		// Closed by hand it is still proposed, also after a reload, and the chat leads back.
		await workbench.runCommand('View: Close Editor');
		await tab.waitFor({ state: 'detached' });
		await workbench.reload();
		await chat.holds(proof, 'Proposed: 1 change');
		await chat.button('Open Again', chat.replies).click();
		await tab.waitFor();
		await page.getByRole('button', { name: /^Accept Changes/ }).click();
		await tab.waitFor({ state: 'detached' });
		await chat.holds(proof, 'Accepted: 1 change');
		assert.match(await workbench.editor.text(), /undefined;\n\tlet calls = 0;\n/);
		await workbench.editor.focus();
		await page.keyboard.press('Control+Z');
		await workbench.until(
			async () => (await workbench.editor.text()) === before,
			'one undo to take the change out',
		);
	});

	it('goes into the terminal without being run', async () => {
		const { chat, workbench } = window;
		scene.standin.script({ kind: 'reply', text: '```sh\n$ echo typed > typed.txt\n```' });
		await chat.startNew();
		await chat.send('How do I do that?');
		await chat.answered(1);
		await chat.button('More Code Actions', chat.replies).press('Enter');
		await chat.replies.getByRole('menuitem', { name: 'Run in Terminal' }).press('Enter');
		const said = chat.frame.getByText(/The prompt “\$” before each command was left out/);
		await said.waitFor();
		await workbench.page.locator('.terminal-wrapper.active .xterm').waitFor();
		await assert.rejects(readFile(join(scene.folder, 'typed.txt')), { code: 'ENOENT' });
		await workbench.runCommand('Terminal: Kill All Terminals');
	});
});
