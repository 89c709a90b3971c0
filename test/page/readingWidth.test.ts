import assert from 'node:assert/strict';
import { type Browser, chromium } from 'playwright-core';
import { chromiumArgs, findHeadlessChromium } from '../../scripts/vscode/chromium.ts';
import { ChatPage, chatPageForEachTest } from './chatPage.ts';
import { ComparePageInTest, column } from './comparePage.ts';
import { parametersSample } from './requestSamples.ts';
import { answered, asked } from './samples.ts';

describe('the width of what is read', () => {
	let chat: ChatPage;
	chatPageForEachTest((page) => {
		chat = page;
	});

	const edges = (selector: string) =>
		chat.page
			.locator(selector)
			.first()
			.evaluate((one) => {
				const { left, right } = one.getBoundingClientRect();
				return [Math.round(left), Math.round(right)];
			});

	it('is that of the box, and stays the same when the scroll bar appears', async () => {
		await chat.page.addStyleTag({ content: '::-webkit-scrollbar { width: 12px }' });
		await chat.snapshot([asked(), answered({ text: 'Short.' })]);
		const before = await edges('.reply');
		await chat.snapshot([asked(), answered({ text: 'Long.\n\n'.repeat(80) })]);
		assert.deepEqual(await edges('.reply'), before);
		assert.deepEqual(await edges('.box'), before);
		const gutter = await chat.page
			.locator('.scroller')
			.evaluate((one) => one.getBoundingClientRect().width - one.clientWidth);
		assert.equal(gutter, 12);
	});
});

describe('what grows while it is read or typed', () => {
	let browser: Browser;
	before(async () => {
		// Elsewhere the tests have no scroll bars.
		browser = await chromium.launch({
			executablePath: await findHeadlessChromium(),
			args: chromiumArgs,
			ignoreDefaultArgs: ['--hide-scrollbars'],
		});
	});
	after(() => browser.close());

	const LINES = 'word '.repeat(20).concat('\n').repeat(100);

	/** Of the text in it, in CSS pixels, once it has a scroll bar or not. */
	const width = (page: ChatPage['page'], selector: string, scrolls: boolean) =>
		page.locator(selector).evaluate((one, wanted) => {
			const has = one.scrollHeight > one.clientHeight;
			if (has !== wanted) throw new Error(`it ${has ? 'scrolls' : 'does not scroll'}`);
			return one.clientWidth;
		}, scrolls);

	it('is as wide with a scroll bar as without: the box, a question that is edited, what is thought', async () => {
		const chat = await ChatPage.open(browser);
		const { page } = chat;
		await chat.snapshot([asked(), answered({ status: 'streaming', reasoning: 'So', facts: {} })], {
			running: 'r1',
		});
		await page.locator('.reasoning summary').click();
		await page.locator('[data-id="q1"]').getByRole('button', { name: 'Edit' }).press('Enter');
		const all = ['.box textarea', '.question textarea', '.reasoning-text'];
		const widths = (scrolls: boolean) => Promise.all(all.map((one) => width(page, one, scrolls)));
		await chat.box.fill('Short');
		const before = await widths(false);
		await chat.box.fill(LINES);
		await page.getByRole('textbox', { name: 'Edit message' }).fill(LINES);
		await chat.changes({ type: 'reasoning', id: 'r1', text: LINES });
		assert.deepEqual(await widths(true), before);
		await chat.close();
	});

	it('is as wide with a scroll bar as without: the panel of parameters', async () => {
		const chat = await ChatPage.open(browser);
		const { page } = chat;
		await page.setViewportSize({ width: 300, height: 3000 });
		await chat.snapshot([asked()]);
		await chat.button('Parameters').click();
		await chat.changes({ type: 'parameters', view: parametersSample });
		await page.getByRole('dialog', { name: 'Parameters' }).waitFor();
		const before = await width(page, '.parameters-body', false);
		await page.setViewportSize({ width: 300, height: 700 });
		assert.equal(await width(page, '.parameters-body', true), before);
		await chat.close();
	});

	for (const [what, wide] of [
		['beside another', 1200],
		['above another', 400],
	] as const) {
		it(`is as wide with a scroll bar as without: an answer ${what}`, async () => {
			const compare = await ComparePageInTest.open(browser, { width: wide });
			const text = () =>
				compare
					.column('A')
					.locator('.markdown')
					.evaluate((one) => Math.round(one.getBoundingClientRect().width));
			await compare.snapshot([column('r1', 'A', { text: 'Short.' }), column('r2', 'B')]);
			const before = await text();
			await compare.snapshot([column('r1', 'A', { text: LINES }), column('r2', 'B')]);
			assert.equal(await text(), before);
			await compare.page.close();
		});
	}
});
