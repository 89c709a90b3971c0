import { closeSharedBrowser } from '../vscode/browser.ts';

/** All pages of a run are in one Chromium, which goes with the last test. */
export const mochaHooks = { afterAll: closeSharedBrowser };
