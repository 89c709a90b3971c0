import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { appears } from '../vscode/appears.ts';
import { type Scene, startScene, type Window } from './scene.ts';

const GENERATE = 'Generate Commit Message';
const STOP = 'Stop Generating Commit Message';

describe('Generate Commit Message', () => {
	let scene: Scene;
	let window: Window;

	before(async () => {
		scene = await startScene();
		await begin('one');
		await begin('two');
		const workspace = join(scene.folder, 'two.code-workspace');
		const folders = ['one', 'two'].map((path) => ({ path }));
		await writeFile(workspace, JSON.stringify({ folders }));
		window = await scene.open({ workspace });
		const { page } = window.workbench;
		const tab = page.getByRole('tab', { name: /^Source Control/ }).first();
		await window.workbench.until(async () => {
			// A second click would hide it again.
			if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
			return appears(page.locator('.scm-view').first());
		}, 'the Source Control view');
		await box(1).waitFor();
	});
	after(() => scene.close());

	/** A repository in the folder, with something to commit. */
	async function begin(name: string): Promise<void> {
		const root = join(scene.folder, name);
		await mkdir(root);
		const git = (...args: string[]) => execFileSync('git', args, { cwd: root });
		git('init', '--quiet');
		await writeFile(join(root, 'numbers.txt'), 'one\n');
		git('add', '.');
		const as = ['-c', 'user.name=Test', '-c', 'user.email=test@example.invalid'];
		git(...as, 'commit', '--quiet', '--message', `feat(${name}): begin`);
		await writeFile(join(root, 'numbers.txt'), `one\n${name}\n`);
	}

	/** The message box of a repository, by its place in the view from 0. */
	function box(index: number): Locator {
		return window.workbench.page.locator('.scm-view .scm-editor').nth(index);
	}

	/** Puts the keyboard into a message box. What hovers over the buttons above it would take the click. */
	async function enter(index: number): Promise<void> {
		const { page } = window.workbench;
		await page.mouse.move(700, 450);
		await box(index).click();
	}

	/** Presses the button of a repository, by its place in the view. */
	async function press(index: number, name: string): Promise<void> {
		await window.workbench.page.getByRole('button', { name, exact: true }).nth(index).click();
	}

	async function holds(index: number, text: string): Promise<void> {
		await window.workbench.until(async () => {
			const lines = await box(index).locator('.view-line').allTextContents();
			return (
				lines
					.map((line) => line.replaceAll('\u00a0', ' '))
					.join('\n')
					.trim() === text
			);
		}, `the message box to hold ${text}`);
	}

	it('writes into the box of the repository whose button was pressed, and one undo brings back what stood there', async () => {
		const { standin } = scene;
		const { page } = window.workbench;
		await enter(1);
		await page.keyboard.type('my draft');
		await holds(1, 'my draft');
		standin.script({ kind: 'reply', text: 'Here it is:\n\n```text\nfeat(two): say two\n```' });
		await press(1, GENERATE);
		await holds(1, 'feat(two): say two');
		await holds(0, '');
		const [, question] = standin.chats[0]?.chat?.messages ?? [];
		assert.match(String(question?.content), /feat\(two\): begin[\s\S]*my draft[\s\S]*\+two/);
		await enter(1);
		await page.keyboard.press('Control+Z');
		await holds(1, 'my draft');
	});

	it('stops by the button in the same place', async () => {
		const { standin } = scene;
		standin.script({ kind: 'reply', text: 'feat(one): never there', holdAfter: 1 });
		await press(0, GENERATE);
		await standin.waitForHold();
		// Only where one is being written; the other repository can have one of its own.
		const buttons = (name: string) =>
			window.workbench.page.getByRole('button', { name, exact: true });
		await buttons(STOP).first().waitFor();
		assert.equal(await buttons(STOP).count(), 1);
		assert.equal(await buttons(GENERATE).count(), 1);
		await press(0, STOP);
		assert.equal(await standin.chats.at(-1)?.whenClosed, 'byClient');
		await window.workbench.page
			.getByRole('button', { name: STOP })
			.first()
			.waitFor({ state: 'detached' });
		await holds(0, '');
	});
});
