import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { sharedBrowser } from '../vscode/browser.ts';
import { ChatPage } from './chatPage.ts';
import { answered, asked } from './samples.ts';

describe('reasoning in its fold', () => {
	let browser: Browser;

	before(async () => {
		browser = await sharedBrowser();
	});

	it('says how long it takes, then how long it took', async () => {
		const whole = await ChatPage.open(browser, { clock: true });
		const summary = whole.page.locator('.reasoning summary');
		const think = () => whole.changes({ type: 'reasoning', id: 'r1', text: 'Hm. ' });
		await whole.snapshot([asked(), answered({ text: '', status: 'streaming' })], { running: 'r1' });
		assert.equal(await summary.isVisible(), false);
		await think();
		assert.equal(await summary.textContent(), 'Reasoning… 0 s');
		await whole.page.clock.runFor(4000);
		assert.equal(await summary.textContent(), 'Reasoning… 4 s');
		await whole.page.clock.runFor(8000);
		await think();
		await whole.page.clock.runFor(30_000);
		await whole.changes({ type: 'text', id: 'r1', text: 'So.' });
		assert.equal(await summary.textContent(), 'Reasoned for 12 s');
		assert.equal(await whole.page.locator('.markdown').textContent(), 'So.');
		await whole.close();
	});

	it('says how long it took after a reload, as the host has measured it', async () => {
		const whole = await ChatPage.open(browser, { clock: true });
		const summary = whole.page.locator('.reasoning summary');
		await whole.snapshot([asked(), answered({ reasoning: 'Hm.', reasoningMs: 12_300 })]);
		assert.equal(await summary.textContent(), 'Reasoned for 12 s');
		// The page came in the middle of it, so only the host knows when it began.
		const half = { reasoning: 'Hm.', text: '', status: 'streaming' } as const;
		await whole.snapshot([asked(), answered(half)], { running: 'r1' });
		assert.equal(await summary.textContent(), 'Reasoning');
		await whole.changes({ type: 'text', id: 'r1', text: 'So.' });
		await whole.changes({ type: 'message', view: answered({ reasoningMs: 8000 }) });
		assert.equal(await summary.textContent(), 'Reasoned for 8 s');
		await whole.close();
	});

	it('gives no time for what came at once, as it was thought before', async () => {
		const whole = await ChatPage.open(browser, { clock: true });
		const summary = whole.page.locator('.reasoning summary');
		for (const reasoningMs of [0, 3, 499]) {
			await whole.snapshot([asked(), answered({ reasoning: 'Hm.', reasoningMs })]);
			assert.equal(await summary.textContent(), 'Reasoning');
		}
		await whole.snapshot([asked(), answered({ reasoning: 'Hm.', reasoningMs: 500 })]);
		assert.equal(await summary.textContent(), 'Reasoned for 1 s');
		await whole.snapshot([asked(), answered({ text: '', status: 'streaming' })], { running: 'r1' });
		await whole.changes({ type: 'reasoning', id: 'r1', text: 'All at once.' });
		await whole.changes({ type: 'text', id: 'r1', text: 'So.' });
		assert.equal(await summary.textContent(), 'Reasoning');
		await whole.close();
	});

	it('gives no time for a chat that was loaded without one', async () => {
		const whole = await ChatPage.open(browser);
		await whole.snapshot([asked(), answered({ reasoning: 'Hm.' })]);
		assert.equal(await whole.page.locator('.reasoning summary').textContent(), 'Reasoning');
		await whole.close();
	});
});
