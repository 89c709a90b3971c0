import { closeSharedBrowser } from '../vscode/browser.ts';
import { formatTables } from './figures.ts';

export const mochaHooks = {
	async afterAll(): Promise<void> {
		await closeSharedBrowser();
		console.log(`\n${formatTables()}\n`);
	},
};
