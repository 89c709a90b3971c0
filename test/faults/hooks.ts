import { installVsix, removeInstalledVsix } from '../e2e/installedVsix.ts';
import { closeSharedBrowser } from '../vscode/browser.ts';
import { formatTables } from './figures.ts';

export { installVsix as mochaGlobalSetup, removeInstalledVsix as mochaGlobalTeardown };

export const mochaHooks = {
	async afterAll(): Promise<void> {
		await closeSharedBrowser();
		console.log(`\n${formatTables()}\n`);
	},
};
