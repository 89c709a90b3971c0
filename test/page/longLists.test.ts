import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../vscode/browser.ts';
import { bundle, openPage } from './chromium.ts';
import type { LongLists } from './longListsHarness.ts';

declare const makers: Record<LongLists, (text: string) => number | Promise<number>>;

/** Each is two parts: a letter, and a control character. Chromium's stack ends a call of so many arguments. */
const PAIRS = 150_000;

describe('what has more parts than a call takes', () => {
	let browser: Browser;
	let page: Page;
	before(async () => {
		browser = await launchChromium();
		({ page } = await openPage(browser, { script: await bundle('test/page/longListsHarness.ts') }));
	});
	after(() => browser.close());

	const all: LongLists[] = [
		'question',
		'excerpt',
		'reasoning',
		'code',
		'inline',
		'colours',
		'coloured lines',
		'matches',
		'columns',
		'usage',
		'sentences',
		'sentences of one line',
		'announcements',
	];
	for (const name of all) {
		it(`is shown whole: ${name}`, async () => {
			const count = await page.evaluate(([name, pairs]) => makers[name]('a\x1b'.repeat(pairs)), [
				name,
				PAIRS,
			] as const);
			assert.equal(count, PAIRS);
			// So many elements take a slow machine a while.
		}).timeout(300_000);
	}
});
