import assert from 'node:assert/strict';
import type { FromWebview } from '../../src/shared/panel/protocol.ts';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';
import { answered, asked } from './samples.ts';

describe('what is asked for twice', () => {
	let chat: ChatPage;
	chatPageForEachTest((page) => {
		chat = page;
	});

	const failed = answered({
		text: 'Half',
		status: 'failed',
		facts: {},
		failure: { kind: 'server', message: 'It broke.' },
	});
	const ended = { canContinue: true };
	const cut = answered({ facts: { finish_reason: 'length' } }, ended);

	const controls: [name: string, message: FromWebview['type'], reply: typeof cut][] = [
		['Delete', 'delete', cut],
		['Regenerate', 'regenerate', cut],
		['Continue', 'continue', cut],
		['Insert at Cursor', 'insert', cut],
		['Fork into New Chat', 'fork', cut],
		['Try Again', 'regenerate', failed],
	];
	const inMenu = new Set(['Delete', 'Fork into New Chat']);
	for (const [name, type, reply] of controls) {
		it(`is done once: ${name}`, async () => {
			await chat.snapshot([asked(), reply]);
			const button = inMenu.has(name) ? chat.item(name) : chat.button(name).last();
			const show = async () => {
				if (!inMenu.has(name)) return;
				await chat.button('More Actions').last().click();
				await chat.menuHasKeyboard();
			};
			await show();
			await button.hover();
			await button.dblclick();
			assert.equal((await chat.received(type)).length, 1, 'by a double click');
			await show();
			await button.click();
			assert.equal(
				(await chat.received(type)).length,
				1,
				'by another click, while it is under way',
			);
			await chat.snapshot([asked(), reply]);
			await show();
			await button.focus();
			for (let times = 0; times < 3; times++) await chat.page.keyboard.down('Enter');
			await chat.page.keyboard.up('Enter');
			assert.equal((await chat.received(type)).length, 2, 'by a key that is held');
			await chat.snapshot([asked(), reply]);
			await show();
			await button.click();
			assert.equal((await chat.received(type)).length, 3, 'and again once that is done');
		});
	}

	it('is done again once the host has done it', async () => {
		await chat.snapshot([asked(), cut]);
		const insert = chat.button('Insert at Cursor');
		await insert.click();
		await insert.click();
		assert.equal((await chat.received('insert')).length, 1);
		await chat.changes({ type: 'done', key: JSON.stringify({ type: 'insert', id: 'r1' }) });
		await insert.click();
		assert.equal((await chat.received('insert')).length, 2);
	});

	it('is no other thing that has come under the pointer or the keyboard', async () => {
		const both = [asked({ id: 'a', text: 'A?' }), asked({ id: 'b', text: 'B?' })];
		await chat.snapshot(both);
		await chat.button('More Actions').first().press('Enter');
		await chat.menuHasKeyboard();
		await chat.item('Delete').focus();
		await chat.page.keyboard.down('Enter');
		await chat.snapshot(both.slice(1));
		assert.equal(await chat.focused(), 'More Actions');
		await chat.page.keyboard.down('Enter');
		await chat.page.keyboard.up('Enter');
		assert.deepEqual(await chat.received('delete'), [{ type: 'delete', id: 'a' }]);
	});

	it('does not stop the reply that Send has begun', async () => {
		await chat.snapshot([]);
		await chat.box.fill('Hello?');
		const { x, y, width, height } = (await chat.button('Send').boundingBox()) ?? assert.fail();
		const at = [x + width / 2, y + height / 2] as const;
		await chat.page.mouse.click(...at);
		await chat.changes({ type: 'accepted' });
		await chat.status({ running: 'r' });
		await chat.button('Stop').waitFor();
		await chat.page.mouse.move(...at);
		await chat.page.mouse.down({ clickCount: 2 });
		await chat.page.mouse.up({ clickCount: 2 });
		assert.equal((await chat.received('send')).length, 1);
		assert.equal((await chat.received('stop')).length, 0);
		await chat.button('Stop').click();
		assert.deepEqual(await chat.received('stop'), [{ type: 'stop', id: 'r', conversation: 'c-1' }]);
	});

	it('is sent once by a key that is held, and not again when it is refused', async () => {
		await chat.snapshot([]);
		await chat.box.fill('Hello?');
		await chat.page.keyboard.down('Enter');
		await chat.changes({ type: 'refused' });
		await chat.page.keyboard.down('Enter');
		await chat.page.keyboard.up('Enter');
		assert.equal((await chat.received('send')).length, 1);
		assert.equal(await chat.box.inputValue(), 'Hello?');
		await chat.box.press('Enter');
		assert.equal((await chat.received('send')).length, 2);
	});

	it('goes on step by step where that is what it is for', async () => {
		await chat.snapshot([asked({}, { sibling: 1, siblings: 3 })]);
		await chat.button('Next Version').dblclick();
		assert.equal((await chat.received('showSibling')).length, 2);
	});
});
