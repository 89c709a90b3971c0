import assert from 'node:assert/strict';
import { sharedBrowser } from '../vscode/browser.ts';
import { borrowPage, giveBackPage } from './warmPages.ts';

describe('a page that a test gives back', () => {
	const size = { width: 300, height: 700, zoom: 3 };

	it('is the next one’s', async () => {
		const browser = await sharedBrowser();
		const warm = await borrowPage(browser, size);
		await giveBackPage(browser, warm);
		const next = await borrowPage(browser, size);
		assert.equal(next, warm);
		await next.page.close();
	});

	it('is nobody’s where its clock is the test’s', async () => {
		const browser = await sharedBrowser();
		const warm = await borrowPage(browser, size);
		await warm.page.clock.install();
		await giveBackPage(browser, warm);
		assert.ok(warm.page.isClosed());
		const next = await borrowPage(browser, size);
		assert.notEqual(next, warm);
		await next.page.close();
	});
});
