import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../vscode/browser.ts';
import { buildDist, HostilePage, stringsIn } from './corpus.ts';

describe('the page that is shipped, shown what means harm', () => {
	let browser: Browser;
	let page: HostilePage;

	before(async function () {
		this.timeout(60_000);
		await buildDist();
		browser = await launchChromium();
		page = await HostilePage.open(browser);
	});
	after(async () => {
		await page.close();
		await browser.close();
	});

	it('runs no script, sends nothing, follows no link and keeps its looks', async function () {
		this.timeout(120_000);
		const strings = await stringsIn(join(import.meta.dirname, '../corpora'));
		assert.ok(strings.length > 200);
		assert.deepEqual(await page.check(strings), []);
	});

	it('would be seen to, if a string did any of it', async () => {
		// The checks themselves: what they look for is put into the page past all that keeps it out.
		const tried = await page.tryIt(() => {
			const image = document.createElement('img');
			image.src = 'https://attacker.example/p';
			const script = document.createElement('script');
			script.textContent = 'alert(1)';
			const link = document.createElement('a');
			link.href = 'command:workbench.action.quit';
			document.querySelector('.message')?.append(image, script, link);
		});
		const all = tried.join('\n');
		for (const wanted of [
			/made a <img>/,
			/made a <script>/,
			/made a link to command:/,
			/leaves a link to the browser|would open/,
			/policy forbids: img-src/,
			/policy forbids: script-src/,
		]) {
			assert.match(all, wanted);
		}
	});
});
