import { type Disposable, type Uri, workspace } from 'vscode';
import type { Changes } from '../host/changes/changes.ts';
import { LazyFileSystem } from '../host/documents/lazyFileSystem.ts';
import { MadeDocuments } from '../host/documents/madeDocuments.ts';
import { SCHEMES } from '../host/documents/schemes.ts';
import { shownTexts } from '../host/documents/shownTexts.ts';
import type { ChatDocuments } from '../host/history/chatDocuments.ts';
import type { ChatController } from '../host/panel/chatController.ts';

/** What makes the documents. */
export interface DocumentMakers {
	readonly chat: Pick<ChatController, 'requests' | 'routing' | 'restored'>;
	readonly chatDocuments: ChatDocuments;
	readonly changes: Changes;
}

/** The documents that are in no file. */
export interface Documents {
	readonly requests: MadeDocuments;
	readonly chats: MadeDocuments;
	register(): Disposable[];
}

/** VS Code may ask for a document as soon as the extension is awake; what makes it is loaded then. */
export function openDocuments(opened: () => Promise<DocumentMakers>): Documents {
	const requests = new MadeDocuments(SCHEMES.request, async (uri) =>
		(await opened()).chat.requests.content(uri),
	);
	const chats = new MadeDocuments(SCHEMES.chat, async (uri) =>
		(await opened()).chatDocuments.content(uri),
	);
	const diagrams = new MadeDocuments(SCHEMES.diagram, async (uri: Uri) => {
		const { diagramText } = await import('../host/markdown/openDiagram.ts');
		return diagramText(uri);
	});
	const files = [
		{
			scheme: SCHEMES.routing,
			provider: new LazyFileSystem(async () => {
				const { chat } = await opened();
				// After a reload an editor with a routing may ask for it before its chat is back.
				await chat.restored();
				return chat.routing;
			}),
		},
		{ scheme: SCHEMES.change, provider: new LazyFileSystem(async () => (await opened()).changes) },
	];
	return {
		requests,
		chats,
		register: () => [
			...requests.register(),
			...chats.register(),
			...diagrams.register(),
			...shownTexts.register(),
			...files.flatMap(({ scheme, provider }) => [
				provider,
				workspace.registerFileSystemProvider(scheme, provider, { isCaseSensitive: true }),
			]),
		],
	};
}
