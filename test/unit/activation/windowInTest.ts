import assert from 'node:assert/strict';
import type { ExtensionContext } from 'vscode';
import { extensionContext, provideVscode, Uri } from '../../vscode/apiStandin.ts';

provideVscode();
const { ChatWebview } = await import('../../../src/host/panel/chatWebview.ts');
const { MadeDocuments } = await import('../../../src/host/documents/madeDocuments.ts');
const { openAccess } = await import('../../../src/activation/openAccess.ts');
const { openChanges } = await import('../../../src/activation/openChanges.ts');
const { openChat } = await import('../../../src/activation/openChat.ts');
const { openLending } = await import('../../../src/activation/openLending.ts');
const { openLog } = await import('../../../src/activation/openLog.ts');
const { openModels } = await import('../../../src/activation/openModels.ts');
const { openPrompts } = await import('../../../src/activation/openPrompts.ts');
const { openStorage } = await import('../../../src/activation/openStorage.ts');
const { openTurns } = await import('../../../src/activation/openTurns.ts');
const { windowSecrets } = await import('../../../src/host/chat/windowSecrets.ts');

/**
 * The chat of a window, with all that it needs, and a VS Code that is none.
 * @param folder where its files are
 * @param more of the extension's context
 */
export function windowInTest(folder: string, more: Partial<ExtensionContext> = {}) {
	const context = {
		...extensionContext(),
		globalStorageUri: new Uri(folder),
		...more,
	} as unknown as ExtensionContext;
	const log = openLog(context);
	const storage = openStorage(context, log);
	const access = openAccess(context, log);
	const models = openModels(storage, access, log);
	const turns = openTurns(context, storage, access, models, log);
	const run = async () => assert.fail('no command is asked for');
	const prompts = openPrompts(context, models);
	const changes = openChanges(context);
	const view = new ChatWebview(new Uri('/dist') as never);
	const requestDocuments = new MadeDocuments('llama-chat-request', () => '');
	const services = { log, storage, access, models, turns, prompts, changes, run };
	const secrets = windowSecrets();
	const chat = openChat(context, { ...services, view, requestDocuments, secrets });
	const lending = openLending(context, { ...services, chat, secrets });
	return {
		chat,
		lending,
		storage,
		view,
		async [Symbol.asyncDispose]() {
			await chat.session.flush();
			await turns.archive.flush();
			await access.server.close();
		},
	};
}
