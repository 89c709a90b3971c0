import assert from 'node:assert/strict';
import type { Uri as RealUri } from 'vscode';
import type { Routing } from '../../../../src/core/server/routing.ts';
import { FileType, provideVscode, Uri } from '../../../vscode/apiStandin.ts';

provideVscode();
const { RoutingDocuments } = await import('../../../../src/host/parameters/routingDocument.ts');

describe('the routing of a chat as a document', () => {
	const uri = new Uri('/chat-1/routing.llama-chat.json') as unknown as RealUri;
	const bytes = new TextEncoder().encode('{ "provider": { "sort": "price" } }');
	const saved: [string, Routing][] = [];
	let open: boolean;
	const documents = new RoutingDocuments({
		routingOf: () => (open ? {} : undefined),
		setRouting: (chat, routing) => saved.push([chat, routing]),
	});
	beforeEach(() => {
		open = true;
		saved.length = 0;
	});

	it('is saved into the chat', () => {
		documents.writeFile(uri, bytes);
		assert.deepEqual(saved, [['chat-1', { provider: { sort: 'price' } }]]);
	});

	it('says what happened, and what to do, where the chat is not open any more', () => {
		open = false;
		assert.throws(() => documents.stat(uri), { code: 'FileNotFound' });
		// VS Code looks for the folders of a file that is not there, and would make them.
		for (const folder of ['/chat-1', '/']) {
			const { type } = documents.stat(new Uri(folder) as unknown as RealUri);
			assert.equal(type, FileType.Directory);
		}
		assert.throws(() => documents.writeFile(uri, bytes), {
			code: 'Unavailable',
			message:
				'The chat of this routing is not open in this window. Open it with Show History, then save again.',
		});
		assert.deepEqual(saved, []);
	});

	it('can be saved once the chat is open again', () => {
		open = false;
		assert.throws(() => documents.writeFile(uri, bytes));
		open = true;
		documents.writeFile(uri, bytes);
		assert.equal(saved.length, 1);
	});
});
