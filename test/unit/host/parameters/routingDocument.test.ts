import assert from 'node:assert/strict';
import type { Uri as RealUri } from 'vscode';
import type { Routing } from '../../../../src/core/server/routing.ts';
import { FileType, provideVscode, Uri } from '../../../vscode/apiStandin.ts';

provideVscode();
const { RoutingDocuments, routedChats } = await import(
	'../../../../src/host/parameters/routingDocument.ts'
);

describe('the routing of a chat as a document', () => {
	const uri = new Uri('/chat-1/routing.llama-chat.json') as unknown as RealUri;
	const bytes = new TextEncoder().encode('{ "provider": { "sort": "price" } }');
	const saved: [string, Routing][] = [];
	let open: boolean;
	const documents = new RoutingDocuments({
		routingOf: async () => (open ? {} : undefined),
		setRouting: (chat, routing) => open && saved.push([chat, routing]) > 0,
	});
	beforeEach(() => {
		open = true;
		saved.length = 0;
	});

	it('is saved into the chat', () => {
		documents.writeFile(uri, bytes);
		assert.deepEqual(saved, [['chat-1', { provider: { sort: 'price' } }]]);
	});

	it('says what happened, and what to do, where the chat is not open any more', async () => {
		open = false;
		const message = 'The chat of this routing is not there any more.';
		await assert.rejects(documents.stat(uri), { code: 'Unavailable', message });
		await assert.rejects(documents.readFile(uri), { code: 'Unavailable', message });
		// VS Code looks for the folders of a file that is not there, and would make them.
		for (const folder of ['/chat-1', '/']) {
			const { type } = await documents.stat(new Uri(folder) as unknown as RealUri);
			assert.equal(type, FileType.Directory);
		}
		assert.throws(() => documents.writeFile(uri, bytes), {
			code: 'Unavailable',
			message:
				'The chat of this routing is not open in this window. Open it with Show History, then save again.',
		});
		assert.deepEqual(saved, []);
	});

	it('is that of a chat on the disk, too, which after a reload may be in no editor yet', async () => {
		const conversation = { choices: { routing: { provider: { sort: 'price' } } } };
		const read = async (id: string) => (id === 'chat-1' ? conversation : undefined);
		// One without a message is in no log.
		const choicesOf = (id: string) => (id === 'chat-3' ? conversation.choices : undefined);
		const chats = {
			liveChat: () => undefined,
			choose: () => {},
			composers: { choicesOf },
			ports: { store: { read } },
		};
		const kept = new RoutingDocuments(
			routedChats(chats as unknown as Parameters<typeof routedChats>[0]),
		);
		const begun = new Uri('/chat-3/routing.llama-chat.json') as unknown as RealUri;
		for (const one of [uri, begun]) {
			const text = new TextDecoder().decode(await kept.readFile(one));
			assert.deepEqual(JSON.parse(text), { provider: { sort: 'price' }, models: [] });
		}
		assert.throws(() => kept.writeFile(uri, bytes), /Open it with Show History, then save again/);
		const other = new Uri('/chat-2/routing.llama-chat.json') as unknown as RealUri;
		await assert.rejects(kept.stat(other), /is not there any more/);
	});

	it('can be saved once the chat is open again', () => {
		open = false;
		assert.throws(() => documents.writeFile(uri, bytes));
		open = true;
		documents.writeFile(uri, bytes);
		assert.equal(saved.length, 1);
	});
});
