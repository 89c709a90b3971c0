import type { Context } from 'mocha';
import { closeSharedBrowser } from '../vscode/browser.ts';

export const mochaHooks = {
	/** A whole workbench on a busy machine now and then swallows a key. A second try is allowed, and said. */
	afterEach(this: Context) {
		const test = this.currentTest;
		if (test?.state === 'passed' && test.retries() > 0 && currentRetry(test) > 0) {
			console.log(`      (passed at the second try: ${test.fullTitle()})`);
		}
	},
	/** All windows of a run are contexts of one Chromium, which goes with the last test. */
	afterAll: closeSharedBrowser,
};

/** Which try this was, from 0; mocha has it, its types do not. */
function currentRetry(test: object): number {
	return (test as { currentRetry(): number }).currentRetry();
}
