import assert from 'node:assert/strict';
import type { BlockChange, ChangesToPage } from '../../src/shared/changes/changeProtocol.ts';
import { type ChatPage, chatPageForEachTest } from './chatPage.ts';
import { answered, asked } from './samples.ts';

const LONG_INFO = 'ts src/components/settings/notifications/preferenceForm.tsx';

/** The buttons of a code block, in their order. */
const BUTTONS = ['Copy Code', 'Insert Code at Cursor', 'Apply', 'More Code Actions'];

/** What the menu leads to. */
const ITEMS = [
	['Replace Selection', 'apply'],
	['New File', 'newFile'],
	['Run in Terminal', 'runInTerminal'],
] as const;

describe('what a code block offers', () => {
	let whole: ChatPage;
	chatPageForEachTest((page) => {
		whole = page;
	});

	const show = (info = 'ts', text = 'let a;') =>
		whole.snapshot([asked(), answered({ text: `Look:\n\n~~~${info}\n${text}\n~~~\n\nAfter.` })]);
	const bar = () => whole.page.getByRole('toolbar', { name: 'Code block' });
	const menu = () => whole.page.getByRole('menu', { name: 'More Code Actions' });
	const more = () => whole.button('More Code Actions');

	/** Resolves when the menu is open, or closed. */
	async function expanded(is: boolean): Promise<void> {
		await whole.page
			.locator(`[aria-label="More Code Actions"][aria-expanded="${is}"]`)
			.first()
			.waitFor();
	}

	it('its buttons are in one row', async () => {
		await show();
		const names = await bar()
			.getByRole('button')
			.evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label')));
		assert.deepEqual(names, BUTTONS);
	});

	it('the arrow keys lead through the row, also once the menu has been open', async () => {
		await show();
		await more().press('Enter');
		await expanded(true);
		await whole.page.keyboard.press('Escape');
		await expanded(false);
		assert.equal(await whole.focused(), 'More Code Actions');
		for (const name of [...BUTTONS, BUTTONS[0]]) {
			await whole.page.keyboard.press('ArrowRight');
			assert.equal(await whole.focused(), name);
		}
	});

	for (const by of ['pointer', 'keyboard'] as const) {
		it(`the menu opens by the ${by}, and each item says which block is meant`, async () => {
			await show();
			for (const [name, type] of ITEMS) {
				if (by === 'pointer') await more().click();
				else await more().press('Enter');
				await expanded(true);
				assert.deepEqual(
					await menu().getByRole('menuitem').allInnerTexts(),
					ITEMS.map(([label]) => label),
				);
				const item = menu().getByRole('menuitem', { name, exact: true });
				if (by === 'pointer') await item.click();
				else {
					for (const [label] of ITEMS) {
						if (label === name) break;
						await whole.page.keyboard.press('ArrowDown');
					}
					await whole.page.keyboard.press('Enter');
				}
				await expanded(false);
				const [sent] = await whole.received(type);
				assert.deepEqual([sent?.id, sent?.block], ['r1', 0]);
				assert.match(sent && 'mark' in sent ? String(sent.mark) : '', /^\d+-/);
				assert.equal(await whole.focused(), 'More Code Actions');
			}
		});
	}

	it('Apply says which block is meant, and is done once at a time', async () => {
		await show();
		await whole.button('Apply').press('Enter');
		await whole.button('Apply').click();
		const sent = await whole.received('apply');
		assert.deepEqual(
			sent.map(({ id, block, selection }) => [id, block, selection]),
			[['r1', 0, undefined]],
		);
	});

	it('its lines are broken by its menu, those of all blocks by the setting, at once', async () => {
		const wide = `~~~ts\nlet a = "${'a long line '.repeat(30)}";\n~~~\n\n`;
		const messages = [asked(), answered({ text: wide.repeat(2) })];
		await whole.snapshot(messages);
		const scrolls = () =>
			whole.page
				.locator('.code-block pre')
				.evaluateAll((all) => all.map((pre) => pre.scrollWidth > pre.clientWidth));
		const toggle = async (nth: number, was: boolean) => {
			await more().nth(nth).press('Enter');
			const item = whole.page.getByRole('menuitemcheckbox', { name: 'Wrap Code', checked: was });
			await item.press('Enter');
			assert.equal(await whole.focused(), 'More Code Actions');
		};
		assert.deepEqual(await scrolls(), [true, true]);
		await toggle(1, false);
		assert.deepEqual(await scrolls(), [true, false]);
		await toggle(1, true);
		assert.deepEqual(await scrolls(), [true, true]);
		await whole.status({ wrapCode: true });
		assert.deepEqual(await scrolls(), [false, true], 'what was chosen for a block holds');
		await toggle(0, true);
		await toggle(1, false);
		assert.deepEqual(await scrolls(), [true, false]);
		await whole.snapshot([asked(), answered({ id: 'r9', text: wide })], { wrapCode: true });
		assert.deepEqual(await scrolls(), [false], 'a new block goes by the setting');
		await whole.snapshot([asked(), answered({ id: 'r9', text: wide })]);
		assert.deepEqual(await scrolls(), [true]);
	});

	it('a second press of the button closes the menu', async () => {
		await show();
		await more().click();
		await expanded(true);
		await more().click();
		await expanded(false);
		assert.equal(await menu().count(), 0);
	});

	it('the menu lies inside the panel, and moves nothing', async () => {
		await show();
		const after = whole.page.getByText('After.');
		const before = await after.boundingBox();
		await more().click();
		await expanded(true);
		const box = await menu().boundingBox();
		assert.ok(box !== null && box.x >= 8 && box.x + box.width <= 292, JSON.stringify(box));
		assert.deepEqual(await after.boundingBox(), before);
	});

	it('is not found by Find in Chat', async () => {
		await show();
		await more().click();
		await expanded(true);
		const inText = await whole.page
			.locator('.markdown')
			.evaluateAll((texts) => texts.map((text) => text.textContent).join());
		assert.doesNotMatch(inText, /New File/);
	});

	for (const info of ['ts', LONG_INFO, `ts:${'a'.repeat(200)}`, 'mermaid']) {
		it(`the row is one line high and within 300 px: ${info.slice(0, 40)}`, async () => {
			await show(info);
			const row = await bar().boundingBox();
			const block = await whole.page.locator('.code-block').boundingBox();
			assert.ok(row !== null && block !== null);
			assert.ok(row.height < 30, `${row.height} px high`);
			assert.ok(row.x >= block.x && row.x + row.width <= block.x + block.width);
		});
	}

	it('the button that has the keyboard has a ring', async () => {
		await show();
		await whole.button('Copy Code').focus();
		await whole.page.keyboard.press('ArrowRight');
		const ring = await whole.page.evaluate(() => {
			const { outlineStyle, outlineWidth } = getComputedStyle(
				document.activeElement ?? document.body,
			);
			return [outlineStyle, outlineWidth];
		});
		assert.notEqual(ring[0], 'none');
		assert.notEqual(ring[1], '0px');
	});
});

describe('what became of a code block', () => {
	let whole: ChatPage;
	chatPageForEachTest((page) => {
		whole = page;
	});

	const TEXT = 'One:\n\n~~~ts\nlet a;\n~~~\n\nTwo:\n\n~~~ts\nlet b;\n~~~\n\nAfter.';
	const told = (...blocks: BlockChange[]): ChangesToPage => ({
		type: 'blockChanges',
		reply: 'r1',
		blocks,
	});
	const PROPOSED: BlockChange = {
		block: 1,
		phase: 'proposed',
		text: '3 changes: 2 exact, 1 at `parse()`; no other line changed; no symbol lost',
	};
	const group = () => whole.page.getByRole('group', { name: 'Change of this code' });

	it('stands whole under that block, and leads back to the diff', async () => {
		await whole.snapshot([asked(), answered({ text: TEXT })]);
		await whole.changes(told(PROPOSED));
		assert.equal(await group().count(), 1);
		assert.match(
			await group().innerText(),
			/^Proposed: 3 changes: 2 exact, 1 at parse\(\); no other/,
		);
		assert.equal(await group().locator('code').innerText(), 'parse()');
		const within = await group().evaluate((shown) => shown.parentElement?.dataset['index']);
		assert.equal(within, '1');
		await whole.button('Open Again').press('Enter');
		assert.deepEqual(
			(await whole.received('openChange')).map(({ id, block }) => [id, block]),
			[['r1', 1]],
		);
	});

	it('names the places of a refusal, each of which opens', async () => {
		await whole.snapshot([asked(), answered({ text: TEXT })]);
		await whole.changes(
			told({ block: 0, phase: 'refused', text: 'it fits in 2 places', places: [3, 12] }),
		);
		assert.match(await group().innerText(), /^Not applied: it fits in 2 places/);
		await whole.button('Line 12').click();
		await whole.button('Line 3').press('Enter');
		assert.deepEqual(
			(await whole.received('openPlace')).map(({ block, line }) => [block, line]),
			[
				[0, 12],
				[0, 3],
			],
		);
		assert.equal(await whole.page.getByRole('button', { name: 'Open Again' }).count(), 0);
	});

	it('a place that the sentence names is a link there, and no other number in it is one', async () => {
		await whole.snapshot([asked(), answered({ text: TEXT })]);
		const text =
			'2 parts: it fits in 2 places, at lines 2 and 40; it fits in 5 places, at lines 3, 40 and 2 more';
		await whole.changes(told({ block: 0, phase: 'refused', text, places: [2, 40, 3, 7] }));
		const links = group().getByRole('button');
		assert.deepEqual(await links.allInnerTexts(), ['2', '40', '3', '40', 'Line 7']);
		assert.equal(await group().innerText(), `Not applied: ${text} Line 7`);
		await links.nth(3).click();
		assert.deepEqual(
			(await whole.received('openPlace')).map(({ line }) => line),
			[40],
		);
	});

	it('is what it became last, keeps the keyboard, and is gone after Discard', async () => {
		await whole.snapshot([asked(), answered({ text: TEXT })]);
		await whole.changes(told(PROPOSED));
		await whole.button('Open Again').focus();
		await whole.changes(told({ ...PROPOSED, text: '1 change: exact' }));
		assert.match(await group().innerText(), /1 change: exact/);
		assert.equal(await whole.focused(), 'Open Again');
		await whole.changes(told({ ...PROPOSED, phase: 'accepted' }));
		assert.match(await group().innerText(), /^Accepted: /);
		await whole.changes(told({ ...PROPOSED, phase: 'discarded' }));
		assert.equal(await group().count(), 0);
	});

	it('is there with the chat, before the reply is drawn and while it grows', async () => {
		const streaming = answered({ status: 'streaming', text: TEXT, facts: {} });
		await whole.snapshot([asked(), streaming], { running: 'r1' }, { changes: [told(PROPOSED)] });
		await group().waitFor();
		await whole.changes({ type: 'text', id: 'r1', text: '\n\nMore.' });
		await whole.changes({ type: 'message', view: answered({ text: `${TEXT}\n\nMore.` }) });
		assert.equal(await group().count(), 1);
	});

	it('stands below the button of a long block', async () => {
		const long = `~~~ts\n${'let a;\n'.repeat(40)}~~~`;
		await whole.snapshot([asked(), answered({ text: long })]);
		await whole.changes(told({ ...PROPOSED, block: 0 }));
		const order = await whole.page
			.locator('.code-block')
			.evaluate((block) => [...block.children].map(({ className }) => className));
		assert.deepEqual(order, ['code-header', 'fades', 'code-fold', 'block-change']);
	});

	it('its button has the border that the theme gives to what is not the main button', async () => {
		await whole.snapshot([asked(), answered({ text: TEXT })]);
		await whole.changes(told(PROPOSED));
		const border = await whole.button('Open Again').evaluate((button) => {
			const { style } = document.documentElement;
			style.setProperty('--vscode-button-border', 'rgb(0, 0, 255)');
			const without = getComputedStyle(button).borderTopColor;
			style.setProperty('--vscode-button-secondaryBorder', 'rgb(9, 9, 9)');
			return [without, getComputedStyle(button).borderTopColor];
		});
		assert.deepEqual(border, ['rgb(0, 0, 255)', 'rgb(9, 9, 9)']);
	});

	it('text is shown as it is, whatever it holds', async () => {
		await whole.snapshot([asked(), answered({ text: TEXT })]);
		await whole.changes(told({ ...PROPOSED, text: '<b>a</b> ` `` `<i>`' }));
		assert.equal(await group().locator('b, i').count(), 0);
		assert.match(await group().innerText(), /<b>a<\/b>/);
	});
});
