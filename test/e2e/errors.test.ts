import assert from 'node:assert/strict';
import { type Scene, startScene, type Window } from './scene.ts';
import { sharedWindow } from './sharedWindow.ts';

const KEY = 'sk-or-v1-00000000000000000000000000000000';

describe('what is refused', () => {
	let scene: Scene;
	let window: Window;
	/** Whether a test has left a key. */
	let hasKey = false;
	before(async () => {
		({ scene, window } = await sharedWindow());
	});
	beforeEach(async () => {
		scene.standin.reset();
		scene.standin.requireKey(undefined);
		const { chat, workbench } = window;
		await chat.startNew();
		if (!hasKey) return;
		// What is said then also takes the place of what the test before was told.
		await workbench.runCommand('Llama Chat: Remove API Key');
		await chat.told('is removed');
		hasKey = false;
	});

	it('no key for OpenRouter: nothing is sent, the text stays, a button sets the key', async () => {
		const { chat, workbench } = window;
		await workbench.setSetting('llamaChat.baseUrl', 'https://openrouter.ai/api/v1');
		try {
			const key = chat.frame.getByRole('button', { name: 'Use an API key' });
			await key.waitFor();
			await chat.send('My question');
			await chat.frame.getByText('Choose where your messages go first.').waitFor();
			await chat.alert.waitFor({ state: 'detached' });
			await chat.boxHolds('My question');
			await chat.count(chat.questions, 0);
			await key.click();
			await chat.holds(workbench.quickInput.message, 'openrouter.ai/settings/keys');
			assert.equal(await workbench.quickInput.input.getAttribute('type'), 'password');
			await workbench.quickInput.fill('sk-ant-wrong-kind-of-key');
			await chat.holds(workbench.quickInput.message, 'begins with "sk-or-"');
			await workbench.quickInput.cancel();
			await chat.boxHolds('My question');
		} finally {
			await workbench.setSetting('llamaChat.baseUrl', scene.standin.baseUrl);
		}
	});

	it('a 401 without a key: the question comes back into the box; with the key it is answered', async () => {
		const { chat, workbench } = window;
		scene.standin.requireKey(KEY);
		await chat.send('My question');
		await chat.holds(chat.alert, 'API key');
		await chat.boxHolds('My question');
		await chat.count(chat.questions, 0);
		await chat.button('Set API Key', chat.alert).click();
		await workbench.quickInput.answer(`  ${KEY}\n`);
		await chat.told('accepts it');
		hasKey = true;
		await chat.alert.waitFor({ state: 'detached' });
		await chat.box.press('Enter');
		await chat.holds(chat.replies, 'stand-in');
		await chat.answered(1);
		assert.equal(scene.standin.chats.at(-1)?.headers['authorization'], `Bearer ${KEY}`);
		await workbench.reload();
		await chat.show();
		await chat.send('And after a reload?');
		await chat.answered(2);
		assert.equal(scene.standin.chats.at(-1)?.headers['authorization'], `Bearer ${KEY}`);
		await workbench.runCommand('Llama Chat: Remove API Key');
		await chat.told('is removed');
		hasKey = false;
		await chat.send('And without?');
		await chat.holds(chat.alert, 'API key');
		await chat.boxHolds('And without?');
	});

	it('a wrong key: the check says so, and it is not stored', async () => {
		const { chat, workbench } = window;
		scene.standin.requireKey(KEY);
		await workbench.runCommand('Llama Chat: Set API Key');
		await workbench.quickInput.answer('sk-or-v1-not-the-right-one-at-all');
		await chat.told(/refused this key: “User not found/);
		await chat.button('Enter Another Key', chat.alert).click();
		await workbench.quickInput.answer(KEY);
		await chat.told('accepts it');
		hasKey = true;
	});

	it('a key that the server stops accepting: the reply says so, with a button that sets another', async () => {
		const { chat, workbench } = window;
		scene.standin.requireKey(KEY);
		await workbench.runCommand('Llama Chat: Set API Key');
		await workbench.quickInput.answer(KEY);
		await chat.told('accepts it');
		hasKey = true;
		scene.standin.requireKey('sk-or-v1-another-key-from-now-on');
		await chat.send('My question');
		await chat.holds(chat.alert, 'key');
		await chat.holds(chat.questions, 'My question');
		await chat.button('Set API Key', chat.alert).waitFor();
		await chat.button('Try Again', chat.replies).waitFor();
		// What was asked can be taken elsewhere, though nothing came of it.
		await workbench.runCommand('Llama Chat: Open Chat as Document');
		await chat.holds(workbench.editor.element, 'My question');
	});

	it('a setting out of range: names setting, value and range, sends nothing, and leads there', async () => {
		const { chat, workbench } = window;
		await workbench.setSetting('llamaChat.temperature', 3);
		try {
			await chat.send('My question');
			await chat.holds(chat.alert, /The setting Temperature is 3; it must be a number from 0 to 2/);
			await chat.boxHolds('My question');
			assert.equal(scene.standin.asked.length, 0);
			await chat.button('Open Setting', chat.alert).click();
			await workbench.page
				.locator('.settings-editor [data-key="llamaChat.temperature"]')
				.first()
				.waitFor();
		} finally {
			await workbench.setSetting('llamaChat.temperature', undefined);
		}
	});

	it('a server that is down: says where nothing answers, keeps the question, and works once it is up', async () => {
		const { chat } = window;
		await scene.standin.stopListening();
		await chat.send('My question');
		await chat.holds(chat.alert, `127.0.0.1:${scene.standin.port}`);
		await chat.holds(chat.questions, 'My question');
		await scene.standin.listenAgain();
		await chat.button('Try Again', chat.replies).click();
		await chat.holds(chat.replies, 'stand-in');
		await chat.alert.waitFor({ state: 'detached' });
	});

	it('an error in mid-reply: the text stays, the error stands under it', async () => {
		const { chat } = window;
		scene.standin.script({
			kind: 'reply',
			text: 'These words came through before it broke.',
			ending: {
				kind: 'error',
				shape: 'A',
				afterChunks: 4,
				code: 502,
				message: 'The provider is down',
			},
		});
		await chat.send('My question');
		await chat.holds(chat.replies, 'These words');
		await chat.holds(chat.alert, 'Details');
		await chat.alert.getByText('Details').click();
		await chat.holds(chat.alert, 'The provider is down');
	});

	it('a model that is gone: says so, offers the nearest Llama first, and swaps nothing by itself', async () => {
		// Each in a VS Code of its own: the model that is chosen stays chosen.
		for (const unknownModel of [404, 400] as const) {
			const scene = await startScene({ models: 'withoutDefault', unknownModel });
			try {
				const { chat, workbench } = await scene.open();
				await chat.show();
				await chat.send('My question');
				await chat.holds(chat.alert, 'meta-llama/llama-3-70b-instruct');
				await chat.holds(chat.alert, /not available|unavailable|no longer/);
				await chat.button('Model: Llama 3 70B Instruct').waitFor();
				await chat.button('Select Model', chat.alert).click();
				const first = workbench.quickInput.rows.first();
				await chat.holds(first, 'Nearest to meta-llama/llama-3-70b-instruct');
				await chat.holds(first, 'meta-llama/llama-3.3-70b-instruct');
				await first.click();
				await chat.button('Model: Llama 3.3 70B Instruct').waitFor();
				await chat.button('Try Again', chat.replies).click();
				await chat.log.getByRole('article', { name: 'Llama 3.3 70B Instruct' }).waitFor();
				await chat.answered(1);
				assert.deepEqual(
					scene.standin.chats.map(({ chat: body }) => body?.model),
					['meta-llama/llama-3-70b-instruct', 'meta-llama/llama-3.3-70b-instruct'],
				);
			} finally {
				await scene.close();
			}
		}
	});
});
