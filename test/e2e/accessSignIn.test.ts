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
		await window.chat.show();
	});
	after(() => scene.close());

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
});
