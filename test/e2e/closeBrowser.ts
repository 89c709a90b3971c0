import { closeSharedBrowser } from '../vscode/browser.ts';

/** All windows of a run are contexts of one Chromium, which goes with the last test. */
export const mochaHooks = {
	afterAll: closeSharedBrowser,
};
