import assert from 'node:assert/strict';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';
import { folderChip, instructionChips } from './samples.ts';

describe('the chips of the project’s instructions', () => {
	let chat: ChatPage;
	chatPageForEachTest((page) => {
		chat = page;
	});
	beforeEach(() => chat.snapshot([], { instructions: instructionChips }));

	const list = () => chat.page.getByRole('list', { name: 'Attachments', exact: true });
	const items = () => list().getByRole('listitem');
	const texts = async () =>
		(await items().allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
	const chosen = () => chat.sent('chooseInstructions').map(({ file, choice }) => [file, choice]);

	it('say how much each takes, why one is not sent, and what in it cannot be seen', async () => {
		assert.deepEqual(await texts(), [
			'.github/copilot-instructions.md ≈310 tokens · 3 characters that cannot be seen',
			'AGENTS.md not sent: 3,100 of 8,192 tokens Include',
			'py.instructions.md not sent: line 3: the header has no second line "---"',
		]);
		const open = items().first().locator('button').first();
		const title = await open.getAttribute('title');
		assert.match(title ?? '', /ZERO WIDTH SPACE \(U\+200B\), 3 times/);
	});

	it('stand before what is attached, and do not make a message of an empty box', async () => {
		assert.equal(await chat.button('Send').isDisabled(), true);
		await chat.status({ instructions: instructionChips, attachments: [folderChip] });
		assert.equal((await texts()).length, 4);
		assert.match((await texts())[3] ?? '', /^packages/);
		assert.equal(await chat.button('Send').isDisabled(), false);
	});

	it('are left out of the chat with their button, or with one key, and the box has the keyboard', async () => {
		await chat.button('Remove AGENTS.md').click();
		assert.equal(await chat.focused(), 'Message');
		await items().first().locator('button').first().focus();
		await chat.page.keyboard.press('Delete');
		assert.equal(await chat.focused(), 'Message');
		await items().nth(2).locator('button').first().focus();
		await chat.page.keyboard.press('Backspace');
		assert.deepEqual(chosen(), [
			['i2', 'leftOut'],
			['i1', 'leftOut'],
			['i3', 'leftOut'],
		]);
	});

	it('offer one that takes much, with a button that includes it', async () => {
		assert.equal(await chat.button('Include .github/copilot-instructions.md').count(), 0);
		await chat.button('Include AGENTS.md').click();
		assert.deepEqual(chosen(), [['i2', 'sent']]);
	});

	it('open their file by a click', async () => {
		await items().nth(2).locator('button').first().click();
		assert.deepEqual(chat.sent('openInstructions'), [{ type: 'openInstructions', file: 'i3' }]);
	});

	it('keep the keyboard where it is while another of them changes', async () => {
		const open = items().nth(1).locator('button').first();
		await open.focus();
		const [first, ...rest] = instructionChips;
		assert.ok(first);
		await chat.status({ instructions: [{ ...first, tokens: 311 }, ...rest] });
		assert.match((await texts())[0] ?? '', /≈311 tokens/);
		assert.equal(await open.evaluate((button) => button === document.activeElement), true);
	});

	it('are whole at 300 px', async () => {
		await chat.page.setViewportSize({ width: 300, height: 600 });
		const cut = await items().evaluateAll((chips) =>
			chips.map((chip) => {
				const box = chip.getBoundingClientRect();
				return box.right <= innerWidth && box.left >= 0;
			}),
		);
		assert.deepEqual(cut, [true, true, true]);
	});
});
