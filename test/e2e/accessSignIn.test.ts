import assert from 'node:assert/strict';
import { appears } from '../vscode/appears.ts';
import { PROPOSED_NAME } from './proposedName.ts';
import { type Scene, startScene, type Window } from './scene.ts';

describe('signing in', () => {
	let scene: Scene;
	let window: Window;

	before(async () => {
		const env = ({ origin }: Scene['standin']) => ({ LLAMA_CHAT_SIGN_IN_ORIGIN: origin });
		scene = await startScene({}, {}, { env });
		scene.standin.requireKey(scene.standin.consent.key);
		window = await scene.open();
		// Before the chat: what is done from now on is ticked off.
		await showWalkthrough();
		await window.chat.show();
	});
	after(() => scene.close());

	/** By its command: the tab leads to the walkthrough only as long as VS Code has not gone back to its list of them. */
	async function showWalkthrough(): Promise<void> {
		const { workbench } = window;
		// The list closes where an editor is given the keyboard just then.
		await workbench.until(async () => {
			await workbench.runCommand('Welcome: Open Walkthrough...');
			const row = workbench.quickInput.row('Get Started with Llama Chat');
			if (await appears(row))
				return row.click({ timeout: 1500 }).then(
					() => true,
					() => false,
				);
			return false;
		}, 'the walkthrough to be chosen');
		await step('Choose where your messages go').waitFor();
	}

	/** A step of the walkthrough. */
	const step = (title: string) =>
		window.workbench.page.locator('.getting-started-step', { hasText: title });

	it('with the code that the page shows, pasted, and the next message has the key', async () => {
		const { chat, workbench } = window;
		const { standin } = scene;
		const { quickInput } = workbench;
		// The way to another port of the machine is the part of code-server that does not run here.
		await workbench.page.context().route('**/proxy/*/auth?*', async (route) => {
			const { search, searchParams } = new URL(route.request().url());
			// Nobody says yes on the page that would lead back by itself.
			if (searchParams.has('callback_url')) return route.fulfill({ body: '' });
			const answer = await fetch(`${standin.origin}/auth${search}`);
			return route.fulfill({ status: answer.status, body: await answer.text() });
		});
		await workbench.runCommand('Llama Chat: Sign In with OpenRouter');
		await chat.holds(quickInput.widget, 'Sign in at 127.0.0.1');
		await quickInput.widget.getByRole('button', { name: 'Get a Code to Paste' }).click();
		const isPage = ({ path, query }: (typeof standin.requests)[number]) =>
			path === '/auth' && !query.has('callback_url');
		await standin.waitForRequest(isPage);
		assert.equal(await quickInput.input.getAttribute('type'), 'password');
		await quickInput.fill('not a code');
		await quickInput.accept();
		await chat.holds(quickInput.message, 'no spaces');
		await quickInput.answer(` ${standin.consent.code} `);
		await chat.told('You are signed in');
		assert.equal(await workbench.notification('You are signed in').count(), 0);
		await chat.send('My question');
		await chat.answered(1);
		assert.equal(standin.chats.at(-1)?.headers.authorization, `Bearer ${standin.consent.key}`);
	});

	it('is the first of four steps of a walkthrough, each ticked off once it is done', async () => {
		const { workbench } = window;
		await showWalkthrough();
		const done = workbench.page.locator('.getting-started-step:has(.codicon.complete)');
		await done.filter({ hasText: 'Choose where your messages go' }).waitFor();
		await done.filter({ hasText: 'Ask a question' }).waitFor();
		assert.equal(await done.count(), 2);
	});

	it('ticks off having code explained and taking over a change when that is done, and not before', async () => {
		const { chat, workbench } = window;
		const { page } = workbench;
		const done = page.locator('.getting-started-step:has(.codicon.complete)');
		await showWalkthrough();
		const explain = step('Have code explained');
		const button = page.getByRole('button', { name: 'Explain Selection', exact: true });
		// The page opens the next step that is not done by itself, sooner or later.
		await workbench.until(async () => {
			if (!(await button.isVisible())) await explain.locator('.step-title').first().click();
			return appears(button);
		}, 'the step to be opened');
		// There is no code yet.
		await button.click();
		await workbench.notification('There is no code at the cursor.').waitFor();
		assert.equal(await done.count(), 2);
		await page.getByRole('treeitem', { name: 'inventory.py' }).dblclick();
		await page.getByRole('tab', { name: 'inventory.py', selected: true }).waitFor();
		await workbench.editor.selectLines(27, 28);
		scene.standin.script({ kind: 'reply', text: PROPOSED_NAME });
		await workbench.editor.contextMenu('Explain Selection');
		await chat.holds(chat.replies, 'It is a key');
		await chat.button('Apply', chat.replies.last()).click();
		const proposed = page.locator('.monaco-diff-editor .editor.modified .view-lines');
		await proposed.getByText('# unique').click();
		await showWalkthrough();
		await done.filter({ hasText: 'Have code explained' }).waitFor();
		assert.equal(await done.count(), 3);
		await page.getByRole('tab', { name: /^inventory\.py: / }).click();
		await page.keyboard.press('Control+Enter');
		await page.getByRole('tab', { name: 'inventory.py', exact: true, selected: true }).waitFor();
		await showWalkthrough();
		await done.filter({ hasText: 'Take over a change' }).waitFor();
		assert.equal(await done.count(), 4);
	});
});
