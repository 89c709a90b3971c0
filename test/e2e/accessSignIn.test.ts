import assert from 'node:assert/strict';
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
		await window.workbench.runCommand('Welcome: Open Walkthrough...');
		await window.workbench.quickInput.pick('Get Started with Llama Chat');
		await step('Choose where your messages go').waitFor();
		await window.chat.show();
	});
	after(() => scene.close());

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
		await workbench.page.getByRole('tab', { name: 'Welcome' }).click();
		const done = workbench.page.locator('.getting-started-step:has(.codicon.complete)');
		await done.filter({ hasText: 'Choose where your messages go' }).waitFor();
		await done.filter({ hasText: 'Ask a question' }).waitFor();
		assert.equal(await done.count(), 2);
	});
});
