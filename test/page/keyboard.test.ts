import assert from 'node:assert/strict';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';
import { contextSample } from './requestSamples.ts';
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

	/** Counts the Escapes that go on to VS Code, which would stop a reply. */
	const escapesPassedOn = async () => {
		await whole.page.evaluate(() => {
			Object.assign(globalThis, { passedOn: 0 });
			window.addEventListener('keydown', ({ key }) => {
				if (key === 'Escape') Object(globalThis).passedOn++;
			});
		});
		return () => whole.page.evaluate((): number => Object(globalThis).passedOn);
	};

	it('gives Escape to the innermost, and passes on only what nothing takes', async () => {
		const passedOn = await escapesPassedOn();
		const find = whole.page.getByRole('textbox', { name: 'Find in Chat' });
		await press('Control+f');
		await find.waitFor();
		await whole.box.focus();
		await press('Escape');
		await find.waitFor({ state: 'hidden' });
		await whole.status({ context: contextSample });
		const meter = whole.page.locator('button.meter');
		await meter.click();
		const details = whole.page.getByRole('region', { name: 'Context', exact: true });
		await details.waitFor();
		await press('Escape');
		await details.waitFor({ state: 'hidden' });
		await meter.click();
		await details.waitFor();
		await whole.box.click();
		await details.waitFor({ state: 'hidden' });
		assert.equal(await passedOn(), 0);
		await whole.box.evaluate((box) => {
			const key = { key: 'Escape', bubbles: true, cancelable: true };
			box.dispatchEvent(new KeyboardEvent('keydown', { ...key, isComposing: true }));
			box.dispatchEvent(new KeyboardEvent('keydown', { ...key, keyCode: 229 }));
		});
		assert.equal(await passedOn(), 0, 'a composition ends, and nothing else');
		await press('Escape');
		assert.equal(await passedOn(), 1);
	});

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

	it('shows where a key has led to, also after a click', async () => {
		const ring = () =>
			whole.page.evaluate(() => {
				const { activeElement } = document;
				return activeElement === null ? '' : getComputedStyle(activeElement).outlineStyle;
			});
		await whole.box.click();
		await press('Alt+ArrowUp');
		assert.equal(await whole.focused(), 'Llama 3 70B Instruct');
		assert.equal(await ring(), 'solid');
		await press('Alt+ArrowUp');
		assert.equal(await whole.focused(), 'You');
		assert.equal(await ring(), 'solid');
		await whole.page.locator('.markdown').click();
		assert.equal(await whole.focused(), 'Llama 3 70B Instruct');
		assert.equal(await ring(), 'none', 'the pointer shows where it is itself');
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
				return active?.matches(':focus-visible') && active.checkVisibility({ checkOpacity: true });
			});
			assert.equal(seen, true, name);
		}
		assert.deepEqual(names, ['Copy', 'Copy', 'Message'], 'each toolbar is one stop');
	});

	it('the arrow keys lead round a toolbar', async () => {
		await toEdit();
		await press('End');
		assert.equal(await whole.focused(), 'More Actions');
		await press('ArrowRight');
		assert.equal(await whole.focused(), 'Copy');
		await press('ArrowLeft', 'Home');
		assert.equal(await whole.focused(), 'Copy');
	});

	it('Tab comes back to the button of a toolbar that was used last', async () => {
		await toEdit();
		await press('Tab', 'ArrowRight');
		assert.equal(await whole.focused(), 'Insert at Cursor');
		await press('Shift+Tab');
		assert.equal(await whole.focused(), 'Edit');
		await press('Tab');
		assert.equal(await whole.focused(), 'Insert at Cursor');
	});

	it('passes over what cannot be pressed, and comes to what is left of a toolbar', async () => {
		await whole.snapshot([asked({}, { sibling: 1, siblings: 2 })]);
		await whole.changes({ type: 'focus' });
		await press('Alt+ArrowUp', 'Tab', 'End');
		assert.equal(await whole.focused(), 'Next Version');
		await press('ArrowRight', 'ArrowLeft', 'ArrowLeft');
		assert.notEqual(await whole.focused(), 'Previous Version');
		await whole.status({ running: 'r1' });
		await whole.box.fill('And then?');
		const queue = whole.button('Queue Message');
		await queue.focus();
		await whole.box.fill('');
		await queue.waitFor({ state: 'hidden' });
		await press('Tab');
		assert.equal(await whole.focused(), 'Attach');
		await press('End');
		assert.equal(await whole.focused(), 'Stop');
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
		await whole.item('Delete').press('Enter');
		assert.deepEqual(await whole.received('delete'), [{ type: 'delete', id: 'q1' }]);
		await whole.snapshot([asked({ id: 'q0' })]);
		assert.equal(await whole.focused(), 'More Actions');
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
