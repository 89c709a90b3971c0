import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { ask, chatSuite, run } from './chatSuite.ts';
import { closeEditors, file, show } from './documents.ts';
import { contributedCommands, extension } from './extension.ts';

// The first file that runs: nothing has asked for the extension before.
describe('activation', () => {
	after(closeEditors);

	it('does not happen before it is asked for, even with a file open', async () => {
		await show(await file('inventory.py'));
		assert.equal(extension().isActive, false);
		assert.deepEqual(loaded('extension.cjs'), []);
	});

	it('happens with the first command, which is then done', async () => {
		await run('newChat');
		assert.equal(extension().isActive, true);
		assert.equal(loaded('extension.cjs').length, 1);
	});

	it('registers every command of the manifest', async () => {
		const registered = await commands.getCommands(true);
		const contributed = contributedCommands();
		assert.ok(contributed.length > 0);
		assert.deepEqual(
			contributed.filter((id) => !registered.includes(id)),
			[],
		);
	});

	describe('of the network', () => {
		chatSuite();

		it('waits for the first request', async () => {
			await run('open');
			assert.deepEqual(loaded('undiciTransport.cjs'), []);
			await ask();
			assert.equal(loaded('undiciTransport.cjs').length, 1);
		});
	});
});

/** The files of dist with this name that this extension host has loaded. */
function loaded(name: string): string[] {
	return Object.keys(require.cache).filter(
		(path) => /[\\/]dist[\\/][^\\/]+$/.test(path) && path.endsWith(name),
	);
}
