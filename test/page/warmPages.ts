import type { Browser, Page } from 'playwright-core';
import type { FromWebview } from '../../src/shared/panel/protocol.ts';

/** A browser's page with nothing in it, which can post to whoever has it. */
export interface WarmPage {
	readonly page: Page;
	readonly zoom: number;
	receive: (message: FromWebview) => void;
	fail: (error: Error) => void;
}

const idle = new WeakMap<Browser, WarmPage[]>();

/**
 * An empty page of this size, in pixels of the screen. It is one that a test has given back, where there is one: a new page
 * takes longer to come than most tests take, and has to read the script anew.
 */
export async function borrowPage(
	browser: Browser,
	{ width, height, zoom }: { width: number; height: number; zoom: number },
): Promise<WarmPage> {
	const viewport = { width: Math.round(width / zoom), height: Math.round(height / zoom) };
	const waiting = idle.get(browser) ?? [];
	const index = waiting.findIndex((warm) => warm.zoom === zoom);
	const [found] = index < 0 ? [] : waiting.splice(index, 1);
	if (found) {
		await found.page.setViewportSize(viewport);
		return found;
	}
	const page = await browser.newPage({
		viewport,
		deviceScaleFactor: zoom,
		reducedMotion: 'reduce',
	});
	const warm: WarmPage = { page, zoom, receive: () => {}, fail: () => {} };
	page.on('pageerror', (error) => warm.fail(error));
	await page.exposeFunction('postToHost', (message: FromWebview) => warm.receive(message));
	return warm;
}

/** Empties the page for whoever needs one next, with no key and no button down and the pointer outside. */
export async function giveBackPage(browser: Browser, warm: WarmPage): Promise<void> {
	const { page } = warm;
	warm.receive = () => {};
	warm.fail = () => {};
	await page.goto('about:blank');
	for (const key of ['Enter', 'Shift', 'Control', 'Alt', 'Meta']) await page.keyboard.up(key);
	await page.mouse.up();
	await page.mouse.move(-10, -10);
	await page.context().clearPermissions();
	idle.set(browser, [...(idle.get(browser) ?? []), warm]);
}
