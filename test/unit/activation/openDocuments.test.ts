import assert from 'node:assert/strict';
import type { FileSystemProvider, Uri as RealUri } from 'vscode';
import { provideVscode, Uri, workspace } from '../../vscode/apiStandin.ts';

provideVscode();
const { openDocuments } = await import('../../../src/activation/openDocuments.ts');

describe('the routing of a chat that an editor shows after a reload', () => {
	const untouched = { ...workspace };
	afterEach(() => Object.assign(workspace, untouched));

	it('is asked for once the chat is back', async () => {
		const providers = new Map<string, FileSystemProvider>();
		Object.assign(workspace, {
			registerFileSystemProvider: (scheme: string, provider: FileSystemProvider) => {
				providers.set(scheme, provider);
				return { dispose() {} };
			},
		});
		const back = Promise.withResolvers<void>();
		let isBack = false;
		const routing = {
			onDidChangeFile: () => ({ dispose() {} }),
			readFile: () => {
				assert.ok(isBack, 'the chat is not there yet');
				return new Uint8Array();
			},
		};
		const chat = { routing, restored: () => back.promise };
		openDocuments(async () => ({ chat }) as never).register();
		const reading = providers
			.get('llama-chat')
			?.readFile(new Uri('/c/routing.llama-chat.json', 'llama-chat') as unknown as RealUri);
		await new Promise(setImmediate);
		isBack = true;
		back.resolve();
		assert.equal((await reading)?.length, 0);
	});
});
