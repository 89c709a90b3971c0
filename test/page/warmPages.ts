import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { FromWebview } from '../../src/shared/panel/protocol.ts';

/** A browser's page with nothing in it, which can post to whoever has it. */
export interface WarmPage {
	readonly page: Page;
	readonly zoom: number;
	receive: (message: FromWebview) => void;
	fail: (error: Error) => void;
}

/** Of a panel: its size in pixels of the screen, and how VS Code zooms it. */
export interface PanelSize {
	readonly width: number;
	readonly height: number;
	readonly zoom: number;
}

const idle = new WeakMap<Browser, WarmPage[]>();

/** A page that nobody had before. */
export async function newPage(
	browser: Browser,
	size: PanelSize,
	more: Pick<BrowserContextOptions, 'locale' | 'timezoneId'> = {},
): Promise<WarmPage> {
	const { zoom } = size;
	const page = await browser.newPage({
		viewport: viewportOf(size),
		deviceScaleFactor: zoom,
		reducedMotion: 'reduce',
		...more,
	});
	const warm: WarmPage = { page, zoom, receive: () => {}, fail: () => {} };
	page.on('pageerror', (error) => warm.fail(error));
	await page.exposeFunction('postToHost', (message: FromWebview) => warm.receive(message));
	return warm;
}

/**
 * An empty page of this size, in pixels of the screen. It is one that a test has given back, where there is one: a new page
 * takes longer to come than most tests take, and has to read the script anew.
 */
export async function borrowPage(browser: Browser, size: PanelSize): Promise<WarmPage> {
	const waiting = idle.get(browser) ?? [];
	const index = waiting.findIndex((warm) => warm.zoom === size.zoom);
	const [found] = index < 0 ? [] : waiting.splice(index, 1);
	await found?.page.setViewportSize(viewportOf(size));
	return found ?? newPage(browser, size);
}

/** Empties the page for whoever needs one next, with no key and no button down and the pointer outside, or closes one that keeps a clock. */
export async function giveBackPage(browser: Browser, warm: WarmPage): Promise<void> {
	const { page } = warm;
	warm.receive = () => {};
	warm.fail = () => {};
	await page.goto('about:blank');
	for (const key of ['Enter', 'Shift', 'Control', 'Alt', 'Meta']) await page.keyboard.up(key);
	await page.mouse.up();
	await page.mouse.move(-10, -10);
	await page.context().clearPermissions();
	// A clock that a test has put in stays in all that the page shows from then on.
	if (!(await page.evaluate(() => String(setTimeout).includes('[native code]')))) {
		await page.close();
		return;
	}
	idle.set(browser, [...(idle.get(browser) ?? []), warm]);
}

function viewportOf({ width, height, zoom }: PanelSize): { width: number; height: number } {
	return { width: Math.round(width / zoom), height: Math.round(height / zoom) };
}
