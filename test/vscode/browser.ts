import { type Browser, chromium } from 'playwright-core';
import { chromiumArgs, findHeadlessChromium } from '../../scripts/vscode/chromium.ts';

let browser: Promise<Browser> | undefined;

/** One Chromium for the whole process; windows are contexts in it and share nothing else. */
export function sharedBrowser(): Promise<Browser> {
	browser ??= launchChromium();
	return browser;
}

/** Ends the shared Chromium; the next use starts a new one. */
export async function closeSharedBrowser(): Promise<void> {
	const running = browser;
	browser = undefined;
	await (await running)?.close();
}

/** Starts a Chromium of its own, with further arguments; whoever starts it closes it. */
export async function launchChromium(more: readonly string[] = []): Promise<Browser> {
	const args = [...chromiumArgs, ...more];
	return chromium.launch({ executablePath: await findHeadlessChromium(), args });
}
