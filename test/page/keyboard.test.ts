import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';
import { contextSample, parametersSample } from './requestSamples.ts';
import { answered, asked, busyStatus } from './samples.ts';
import { suggestionsFor } from './suggestionHost.ts';

declare const blurAll: () => void;

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

	/** Which Escapes and Ctrl+N go on to VS Code. */
	const keysPassedOn = async () => {
		await whole.page.evaluate(() => {
			Object.assign(globalThis, { passed: [] });
			window.addEventListener('keydown', ({ key, ctrlKey, defaultPrevented }) => {
				if (key === 'Escape') Object(globalThis).passed.push('Escape');
				if (key === 'n' && ctrlKey && !defaultPrevented)
					Object(globalThis).passed.push('Control+n');
			});
		});
		return () => whole.page.evaluate((): string[] => Object(globalThis).passed);
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

	interface Surface {
		readonly name: string;
		/** Opens it, the keyboard in it. */
		readonly open: () => Promise<void>;
		/** What is in the page while it is open; undefined where Escape has nothing to close. */
		readonly shown?: () => Locator;
		/** Puts the keyboard nowhere while it is open, as a click beside its text does. */
		readonly leave?: boolean;
	}
	const role = (...of: Parameters<ChatPage['page']['getByRole']>) => whole.page.getByRole(...of);
	const typeInBox = async (text: string) => {
		whole.answering = suggestionsFor;
		await whole.box.pressSequentially(text);
		await whole.settled();
	};
	const openEditor = async () => {
		await whole.button('Edit').first().press('Enter');
		await role('textbox', { name: 'Edit message' }).waitFor();
	};
	const openParameters = async () => {
		await whole.button('Parameters').press('Enter');
		await whole.until(() => whole.sent('parametersShown').length > 0, 'parameters');
		await whole.changes({ type: 'parameters', view: parametersSample });
		await role('dialog', { name: 'Parameters' }).waitFor();
	};
	const openMenu = async (name: string) => {
		await whole.button(name).last().press('Enter');
		await whole.menuHasKeyboard();
	};
	const openQuestions = async () => {
		await whole.button('Questions').press('Enter');
		await role('listbox', { name: 'Questions' }).waitFor();
	};
	const openFind = async () => {
		await press('Control+f');
		await role('textbox', { name: 'Find in Chat' }).waitFor();
	};
	const openMeter = async () => {
		await whole.status({ context: contextSample });
		await whole.page.locator('button.meter').press('Enter');
		await role('region', { name: 'Context', exact: true }).waitFor();
	};
	const menu = () => role('menu');
	const editor = () => role('textbox', { name: 'Edit message' });
	const find = () => role('textbox', { name: 'Find in Chat' });
	const dialog = () => role('dialog', { name: 'Parameters' });
	const questions = () => role('listbox', { name: 'Questions' });
	const meter = () => role('region', { name: 'Context', exact: true });
	const SURFACES: readonly Surface[] = [
		{ name: 'the box', open: () => whole.box.focus() },
		{ name: 'a message', open: () => press('Alt+ArrowUp') },
		{ name: "a message's button", open: () => whole.button('Copy').first().focus() },
		{ name: 'the code of a reply', open: () => whole.page.locator('.code-block pre').focus() },
		{ name: 'no element', open: () => whole.page.locator('main').evaluate(() => blurAll()) },
		{
			name: 'the list after #',
			open: () => typeInBox('#su'),
			shown: () => role('listbox', { name: 'Context', exact: true }),
		},
		{
			name: 'the list after /',
			open: () => typeInBox('/'),
			shown: () => role('listbox', { name: 'Prompts', exact: true }),
		},
		{ name: 'the editor of a question', open: openEditor, shown: editor },
		{ name: 'Find', open: openFind, shown: find },
		{ name: 'Find, the keyboard nowhere', open: openFind, shown: find, leave: true },
		{ name: 'the list of questions', open: openQuestions, shown: questions },
		{ name: 'questions, the keyboard nowhere', open: openQuestions, shown: questions, leave: true },
		{ name: 'More Actions', open: () => openMenu('More Actions'), shown: menu },
		{
			name: 'More Actions, the keyboard nowhere',
			open: () => openMenu('More Actions'),
			shown: menu,
			leave: true,
		},
		{ name: 'More Code Actions', open: () => openMenu('More Code Actions'), shown: menu },
		{
			name: 'the menu of a message',
			open: async () => {
				await press('Alt+ArrowUp', 'Shift+F10');
				await whole.menuHasKeyboard();
			},
			shown: menu,
		},
		{ name: 'the parameters', open: openParameters, shown: dialog },
		{
			name: 'a field of the parameters',
			open: async () => {
				await openParameters();
				await dialog().getByRole('textbox').first().focus();
			},
			shown: dialog,
		},
		{ name: 'parameters, the keyboard nowhere', open: openParameters, shown: dialog, leave: true },
		{ name: 'the context', open: openMeter, shown: meter },
		{ name: 'the context, the keyboard nowhere', open: openMeter, shown: meter, leave: true },
		{
			name: 'the title',
			open: async () => {
				await whole.status({ title: 'Sums' });
				await whole.button('Chat Title').press('Enter');
				await role('textbox', { name: 'Chat Title' }).waitFor();
			},
			shown: () => role('textbox', { name: 'Chat Title' }),
		},
		{
			name: 'the question about a secret',
			open: async () => {
				const notice = { kind: 'secrets', message: 'It may be a key.' } as const;
				await whole.status({ notice, canSendAnyway: 'box' });
				await whole.button('Leave Out').last().focus();
			},
		},
		{
			name: 'the beginning of a first chat',
			open: async () => {
				await whole.snapshot([]);
				await whole.page.locator('.welcome button').first().focus();
			},
		},
	];

	for (const { name, open, shown, leave } of SURFACES) {
		it(`gives Escape to ${name}, and the next one to VS Code, as Ctrl+N`, async () => {
			await whole.page.evaluate(() => {
				Object.assign(globalThis, {
					blurAll: () => (document.activeElement as HTMLElement | null)?.blur(),
				});
			});
			await whole.snapshot([asked(), answered({ text: 'So:\n\n```ts\nlet a;\n```\n' })]);
			await whole.changes({ type: 'focus' });
			const passed = await keysPassedOn();
			await open();
			if (leave) await whole.page.evaluate(() => blurAll());
			await press('Control+n');
			assert.deepEqual(await passed(), ['Control+n']);
			if (shown) {
				assert.equal(await shown().isVisible(), true, 'Ctrl+N closes nothing by itself');
				await whole.page.evaluate(() => {
					const key = { key: 'Escape', bubbles: true, cancelable: true };
					const at = document.activeElement ?? document.body;
					at.dispatchEvent(new KeyboardEvent('keydown', { ...key, isComposing: true }));
					at.dispatchEvent(new KeyboardEvent('keydown', { ...key, keyCode: 229 }));
				});
				assert.equal(await shown().isVisible(), true, 'a composition ends, and nothing else');
				await press('Escape');
				await shown().waitFor({ state: 'hidden' });
				assert.deepEqual(await passed(), ['Control+n']);
			}
			await press('Escape');
			assert.deepEqual(await passed(), ['Control+n', 'Escape']);
		});
	}

	it('gives Escape to one after the other, from the innermost on', async () => {
		const passed = await keysPassedOn();
		await openFind();
		await openEditor();
		await press('Escape');
		await editor().waitFor({ state: 'hidden' });
		assert.equal(await find().isVisible(), true);
		await press('Escape');
		await find().waitFor({ state: 'hidden' });
		assert.deepEqual(await passed(), []);
		await press('Escape');
		assert.deepEqual(await passed(), ['Escape']);
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

	it('leaves to the box what is held with more than Alt', async () => {
		for (const held of ['Alt+Shift', 'Control+Alt', 'Alt+Meta']) {
			await press(`${held}+ArrowUp`);
			assert.equal(await whole.focused(), 'Message', held);
		}
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

	it('shows where it is also under the pointer', async () => {
		const facts = { usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3, cost: 1 } };
		await whole.snapshot([asked(), answered({ facts })], {
			title: 'Adding numbers',
			spent: '1 reply · $1',
			context: contextSample,
		});
		await whole.page.locator('.facts').press('Enter');
		for (const control of [
			'.chat-title',
			'.chat-sum',
			'.meter',
			'.model-button',
			'.facts',
			'.box-toolbar .icon-button',
			'.reply .icon-button',
		]) {
			const one = whole.page.locator(control).first();
			await one.hover();
			// As after a key, so that Chromium shows where it is.
			await press('Shift');
			await one.focus();
			const ring = await one.evaluate((button) => {
				const { outlineStyle, outlineColor } = getComputedStyle(button);
				return [button.matches(':hover:focus-visible'), outlineStyle, outlineColor];
			});
			assert.deepEqual(ring, [true, 'solid', 'rgb(0, 120, 212)'], control);
		}
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

	const step = (name: string) => whole.page.getByRole('button', { name });
	const attachment = {
		kind: 'excerpt',
		id: 'paste',
		label: 'Pasted text',
		source: 'paste',
		startLine: 1,
		endLine: 40,
		bytes: 400,
	} as const;
	const goes = {
		'a notice': async () => {
			await whole.status({ notice: { kind: 'rateLimit', message: 'x.test is busy.' } });
			await whole.button('Select Model').press('Enter');
			await whole.status({ notice: null });
		},
		'a way to a server, in an empty chat': async () => {
			await whole.snapshot([], { needsKey: true });
			await step('Use an API key').press('Enter');
			await whole.status({ needsKey: false });
		},
		'a way to a server, over the box': async () => {
			await whole.status({ needsKey: true, notice: { kind: 'noKey', message: 'No key.' } });
			await step('Use a model on this machine').press('Enter');
			await whole.status({ needsKey: false, notice: null });
		},
		'what is put in the box': async () => {
			await whole.status({ attachments: [attachment] });
			await whole.button('Put in the Box').press('Enter');
			await whole.status({ attachments: [] });
		},
		'what was done': async () => {
			await whole.status({
				news: { id: 'n1', text: 'It is there.', isError: false, buttons: ['Open'] },
			});
			await whole.button('Open').focus();
			await whole.status({});
			await whole.snapshot([asked(), answered()]);
		},
		'the button that leads to the end': async () => {
			await whole.snapshot([asked(), answered({ text: 'Long.\n\n'.repeat(80) })]);
			await whole.page.locator('.scroller').evaluate((scroller) => {
				scroller.scrollTop = 0;
			});
			await whole.button('Scroll to Bottom').press('Enter');
		},
	};
	for (const [what, go] of Object.entries(goes)) {
		it(`goes to the box when ${what} goes away under it`, async () => {
			await go();
			await whole.painted();
			assert.equal(await whole.focused(), 'Message');
		});
	}

	it('stays where it is when nothing goes away', async () => {
		await whole.button('Copy').first().focus();
		await whole.status({ title: 'Another' });
		assert.equal(await whole.focused(), 'Copy');
		await whole.page.evaluate(() => {
			if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
		});
		await whole.status({ title: 'A third one' });
		assert.notEqual(await whole.focused(), 'Message');
	});

	it('goes to the box when a notice is dismissed', async () => {
		await whole.status(busyStatus);
		await whole.button('Dismiss').focus();
		await press('Enter');
		assert.equal((await whole.received('dismissNotice')).length, 1);
		assert.equal(await whole.focused(), 'Message');
	});
});
