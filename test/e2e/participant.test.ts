import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { addFavourite } from './favourites.ts';
import { type Scene, startScene, type Window } from './scene.ts';

const CODER = 'Qwen: Qwen3 Coder 480B A35B';
const MINI = 'OpenAI: GPT-4o-mini';

describe('@llama in VS Code’s own chat', () => {
	let scene: Scene;
	let window: Window;
	/** All of VS Code's chat. */
	let theirs: Locator;

	before(async () => {
		scene = await startScene(
			{},
			{
				'llamaChat.provideModels': true,
				'llamaChat.systemPrompt': 'Answer as a sailor.',
				'chat.disableAIFeatures': false,
				'chat.allowAnonymousAccess': true,
			},
		);
		window = await scene.open();
		const { chat, workbench } = window;
		// VS Code's chat takes the keyboard while it starts; this is there once it has.
		await workbench.page.getByLabel('Copilot status').first().waitFor();
		await chat.show();
		await addFavourite(window, CODER, 'qwen/qwen3-coder');
		await addFavourite(window, MINI, 'openai/gpt-4o-mini');
		await workbench.runCommand('Chat: Open Chat');
		theirs = workbench.page.locator('.interactive-session').first();
		await input().waitFor();
	});
	after(() => scene.close());

	function input(): Locator {
		return theirs.locator('.interactive-input-part .monaco-editor').first();
	}

	/** Types a question into VS Code's chat and sends it; @llama stays in the box once it has answered there. */
	async function ask(text: string): Promise<void> {
		const { page } = window.workbench;
		await input().click();
		const stays = (await input().getByText('@llama').count()) > 0;
		await page.keyboard.insertText(stays ? text : `@llama ${text}`);
		await page.keyboard.press('Enter');
	}

	function replies(): Locator {
		return theirs.locator('.interactive-response');
	}

	/** The model that is picked in VS Code's chat, by one of its two favourites. */
	function picked(name = /Qwen|GPT/): Locator {
		return theirs.locator('.interactive-input-part').getByText(name).first();
	}

	async function ended(): Promise<void> {
		await theirs.locator('.chat-response-loading').waitFor({ state: 'detached' });
	}

	it('answers by the model of our chat, whatever is picked there; the next question follows on', async () => {
		const { standin } = scene;
		standin.script({ kind: 'reply', text: 'Aye **aye**, captain.', reasoning: 'A ship.' });
		await ask('Ready?');
		await replies().last().getByText('captain.').first().waitFor();
		await ended();
		// The favourites are what VS Code has found to pick.
		await picked().waitFor();
		assert.doesNotMatch(await replies().last().innerText(), /A ship/);
		const first = standin.chats.at(-1)?.chat;
		assert.equal(first?.model, 'meta-llama/llama-3-70b-instruct');
		assert.deepEqual(first?.messages, [
			{ role: 'system', content: 'Answer as a sailor.' },
			{ role: 'user', content: 'Ready?' },
		]);
		standin.script({ kind: 'reply', text: 'Sails set.' });
		await ask('And now?');
		await replies().last().getByText('Sails set.').first().waitFor();
		await ended();
		assert.deepEqual(
			standin.chats.at(-1)?.chat?.messages.map(({ content }) => content),
			['Answer as a sailor.', 'Ready?', 'Aye **aye**, captain.', 'And now?'],
		);
	});

	it('asks a prompt by its name about the code in the editor, with another model picked', async () => {
		const { workbench } = window;
		const { standin } = scene;
		await workbench.openFile('inventory.py');
		await workbench.editor.selectLines(1, 2);
		await workbench.runCommand('Chat: Open Chat');
		const other = (await picked().innerText()).includes('Qwen') ? MINI : CODER;
		await picked().click();
		await workbench.page.getByPlaceholder('Search models').fill(other);
		await workbench.page.locator('.action-widget .monaco-list').getByText(other).first().click();
		await picked(other === MINI ? /GPT/ : /Qwen/).waitFor();
		standin.script({ kind: 'reply', text: 'It counts things.' });
		await ask('/explain in one line');
		await replies().last().getByText('It counts things.').first().waitFor();
		await ended();
		const { model, messages } = standin.chats.at(-1)?.chat ?? {};
		assert.equal(model, 'meta-llama/llama-3-70b-instruct', 'the model of our chat answers');
		assert.equal(
			messages?.at(-1)?.content,
			'Explain this code.\n\nin one line\n\ninventory.py, line 1 (python):\n\n```python\n"""Stock levels of a small shop."""\n```',
		);
	});

	it('goes on in a chat of ours, which has it once', async () => {
		const { chat } = window;
		await replies().last().getByRole('button', { name: 'Continue in Llama Chat' }).click();
		await chat.count(chat.questions, 3);
		await chat.holds(chat.replies.last(), 'It counts things.');
		await chat.send('Where to?');
		await chat.answered(4);
		assert.equal(scene.standin.chats.at(-1)?.chat?.messages.length, 8);
	});

	it('stops there, and closes the socket; a hard limit refuses with the sentence of our chat', async () => {
		const { workbench } = window;
		const { standin } = scene;
		await workbench.runCommand('Chat: Open Chat');
		standin.script({ kind: 'reply', text: 'one two three four', holdAfter: 2 });
		await ask('Count.');
		await standin.waitForHold();
		await theirs.getByText('one two').first().waitFor();
		await workbench.page.keyboard.press('Control+Escape');
		assert.equal(await standin.chats.at(-1)?.whenClosed, 'byClient');
		await ended();

		const kept = join(scene.server.dataDir, 'data/User/globalStorage/llama-chat.llama-chat');
		const lent = async () => {
			const ledger = await readFile(join(kept, 'ledger.jsonl'), 'utf8');
			return ledger.split('\n').filter((line) => line.includes('"chat":"lent-'));
		};
		// The three that were answered, and the one that was stopped; what was asked in our chat is under that.
		await workbench.until(async () => (await lent()).length === 4, '4 lines in the ledger');
		assert.match((await lent()).at(-1) ?? '', /"estimated":"0\.0/);

		await workbench.setSetting('llamaChat.hardLimit', 0);
		const asked = standin.chats.length;
		await workbench.runCommand('Chat: Open Chat');
		await ask('Again?');
		await theirs.getByText('The limit of $0 for a day is reached.').first().waitFor();
		assert.equal(standin.chats.length, asked);
	});
});
