import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';
import { answered, asked } from './samples.ts';

const TEXT =
	'With **sum**, see [there](https://example.com/a).\n\nOr:\n\n```py\nsum(a)\n\nmax(a)\n```\n';

describe('the context menu of a message', () => {
	let chat: ChatPage;
	chatPageForEachTest((page) => {
		chat = page;
	});
	beforeEach(async () => {
		await chat.page.evaluate(() => {
			Object.defineProperty(navigator, 'clipboard', {
				value: {
					writeText: async (text: string) => {
						Object.assign(globalThis, { copied: text });
					},
				},
			});
		});
		await chat.snapshot([asked(), answered({ text: TEXT }), asked({ id: 'q2', text: 'And?' })]);
	});

	const menu = () => chat.page.getByRole('menu', { name: 'Message Actions' });
	const labels = () => menu().locator('button').allInnerTexts();
	const copied = () => chat.page.evaluate((): string => Reflect.get(globalThis, 'copied'));
	const reply = () => chat.page.locator('.reply');
	const paragraph = () => reply().locator('.markdown p').first();
	const open = async (at: Locator) => {
		await at.click({ button: 'right', position: { x: 3, y: 3 } });
		await menu().waitFor();
	};
	/** Selects all that an element holds. */
	const select = (what: Locator) =>
		what.evaluate((element) => getSelection()?.selectAllChildren(element));

	const OF_REPLY = ['Copy', 'Insert at Cursor', 'Regenerate'];
	const REST = [
		'Regenerate With…',
		'Pin',
		'Leave Out',
		'Fork into New Chat',
		'Show Request',
		'Copy as curl',
	];

	it('is not seen before it has its place', async () => {
		const button = reply().getByRole('button', { name: 'More Actions' });
		const atOnce = await button.evaluate((one) => {
			if (one instanceof HTMLElement) one.click();
			const shown = document.querySelector('.menu:popover-open');
			return shown && getComputedStyle(shown).opacity;
		});
		assert.equal(atOnce, '0');
		const placed = chat.page.locator('.menu.placed');
		const [opacity, top] = await placed.evaluate(
			(one) => [getComputedStyle(one).opacity, one.getBoundingClientRect().top] as const,
		);
		assert.equal(opacity, '1');
		const { y = 0, height = 0 } = (await button.boundingBox()) ?? {};
		assert.ok(top === y + height || top < y, `${top}, the button at ${y}`);
		await chat.page.keyboard.press('Escape');
	});

	it('says at Leave Out and Pin what the server reads again', async () => {
		await open(paragraph());
		const item = (name: string) => menu().getByRole('menuitem', { name, exact: true });
		const title = (name: string) => item(name).getAttribute('title');
		const before = await title('Pin');
		const [question] = await chat.received('askReread');
		const id = question?.id ?? '';
		const leaveOut = 'What follows it is read anew: about 6.1k tokens, ≈$0.004 more.';
		await chat.answer({ type: 'reread', id, words: { leaveOut } });
		assert.equal(
			await title('Leave Out'),
			`Leave Out: do not send question and reply any more\n${leaveOut}`,
		);
		assert.equal(await title('Pin'), before);
		await chat.answer({ type: 'reread', id, words: { leaveOut } });
		assert.equal(
			await title('Leave Out'),
			`Leave Out: do not send question and reply any more\n${leaveOut}`,
			'a second answer says it no second time',
		);
		assert.equal((await chat.received('askReread')).length, 1);
	});

	it('has all that can be done with a message, and no other menu opens', async () => {
		await chat.page.evaluate(() => {
			addEventListener('contextmenu', ({ defaultPrevented }) => {
				Object.assign(globalThis, { prevented: defaultPrevented });
			});
		});
		await open(paragraph());
		assert.equal(await chat.page.evaluate(() => Reflect.get(globalThis, 'prevented')), true);
		assert.deepEqual(await labels(), [
			'Ask About This',
			...OF_REPLY,
			...REST,
			'Run Again',
			'Delete',
		]);
		await chat.item('Regenerate').click();
		assert.deepEqual(await chat.received('regenerate'), [{ type: 'regenerate', id: 'r1' }]);
		assert.equal(await menu().count(), 0);
		await open(paragraph());
		await chat.item('Regenerate With…').click();
		assert.deepEqual(await chat.received('regenerateWith'), [{ type: 'regenerateWith', id: 'r1' }]);
		await open(chat.page.locator('.question').first());
		assert.deepEqual(await labels(), [
			'Ask About This',
			'Copy',
			'Edit',
			'Pin',
			'Leave Out',
			'Delete',
		]);
		await chat.item('Edit').press('Enter');
		assert.equal(await chat.focused(), 'Edit message');
	});

	it('leaves text boxes the menu that they have', async () => {
		await chat.button('Edit').first().click();
		const prevented = await chat.page
			.getByRole('textbox', { name: 'Edit message' })
			.evaluate((box) => {
				const event = new MouseEvent('contextmenu', { bubbles: true, cancelable: true });
				box.dispatchEvent(event);
				return event.defaultPrevented;
			});
		assert.equal(prevented, false);
		assert.equal(await menu().count(), 0);
		await chat.page.keyboard.press('Shift+F10');
		assert.equal(await menu().count(), 0);
	});

	for (const key of ['Shift+F10', 'ContextMenu']) {
		it(`opens where the keyboard is by ${key}, and gives it back`, async () => {
			const copy = chat.button('Copy', reply());
			await copy.focus();
			await chat.page.keyboard.press(key);
			await menu().waitFor();
			assert.equal(await chat.focused(), 'Ask About This');
			const place = await menu().boundingBox();
			const button = await copy.boundingBox();
			assert.ok(place && button && Math.abs(place.x - button.x) < 150);
			await chat.page.keyboard.press('ArrowDown');
			assert.equal(await chat.focused(), 'Copy');
			await chat.page.keyboard.press(key);
			assert.equal(await menu().count(), 1, 'and no other one over it');
			await chat.page.keyboard.press('Escape');
			assert.equal(await menu().count(), 0);
			assert.equal(await chat.focused(), 'Copy');
		});
	}

	it('closes as VS Code’s menus do, when something else gets the keyboard', async () => {
		await open(paragraph());
		await chat.page.evaluate(() => dispatchEvent(new Event('blur')));
		await menu().waitFor({ state: 'detached' });
		await open(paragraph());
		await chat.box.click();
		await menu().waitFor({ state: 'detached' });
		assert.equal(await chat.focused(), 'Message');
	});

	it('copies what is selected, and offers that only then', async () => {
		await open(paragraph());
		assert.ok(!(await labels()).includes('Copy Selection'));
		await chat.page.keyboard.press('Escape');
		await select(paragraph());
		await paragraph().dispatchEvent('contextmenu');
		assert.equal((await labels())[0], 'Copy Selection');
		await chat.item('Copy Selection').click();
		assert.equal(await copied(), 'With sum, see there.');
	});

	it('copies and quotes what was said, and nothing of the page’s own between', async () => {
		const text = `Before.\n\n~~~py\n${'sum(a)\n'.repeat(40)}~~~\n\nAfter.`;
		const facts = { usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3, cost: 0.5 } };
		await chat.snapshot([
			asked({ text: 'Why?\n'.repeat(20) }),
			answered(
				{ text, facts, reasoning: 'Hm.', reasoningMs: 2000 },
				{
					sibling: 1,
					siblings: 2,
					modelChange: { from: 'Llama 3 70B Instruct', to: 'Llama 3 8B Instruct' },
				},
			),
			asked({ id: 'q2', text: 'And?' }, { writtenBefore: Date.UTC(2020, 0, 1) }),
		]);
		const said = `${'Why?\n'.repeat(20)}Before.\n${'sum(a)\n'.repeat(40)}After.\nAnd?`;
		const lines = (words: string) => words.split(/\s+/).filter((word) => word !== '');
		await select(chat.page.locator('.transcript'));
		await open(paragraph());
		await menu().getByRole('menuitem', { name: 'Copy Selection' }).click();
		assert.deepEqual(lines(await copied()), lines(said));
		await select(reply());
		const quoted = lines((await ask(paragraph())).replaceAll('>', ''));
		assert.deepEqual(quoted, lines(`Before.\n${'sum(a)\n'.repeat(40)}After.`));
	});

	it('copies and opens a link', async () => {
		await open(chat.page.getByRole('link', { name: 'there' }));
		assert.deepEqual((await labels()).slice(0, 2), ['Open Link', 'Copy Link']);
		await chat.item('Copy Link').click();
		assert.equal(await copied(), 'https://example.com/a');
		await open(chat.page.getByRole('link', { name: 'there' }));
		await chat.item('Open Link').click();
		assert.deepEqual(await chat.received('openLink'), [
			{ type: 'openLink', href: 'https://example.com/a', text: 'there' },
		]);
	});

	it('has the actions of the code block that it is opened on', async () => {
		const code = reply().locator('.code-block pre');
		await open(code);
		assert.deepEqual((await labels()).slice(0, 7), [
			'Copy Code',
			'Insert Code at Cursor',
			'Apply',
			'Replace Selection',
			'New File',
			'Run in Terminal',
			'Wrap Code',
		]);
		await chat.item('Insert Code at Cursor').click();
		const [inserted] = await chat.received('insert');
		assert.equal(inserted?.block, 0);
		await open(code);
		await chat.item('New File').click();
		assert.equal((await chat.received('newFile')).length, 1);
	});

	const ask = async (at: Locator) => {
		await at.dispatchEvent('contextmenu');
		await chat.item('Ask About This').click();
		assert.equal(await chat.focused(), 'Message');
		return chat.box.inputValue();
	};

	it('quotes what is selected, the code block, or the message, as Markdown', async () => {
		await select(paragraph());
		assert.equal(await ask(paragraph()), '> With sum, see there.\n\n');
		await chat.box.fill('');
		const code = reply().locator('.code-block pre');
		await select(code);
		assert.equal(await ask(code), '> ```py\n> sum(a)\n>\n> max(a)\n> ```\n\n');
		await chat.page.evaluate(() => getSelection()?.removeAllRanges());
		await chat.box.fill('');
		assert.equal(await ask(code), '> ```py\n> sum(a)\n>\n> max(a)\n> ```\n\n');
		await chat.box.fill('');
		const whole = `> ${TEXT.trimEnd().replaceAll('\n', '\n> ').replaceAll('> \n', '>\n')}\n\n`;
		assert.equal(await ask(paragraph()), whole);
		await chat.box.fill('');
		assert.equal(await ask(chat.page.locator('.question').last()), '> And?\n\n');
	});

	it('quotes a selection of this message only', async () => {
		await select(paragraph());
		assert.equal(await ask(chat.page.locator('.question').last()), '> And?\n\n');
	});

	it('quotes before what is typed, which goes on behind it, and is undone like typing', async () => {
		await chat.box.pressSequentially('Why?');
		assert.equal(await ask(chat.page.locator('.question').last()), '> And?\n\nWhy?');
		await chat.page.keyboard.type(' Say!');
		assert.equal(await chat.box.inputValue(), '> And?\n\nWhy? Say!');
		await chat.until(
			() => chat.sent('draft').at(-1)?.text === '> And?\n\nWhy? Say!',
			'the draft to be kept',
		);
		for (let more = 0; more < 3 && (await chat.box.inputValue()) !== 'Why?'; more++)
			await chat.page.keyboard.press('Control+z');
		assert.equal(await chat.box.inputValue(), 'Why?');
	});

	it('quotes a long message at once, and undoes that in one go', async () => {
		const text = 'A line of a log that was pasted\n'.repeat(3000);
		await chat.snapshot([asked({ text })]);
		await chat.box.fill('Why?');
		const quoted = `> ${text.trimEnd().replaceAll('\n', '\n> ')}\n\n`;
		assert.ok((await ask(chat.page.locator('.question'))) === `${quoted}Why?`);
		await chat.page.keyboard.press('Control+z');
		assert.equal(await chat.box.inputValue(), 'Why?');
		await ask(chat.page.locator('.question'));
		await chat.page.keyboard.type('!');
		await chat.page.keyboard.press('Control+z');
		assert.notEqual(await chat.box.inputValue(), 'Why?', 'what was typed since goes first');
	});

	it('quotes nothing that would make a message too long, and says so', async () => {
		// Laid out, such a text takes the browser a while.
		await chat.box.evaluate((box) => {
			const value = 'a'.repeat(8 * 1024 * 1024 - 5);
			Object.defineProperty(box, 'value', {
				get: () => value,
				set: () => {
					throw new Error('It is changed');
				},
			});
		});
		await chat.page.locator('.question').last().dispatchEvent('contextmenu');
		await chat.item('Ask About This').click();
		await chat.page.getByRole('alert').getByText('can be sent at most').waitFor();
	});

	it('quotes code that has a fence in it behind a longer one', async () => {
		await chat.snapshot([asked(), answered({ text: '````md\n```\na\n```\n````' })]);
		const code = reply().locator('.code-block pre');
		assert.equal(await ask(code), '> ````md\n> ```\n> a\n> ```\n> ````\n\n');
	});

	it('has what there is to a reply that comes in, and no more', async () => {
		const streaming = { status: 'streaming', facts: {}, text: 'With' } as const;
		await chat.snapshot([asked(), answered(streaming)], { running: 'r1' });
		await chat.changes({ type: 'text', id: 'r1', text: ' **sum**' });
		await open(paragraph());
		assert.deepEqual(await labels(), ['Ask About This']);
		await chat.page.keyboard.press('Escape');
		assert.equal(await ask(paragraph()), '> With **sum**\n\n');
	});

	it('stays open while the reply changes, and gives the keyboard to the new button', async () => {
		await chat.button('More Actions', reply()).press('Enter');
		await chat.item('Delete').waitFor();
		await chat.changes({
			type: 'message',
			view: answered({ text: TEXT, inContext: 'pinned' }),
		});
		await chat.page.keyboard.press('Escape');
		await chat.item('Delete').waitFor({ state: 'detached' });
		assert.equal(await chat.focused(), 'More Actions');
		await chat.button('More Actions', reply()).press('Enter');
		await chat.item('Unpin').waitFor();
	});

	it('goes on from Continue of a stopped reply, also by its menu, while it is the last', async () => {
		const stopped = answered({ status: 'stopped', text: 'Half' }, { canContinue: true });
		await chat.snapshot([asked(), stopped]);
		await chat.choose('Continue', reply());
		assert.deepEqual(await chat.received('continue'), [{ type: 'continue', id: 'r1' }]);
		await chat.changes({ type: 'message', view: asked({ id: 'q2', parent: 'r1' }) });
		await open(paragraph());
		assert.ok(!(await labels()).includes('Continue'));
	});

	it('fits into a panel of 300 px, and scrolls where that is low', async () => {
		await chat.page.setViewportSize({ width: 300, height: 260 });
		await open(reply().locator('.code-block pre'));
		const place = (await menu().boundingBox()) ?? assert.fail();
		assert.ok(place.x >= 0 && place.x + place.width <= 300, JSON.stringify(place));
		assert.ok(place.y >= 0 && place.y + place.height <= 260, JSON.stringify(place));
		await chat.page.keyboard.press('End');
		assert.equal(await chat.focused(), 'Delete');
		const last = (await chat.item('Delete').boundingBox()) ?? assert.fail();
		assert.ok(last.y >= 0 && last.y + last.height <= 260);
	});
});
