import assert from 'node:assert/strict';
import { commands, workspace } from 'vscode';
import { ask, chatSuite, run } from './chatSuite.ts';
import { closeEditors, file, show } from './documents.ts';
import { contributedCommands, extension } from './extension.ts';
import { page } from './page.ts';
import { until } from './until.ts';

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

	describe('of the lists after / and #', () => {
		const suite = chatSuite();
		const { findFiles } = workspace;
		const searches: unknown[] = [];

		before(() => {
			Object.assign(workspace, {
				findFiles: (...asked: Parameters<typeof findFiles>) => {
					searches.push(asked[0]);
					return findFiles(...asked);
				},
			});
		});
		after(() => Object.assign(workspace, { findFiles }));

		it('waits for the first of these letters: until then no file is looked for', async () => {
			await run('open');
			page.post({ type: 'send', conversation: page.conversation, text: 'C# or F#?' });
			await until(() => suite.standin.chats.length === 1 && page.status?.running === null);
			assert.deepEqual(searches, []);
			assert.deepEqual(loaded('referenceSource.cjs'), []);
			assert.deepEqual(loaded('promptSource.cjs'), []);

			await listed('prompts');
			assert.equal(loaded('promptSource.cjs').length, 1);
			assert.deepEqual([searches, loaded('referenceSource.cjs')], [[], []]);

			await listed('context');
			assert.equal(loaded('referenceSource.cjs').length, 1);
			await until(() => searches.length > 0);
		});
	});
});

/** Opens the list of a page that begins a word. */
async function listed(kind: 'prompts' | 'context'): Promise<void> {
	page.answered = undefined;
	page.post({ type: 'suggest', kind, query: '' });
	await until(() => page.answered);
}

/** The files of dist with this name that this extension host has loaded. */
function loaded(name: string): string[] {
	return Object.keys(require.cache).filter(
		(path) => /[\\/]dist[\\/][^\\/]+$/.test(path) && path.endsWith(name),
	);
}
