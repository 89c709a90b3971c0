import type { Context } from 'mocha';
import { closeSharedBrowser } from '../vscode/browser.ts';
import { installVsix, removeInstalledVsix } from './installedVsix.ts';
import { closeSharedWindow, leaveSharedWindow } from './sharedWindow.ts';

/** Before the first test and after the last one of all files, in the process that started mocha. */
export { installVsix as mochaGlobalSetup, removeInstalledVsix as mochaGlobalTeardown };

export const mochaHooks = {
	/** A whole workbench on a busy machine now and then swallows a key. A second try is allowed, and said. */
	afterEach(this: Context) {
		const test = this.currentTest;
		if (test?.state === 'failed') leaveSharedWindow();
		if (test?.state === 'passed' && test.retries() > 0 && currentRetry(test) > 0) {
			console.log(`      (passed at the second try: ${test.fullTitle()})`);
		}
	},
	/** All windows of a process are contexts of one Chromium. */
	async afterAll() {
		await closeSharedWindow();
		await closeSharedBrowser();
	},
};

/** Which try this was, from 0; mocha has it, its types do not. */
function currentRetry(test: object): number {
	return (test as { currentRetry(): number }).currentRetry();
}
