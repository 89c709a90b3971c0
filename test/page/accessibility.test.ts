import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { sharedBrowser } from '../vscode/browser.ts';
import { ChatPage } from './chatPage.ts';
import { STATES } from './states.ts';
import { THEME_KINDS } from './themes.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

describe('accessibility of the page', () => {
	let browser: Browser;
	let axe: string;

	before(async () => {
		browser = await sharedBrowser();
		axe = await readFile(AXE, 'utf8');
	});

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

	for (const [name, show] of Object.entries(STATES)) {
		for (const zoom of [1, 2]) {
			it(`nothing is wider than the panel at ${zoom * 100} %: ${name}`, async () => {
				const whole = await ChatPage.open(browser, { width: 400, zoom });
				await show(whole);
				for (const width of zoom === 1 ? [300, 200] : [400, 300]) {
					await whole.page.setViewportSize({ width: width / zoom, height: 700 / zoom });
					const wider = await whole.page.evaluate(() => {
						const scroller = document.querySelector('.scroller') ?? document.body;
						const composer = document.querySelector('.composer') ?? document.body;
						return [document.documentElement, scroller, composer]
							.filter((part) => part.scrollWidth > part.clientWidth)
							.map((part) => `${part.className}: ${part.scrollWidth} in ${part.clientWidth}`);
					});
					assert.deepEqual(wider, [], `${width} px`);
				}
				await whole.close();
			});
		}
	}
});
