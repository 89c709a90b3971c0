import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../vscode/browser.ts';
import { questionView, replyView, WholePage } from './wholePage.ts';

describe('the box', () => {
	let browser: Browser;
	let chat: WholePage;

	before(async () => {
		browser = await launchChromium();
	});
	beforeEach(async () => {
		chat = await WholePage.open(browser);
	});
	afterEach(async () => {
		assert.deepEqual(chat.errors, []);
		await chat.page.close();
	});
	after(() => browser.close());

	const sent = async () => (await chat.posted('send')).map(({ text }) => text);

	it('sends with Enter, or with Ctrl+Enter where that is set, and says so', async () => {
		await chat.showChat([]);
		await chat.page.getByText('Enter sends, Shift+Enter begins a new line.').waitFor();
		assert.equal(await chat.button('Send').getAttribute('title'), 'Send (Enter)');
		await chat.box.pressSequentially('a');
		await chat.box.press('Shift+Enter');
		await chat.box.pressSequentially('b');
		await chat.box.press('Enter');
		assert.deepEqual(await sent(), ['a\nb']);
		await chat.change({ type: 'accepted' });

		await chat.showChat([], { sendKey: 'ctrlEnter' });
		await chat.page.getByText('Ctrl+Enter sends, Enter begins a new line.').waitFor();
		assert.equal(await chat.button('Send').getAttribute('title'), 'Send (Ctrl+Enter)');
		await chat.box.pressSequentially('c');
		await chat.box.press('Enter');
		await chat.box.pressSequentially('d');
		assert.deepEqual(await sent(), ['a\nb']);
		await chat.box.press('Control+Enter');
		assert.deepEqual(await sent(), ['a\nb', 'c\nd']);
	});

	it('sends an edited question with the same key', async () => {
		await chat.showChat([questionView('q', 'Old?')], { sendKey: 'ctrlEnter' });
		await chat.button('Edit').click();
		const edit = chat.page.getByRole('textbox', { name: 'Edit message' });
		await edit.fill('New?');
		await edit.press('End');
		await edit.press('Enter');
		assert.equal(await edit.inputValue(), 'New?\n');
		await edit.press('Control+Enter');
		assert.deepEqual(
			(await chat.posted('edit')).map(({ text }) => text),
			['New?'],
		);
	});

	it('does not send while an input method composes', async () => {
		await chat.showChat([]);
		await chat.box.fill('にほん');
		await chat.box.evaluate((box) =>
			box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true })),
		);
		assert.deepEqual(await sent(), []);
	});

	it('recalls earlier prompts with the arrows, and leaves what was changed alone', async () => {
		await chat.showChat([
			questionView('q1', 'One?'),
			replyView('r1', 'One.'),
			questionView('q2', 'Two?\nReally?'),
			replyView('r2', 'Two.'),
		]);
		const holds = async (text: string) => assert.equal(await chat.box.inputValue(), text);
		await chat.box.press('ArrowUp');
		await holds('Two?\nReally?');
		await chat.box.press('ArrowUp');
		await holds('One?');
		await chat.box.press('ArrowUp');
		await holds('One?');
		await chat.box.press('ArrowDown');
		await holds('Two?\nReally?');
		await chat.box.press('ArrowDown');
		await holds('');
		await chat.box.press('ArrowUp');
		await chat.box.press('Escape');
		await holds('');
		await chat.box.press('ArrowUp');
		await chat.box.pressSequentially('!');
		for (const key of ['ArrowUp', 'ArrowDown', 'Escape']) {
			await chat.box.press(key);
			await holds('Two?\nReally?!');
		}
	});
});
