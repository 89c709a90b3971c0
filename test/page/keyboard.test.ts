import assert from 'node:assert/strict';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';
import { answered, asked, busyStatus } from './samples.ts';

describe('the page by keyboard alone', () => {
	let whole: ChatPage;
	chatPageForEachTest((page) => {
		whole = page;
	});
	beforeEach(async () => {
		await whole.snapshot([asked(), answered()]);
		await whole.changes({ type: 'focus' });
	});
	const press = async (...keys: string[]) => {
		for (const key of keys) await whole.page.keyboard.press(key);
	};

	/** From the box to the question's Edit button. */
	async function toEdit(): Promise<void> {
		await press('Alt+ArrowUp', 'Alt+ArrowUp');
		assert.equal(await whole.focused(), 'You');
		await press('Tab', 'ArrowRight');
		assert.equal(await whole.focused(), 'Edit');
	}

	it('leads from the box to the messages and back', async () => {
		await press('Alt+ArrowUp');
		assert.equal(await whole.focused(), 'Llama 3 70B Instruct');
		await press('Alt+ArrowUp', 'Alt+ArrowDown', 'Alt+ArrowDown');
		assert.equal(await whole.focused(), 'Message');
	});

	it('leads through every control in a sensible order, with a visible focus', async () => {
		await press('Alt+ArrowUp', 'Alt+ArrowUp');
		const names: string[] = [];
		for (let name = ''; name !== 'Message'; ) {
			await press('Tab');
			name = await whole.focused();
			names.push(name);
			const seen = await whole.page.evaluate(() => {
				const active = document.activeElement;
				return active?.matches(':focus-visible') && getComputedStyle(active).opacity === '1';
			});
			assert.equal(seen, true, name);
		}
		const reply = ['Copy', 'Insert at Cursor', 'Regenerate', 'Delete'];
		assert.deepEqual(names.slice(0, 5), ['Copy', 'Edit', 'Pin', 'Leave Out', 'Delete']);
		assert.deepEqual(names.filter((name) => reply.includes(name)).slice(2), reply);
	});

	it('the arrow keys lead round a toolbar', async () => {
		await toEdit();
		await press('End');
		assert.equal(await whole.focused(), 'Delete');
		await press('ArrowRight');
		assert.equal(await whole.focused(), 'Copy');
		await press('ArrowLeft', 'Home');
		assert.equal(await whole.focused(), 'Copy');
	});

	it('comes back to Edit when that is cancelled or sent', async () => {
		await toEdit();
		await press('Enter');
		assert.equal(await whole.focused(), 'Edit message');
		await press('Escape');
		assert.equal(await whole.focused(), 'Edit');
		await press('Enter', 'End');
		await whole.page.keyboard.type(' Changed');
		await press('Enter');
		assert.equal((await whole.received('edit')).length, 1);
		await whole.snapshot([asked({ id: 'q2', text: 'Changed' }, { sibling: 2, siblings: 2 })]);
		assert.equal(await whole.focused(), 'Edit');
	});

	it('goes to what stands there after Delete, or to the box', async () => {
		await toEdit();
		await press('End', 'Enter');
		assert.deepEqual(await whole.received('delete'), [{ type: 'delete', id: 'q1' }]);
		await whole.snapshot([asked({ id: 'q0' })]);
		assert.equal(await whole.focused(), 'Delete');
		await whole.snapshot([]);
		assert.equal(await whole.focused(), 'Message');
	});

	it('goes to the box when a notice is dismissed', async () => {
		await whole.status(busyStatus);
		await whole.button('Dismiss').focus();
		await press('Enter');
		assert.equal((await whole.received('dismissNotice')).length, 1);
		assert.equal(await whole.focused(), 'Message');
	});
});
