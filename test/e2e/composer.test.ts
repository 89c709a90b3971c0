import assert from 'node:assert/strict';
import { allThatIsStored } from '../vscode/browserStorage.ts';
import type { Scene, Window } from './scene.ts';
import { sharedWindow } from './sharedWindow.ts';

const WORDS = Array.from({ length: 40 }, (_, word) => `word${word + 1}`).join(' ');

describe('the box', () => {
	let scene: Scene;
	let window: Window;
	before(async () => {
		({ scene, window } = await sharedWindow());
	});
	beforeEach(async () => {
		scene.standin.reset();
		await window.chat.startNew();
		await window.chat.box.fill('');
	});

	it('recalls earlier prompts of this chat with the arrow keys', async () => {
		const { chat } = window;
		await chat.send('First?');
		await chat.answered(1);
		await chat.send('Second?');
		await chat.answered(2);
		await chat.boxHolds('');
		await chat.box.press('ArrowUp');
		await chat.boxHolds('Second?');
		await chat.box.press('ArrowUp');
		await chat.boxHolds('First?');
		await chat.box.press('ArrowDown');
		await chat.boxHolds('Second?');
		await chat.box.press('Escape');
		await chat.boxHolds('');
	});

	it('queues the next message while a reply runs, and sends it by itself', async () => {
		const { chat } = window;
		scene.standin.script({ kind: 'reply', text: WORDS, holdAfter: 10 });
		await chat.send('First?');
		await scene.standin.waitForHold();
		await chat.box.fill('Second?');
		await chat.button('Queue Message').click();
		await chat.send('Third?');
		await chat.frame.getByRole('listitem', { name: 'Queued: Second?' }).waitFor();
		await chat.frame.getByRole('listitem', { name: 'Queued: Third?' }).waitFor();
		await chat.button('Edit queued message').first().click();
		await chat.boxHolds('Second?');
		await chat.box.press('Enter');
		await chat.frame.getByRole('listitem').nth(1).filter({ hasText: 'Second?' }).waitFor();
		scene.standin.release();
		await chat.answered(3);
		assert.deepEqual(
			scene.standin.chats.map((request) => request.chat?.messages.at(-1)?.content),
			['First?', 'Third?', 'Second?'],
		);
		await chat.count(chat.frame.getByRole('listitem', { name: /^Queued:/ }), 0);
	});

	it('keeps a queue over a stop and a reload until the user sends it', async () => {
		const { chat, workbench } = window;
		scene.standin.script({ kind: 'reply', text: WORDS, holdAfter: 10 });
		await chat.send('First?');
		await scene.standin.waitForHold();
		await chat.send('Second?');
		const row = chat.frame.getByRole('listitem', { name: 'Queued: Second?' });
		await row.waitFor();
		await chat.button('Stop').click();
		await chat.holds(chat.frame.getByRole('note'), 'Waiting: the reply was stopped.');
		assert.equal(scene.standin.chats.length, 1);
		// VS Code writes down late what an extension has it remember.
		const remembered = async () =>
			(await workbench.page.evaluate(allThatIsStored)).includes('Second?');
		await workbench.until(remembered, 'the queue to be remembered');
		await workbench.reload();
		await chat.show();
		await row.waitFor();
		await chat.button('Send Now').click();
		await chat.answered(2);
		await chat.count(row, 0);
		assert.equal(scene.standin.chats.length, 2);
	});

	it('keeps the draft of each chat', async () => {
		const { chat, workbench } = window;
		await chat.send('First?');
		await chat.answered(1);
		await chat.boxHolds('');
		await chat.box.fill('more about the first');
		await chat.startNew();
		await chat.boxHolds('');
		await chat.box.fill('something else');
		await workbench.runCommand('Llama Chat: Show History');
		await workbench.quickInput.pick('First?');
		await chat.boxHolds('more about the first');
		await chat.startNew();
		await chat.boxHolds('something else');
	});

	it('sends with Ctrl+Enter where that is set, and with Enter once it no longer is', async () => {
		const { chat, workbench } = window;
		await workbench.setSetting('llamaChat.sendKey', 'ctrlEnter');
		await chat.holds(chat.frame.locator('.hint'), 'Ctrl+Enter sends, Enter begins a new line.');
		await chat.box.pressSequentially('one');
		await chat.box.press('Enter');
		await chat.box.pressSequentially('two');
		await chat.boxHolds('one\ntwo');
		await chat.box.press('Control+Enter');
		await chat.answered(1);
		assert.equal(scene.standin.chats[0]?.chat?.messages.at(-1)?.content, 'one\ntwo');
		await workbench.setSetting('llamaChat.sendKey', undefined);
		await chat.frame.locator('button[title="Send (Enter)"]').waitFor();
		await chat.send('three');
		await chat.answered(2);
	});
});
