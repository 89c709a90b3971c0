import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../vscode/browser.ts';
import { bundle, openPage } from './chromium.ts';
import type { LongLists } from './longListsHarness.ts';

declare const makers: Record<LongLists, (text: string) => number | Promise<number>>;

/** Each is two parts: a letter, and a control character. */
const PAIRS = 20_000;

/** Of the stack, in KB: a seventh of Chromium's own, which ends a call of 150,000 arguments, so that one of PAIRS does not end well either. */
const STACK = 128;

describe('what has more parts than a call takes', () => {
	let browser: Browser;
	let page: Page;
	before(async () => {
		browser = await launchChromium([`--js-flags=--stack-size=${STACK}`]);
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
	it('is more than a call takes here', async () => {
		const called = await page.evaluate((pairs) => {
			try {
				return Math.max(...new Array<number>(pairs).fill(1));
			} catch (error) {
				return String(error);
			}
		}, PAIRS);
		assert.match(String(called), /^RangeError: Maximum call stack size exceeded/);
	});

	for (const name of all) {
		it(`is shown whole: ${name}`, async () => {
			const count = await page.evaluate(([name, pairs]) => makers[name]('a\x1b'.repeat(pairs)), [
				name,
				PAIRS,
			] as const);
			assert.equal(count, PAIRS);
		});
	}
});
