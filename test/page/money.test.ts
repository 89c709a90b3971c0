import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import type { UsageReport, UsageRow } from '../../src/shared/usageProtocol.ts';
import { launchChromium } from '../vscode/browser.ts';
import { WholePage } from './chatPage.ts';
import { bundle } from './chromium.ts';
import { answered, asked } from './samples.ts';
import { BODY_CLASS, THEME_KINDS, type ThemeKind, themeStyle } from './themes.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

describe('money and requests in the page', () => {
	let browser: Browser;
	let whole: WholePage;

	before(async () => {
		browser = await launchChromium();
	});
	after(() => browser.close());
	beforeEach(async () => {
		whole = await WholePage.open(browser);
	});
	afterEach(() => whole.close());

	it('More Actions is a menu for the keyboard, inside a panel of 300 px', async () => {
		await whole.snapshot([asked(), answered({ again: 'r0' }, { sibling: 2, siblings: 2 })]);
		const more = whole.button('More Actions');
		const menu = whole.page.getByRole('menu', { name: 'More Actions' });
		/** Resolves when the menu is open and has the keyboard. */
		const open = async () => {
			await more.press('Enter');
			await whole.page.locator('[aria-haspopup="menu"][aria-expanded="true"]').waitFor();
		};
		await open();
		assert.deepEqual(await menu.getByRole('menuitem').allInnerTexts(), [
			'Show Request',
			'Copy as curl',
			'Run Again',
			'Show Changes',
		]);
		assert.equal(await whole.focused(), 'Show Request');
		const box = await menu.boundingBox();
		assert.ok(box !== null && box.x >= 0 && box.x + box.width <= 300 && box.y + box.height <= 700);
		await whole.page.keyboard.press('ArrowUp');
		assert.equal(await whole.focused(), 'Show Changes');
		await whole.page.keyboard.press('Escape');
		assert.equal(await menu.isVisible(), false);
		assert.equal(await whole.focused(), 'More Actions');
		await whole.page.locator('[aria-haspopup="menu"][aria-expanded="false"]').waitFor();
		for (const [name, type] of [
			['Show Request', 'showRequest'],
			['Copy as curl', 'copyAsCurl'],
			['Run Again', 'runAgain'],
			['Show Changes', 'showChanges'],
		] as const) {
			await open();
			await menu.getByRole('menuitem', { name, exact: true }).press('Enter');
			await whole.until(() => whole.sent(type).length > 0, type);
			assert.deepEqual(whole.sent(type), [{ type, id: 'r1' }]);
		}
	});

	it('the sum of the chat stands at its end and leads to the usage', async () => {
		const sum = whole.page.locator('.chat-sum');
		await whole.snapshot([asked(), answered()]);
		assert.equal(await sum.isVisible(), false);
		await whole.status({ spent: '1 reply · 1,646 tokens · $0.00031' });
		await whole.button('This chat: 1 reply · 1,646 tokens · $0.00031').press('Enter');
		await whole.until(() => whole.sent('showUsage').length === 1, 'showUsage');
	});
});

function row(label: string, billed: string, estimated = '0'): UsageRow {
	return { label, replies: 3, promptTokens: 12345, completionTokens: 678, billed, estimated };
}

const REPORT: UsageReport = {
	sums: [row('Today', '0.0042'), row('Last 30 days', '1.5', '0.25'), row('All', '12.5')],
	days: [row('2026-11-24', '0.0042'), row('2026-11-23', '1.4958', '0.25')],
	models: [row('Llama 3 70B Instruct', '10'), row('Mistral Large', '2.5')],
	chats: [row(`How do I add numbers?${' And then some more.'.repeat(5)}`, '1.5'), row('b', '0')],
	lastDays: Array.from({ length: 30 }, (_, day) => row(`2026-11-${day + 1}`, String(day % 7))),
	limits: 'Each day you are asked from $1.00 on.',
};

/** The page of Show Usage and Cost, with the test in the host's place. */
export async function openUsage(browser: Browser, theme: ThemeKind, width: number): Promise<Page> {
	const page = await browser.newPage({ viewport: { width, height: 900 } });
	const style = await readFile('media/usage.css', 'utf8');
	await page.setContent(
		`<!doctype html><html lang="en"><head><title>Usage</title><style>${themeStyle(theme)}</style><style>${style}</style></head><body class="${BODY_CLASS[theme]}"></body></html>`,
	);
	await page.evaluate(() => {
		const posted: unknown[] = [];
		const api = { postMessage: (message: unknown) => posted.push(message) };
		Object.assign(globalThis, { posted, acquireVsCodeApi: () => api });
	});
	await page.addScriptTag({ content: await bundle('src/webview/usage/main.ts') });
	await page.evaluate((report) => postMessage({ type: 'report', report }, '*'), REPORT);
	await page.getByRole('table').waitFor();
	return page;
}

describe('the page of usage and cost', () => {
	let browser: Browser;

	before(async () => {
		browser = await launchChromium();
	});
	after(() => browser.close());

	it('shows sums, a chart and a table, grouped as wanted', async () => {
		const page = await openUsage(browser, 'dark', 800);
		assert.match(await page.locator('.sums').innerText(), /Last 30 days\s+≈\$1\.75/);
		await page.getByText('Each day you are asked from $1.00 on.').waitFor();
		assert.equal(await page.locator('.chart .bar').count(), 30);
		assert.deepEqual(await page.getByRole('columnheader').allInnerTexts(), [
			'Day',
			'Replies',
			'Prompt tokens',
			'Reply tokens',
			'Cost',
		]);
		assert.deepEqual(await page.getByRole('row').nth(2).getByRole('cell').allInnerTexts(), [
			'3',
			'12,345',
			'678',
			'≈$1.75',
		]);
		const byModel = page.getByRole('button', { name: 'By Model' });
		await byModel.press('Enter');
		assert.equal(await byModel.getAttribute('aria-pressed'), 'true');
		assert.deepEqual(await page.getByRole('rowheader').allInnerTexts(), [
			'Llama 3 70B Instruct',
			'Mistral Large',
		]);
		assert.equal(await page.locator('.chart .bar').count(), 2);
		await page.getByRole('button', { name: 'Export as CSV…' }).press('Enter');
		await page.getByRole('button', { name: 'Limits…' }).press('Enter');
		assert.deepEqual(await page.evaluate(() => Reflect.get(globalThis, 'posted')), [
			{ type: 'ready' },
			{ type: 'exportUsage' },
			{ type: 'openLimits' },
		]);
		await page.close();
	});

	for (const theme of THEME_KINDS) {
		it(`axe finds nothing, and nothing is wider than 300 px: ${theme}`, async () => {
			const page = await openUsage(browser, theme, 300);
			await page.addScriptTag({ content: await readFile(AXE, 'utf8') });
			for (const name of ['By Day', 'By Model', 'By Chat']) {
				await page.getByRole('button', { name }).press('Enter');
				const results: AxeResults = await page.evaluate(() =>
					Reflect.get(globalThis, 'axe').run(document, { resultTypes: ['violations'] }),
				);
				const found = results.violations.flatMap(({ id, nodes }) =>
					nodes.map((node) => `${id}: ${node.html.slice(0, 120)}: ${node.failureSummary}`),
				);
				assert.deepEqual(found, []);
				const wider = await page.evaluate(
					() => document.documentElement.scrollWidth > document.documentElement.clientWidth,
				);
				assert.equal(wider, false, name);
			}
			await page.close();
		});
	}
});
