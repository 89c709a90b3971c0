import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../vscode/browser.ts';
import { ChatPage } from './chatPage.ts';
import { answered, asked, busyStatus, everything } from './samples.ts';
import { THEME_KINDS } from './themes.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const STATES: Record<string, (whole: ChatPage) => Promise<void>> = {
	empty: (whole) => whole.snapshot(),
	'empty without a key': (whole) => whole.snapshot([], { needsKey: true }),
	streaming: (whole) =>
		whole.snapshot(
			[asked(), answered({ status: 'streaming', reasoning: 'Hm. ', text: 'With', facts: {} })],
			{ running: 'r1' },
		),
	everything: async (whole) => {
		await whole.snapshot(everything, busyStatus, { draft: 'What is typed' });
		await whole.page.locator('.hljs-keyword').first().waitFor();
		for (const fold of await whole.page.locator('summary, [aria-expanded]').all()) {
			await fold.press('Enter');
		}
		await whole.page.locator('[data-id="q2"]').getByRole('button', { name: 'Edit' }).click();
	},
	'code that was applied': async (whole) => {
		const text = '~~~ts src/a/very/long/path/of/a/file.ts\nlet a;\n~~~\n\n~~~mermaid\nA\n~~~';
		await whole.snapshot([asked(), answered({ text })]);
		const long = `\`${'src/'.repeat(40)}a.ts\` is gone`;
		await whole.changes({
			type: 'blockChanges',
			reply: 'r1',
			blocks: [
				{ block: 0, phase: 'refused', text: long, places: [1, 2, 30_000] },
				{ block: 1, phase: 'proposed', text: '1 change: 1 at `parse()`; no symbol lost' },
			],
		});
		await whole.button('More Code Actions').first().press('Enter');
		await whole.page.getByRole('menuitem', { name: 'Run in Terminal' }).waitFor();
	},
};

describe('accessibility of the page', () => {
	let browser: Browser;
	let axe: string;

	before(async () => {
		browser = await launchChromium();
		axe = await readFile(AXE, 'utf8');
	});
	after(() => browser.close());

	for (const theme of THEME_KINDS) {
		for (const [name, show] of Object.entries(STATES)) {
			it(`axe finds nothing: ${name}, ${theme}`, async () => {
				const whole = await ChatPage.open(browser, { theme, width: 300 });
				await show(whole);
				// Contrast can only be told of what is in view.
				await whole.page.setViewportSize({ width: 300, height: 6000 });
				await whole.page.addScriptTag({ content: axe });
				const results: AxeResults = await whole.page.evaluate(() =>
					Reflect.get(globalThis, 'axe').run(document, {
						// A page inside a side bar is no document of its own: its first heading is the workbench's.
						resultTypes: ['violations'],
						rules: { 'page-has-heading-one': { enabled: false } },
					}),
				);
				const found = results.violations.flatMap(({ id, nodes }) =>
					nodes.map((node) => `${id}: ${node.html.slice(0, 120)}: ${node.failureSummary}`),
				);
				assert.deepEqual(found, []);
				assert.deepEqual(whole.errors, []);
				await whole.close();
			});
		}
	}

	for (const { width, zoom } of [
		{ width: 300, zoom: 1 },
		{ width: 300, zoom: 2 },
		{ width: 400, zoom: 2 },
		{ width: 200, zoom: 1 },
	]) {
		it(`nothing is wider than ${width} px at ${zoom * 100} %`, async () => {
			const whole = await ChatPage.open(browser, { width, zoom });
			for (const show of Object.values(STATES)) {
				await show(whole);
				const wider = await whole.page.evaluate(() => {
					const scroller = document.querySelector('.scroller') ?? document.body;
					const composer = document.querySelector('.composer') ?? document.body;
					return [document.documentElement, scroller, composer]
						.filter((part) => part.scrollWidth > part.clientWidth)
						.map((part) => `${part.className}: ${part.scrollWidth} in ${part.clientWidth}`);
				});
				assert.deepEqual(wider, []);
			}
			await whole.close();
		});
	}
});
