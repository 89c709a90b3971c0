import {
	type ExtensionContext,
	ExtensionKind,
	type LogOutputChannel,
	Uri,
	window,
	workspace,
} from 'vscode';
import { createCodeExchange } from './api/access/codeExchange.ts';
import { listenForCallback } from './api/access/loopbackListener.ts';
import { createChatServer } from './api/server/chatClient.ts';
import { refusesImages } from './core/attachments/attachments.ts';
import { ChatRecorder } from './core/chat/chatRecorder.ts';
import type { ConversationStore } from './core/history/conversationStore.ts';
import { TurnArchive } from './core/inspect/turnArchive.ts';
import { ModelCatalogues } from './core/models/modelCatalogues.ts';
import { isOpenRouter } from './core/server/chatRequest.ts';
import { parseNetworkSettings } from './core/settings/networkSettings.ts';
import { SpendingGuard } from './core/spending/spendingGuard.ts';
import { SpendingTotals } from './core/spending/spendingTotals.ts';
import { TokenCorrections } from './core/tokens/tokenCorrection.ts';
import { ApiKeys } from './host/access/apiKeys.ts';
import { ConsentFlow } from './host/access/consentFlow.ts';
import { configuredServer, prepareRequest, shownBaseUrl } from './host/access/destination.ts';
import { removeApiKey, setApiKey } from './host/access/keyCommands.ts';
import { ServerConsent } from './host/access/serverConsent.ts';
import { addFile } from './host/attachments/attach.ts';
import { registerCommands } from './host/commands/commands.ts';
import { insertLastReply } from './host/editor/insertReply.ts';
import { exportChat, openAsDocument } from './host/history/exportChat.ts';
import { showHistory } from './host/history/history.ts';
import { importChats } from './host/history/importChat.ts';
import { DiskProblems } from './host/log/diskProblems.ts';
import { logExchange, logRetry } from './host/log/exchangeLog.ts';
import { reportIssue } from './host/log/reportIssue.ts';
import { selectModel } from './host/models/selectModel.ts';
import { ChatController, type TurnServices } from './host/panel/chatController.ts';
import { registerCodeActions } from './host/prompts/codeActions.ts';
import { addSelection, explainSelection } from './host/prompts/explain.ts';
import { connectServer } from './host/server/connectServer.ts';
import { httpSettings, rawSettings } from './host/settings/vscodeSettings.ts';
import { CreditStatus } from './host/spending/creditStatus.ts';
import { confirmSending, currentLimits } from './host/spending/spendingLimits.ts';
import { UsageView } from './host/spending/usageView.ts';
import { versionsOf } from './host/vscode/versions.ts';
import { processes } from './storage/chat/processes.ts';
import { removeUnfinished } from './storage/disk/files.ts';
import { FileConversationStore } from './storage/history/fileConversationStore.ts';
import { ExchangeFolder } from './storage/inspect/exchangeFolder.ts';
import { CatalogueFolder } from './storage/models/catalogueFolder.ts';
import { ModelPreferences } from './storage/models/modelPreferences.ts';
import { LedgerFile } from './storage/spending/ledgerFile.ts';

/** How long a deleted chat can be brought back: a day. Its notification may stay as long. */
const UNDO_MS = 86_400_000;

/** What is left to do when the window goes away. */
let atDeactivation: () => Promise<void> = async () => {};

export function activate(context: ExtensionContext): void {
	const log = window.createOutputChannel('Llama Chat', { log: true });
	const versions = versionsOf(context);
	log.info(versions.join('; '));
	const network = () => parseNetworkSettings(rawSettings(), httpSettings());
	const server = createChatServer({
		network,
		observe: () => logExchange(log),
	});
	const keys = new ApiKeys(context.secrets, process.env['OPENROUTER_API_KEY']);
	const consent = new ServerConsent(context.globalState);
	const destination = () => configuredServer(keys, consent);
	const disk = new DiskProblems(log);
	const store = openStore(context, disk);
	const folder = workspace.workspaceFolders?.[0]?.uri.toString() ?? null;
	const purge = once(() => tidyUp(context.globalStorageUri.fsPath, store, log));
	const models = new ModelCatalogues({
		server,
		files: new CatalogueFolder(Uri.joinPath(context.globalStorageUri, 'models').fsPath),
		now: () => Date.now(),
		unsaved: (error) => log.warn('The list of models could not be kept.', error),
	});
	const inStorage = (name: string) => Uri.joinPath(context.globalStorageUri, name).fsPath;
	const tokens = new TokenCorrections(context.globalState);
	const credit = new CreditStatus({
		server,
		destination,
		tells: isOpenRouter,
		clock: () => performance.now(),
	});
	const watching = { ...watchTurns(inStorage, models, tokens, disk, log), credit };
	const preferences = new ModelPreferences(inStorage('models.json'), (path) => disk.setAside(path));
	const dist = Uri.joinPath(context.extensionUri, 'dist');
	const controller = new ChatController(
		dist,
		{
			server,
			models,
			tokens,
			store,
			memento: context.workspaceState,
			workspace: folder,
			prepare: (choices) => {
				purge();
				return prepareRequest(keys, models, consent, choices);
			},
			refusesImages: (baseUrl, model) => refusesImages(models.model(baseUrl, model)),
			watch: watching.turns,
			recorderFor: (eventLog, changed) => new ChatRecorder(eventLog, changed),
			retrying: (wait) => logRetry(log, wait),
			newId: () => crypto.randomUUID(),
			now: () => Date.now(),
			clock: () => performance.now(),
			windows: processes,
		},
		keys,
		models,
		destination,
		watching,
		log,
	);
	const { chats, requests } = controller;
	const pickModel = async () => selectModel({ models, preferences, chats }, await destination());
	const enterKey = () => setApiKey(keys, server, consent);
	const usage = new UsageView({ dist, totals: watching.totals, store });
	const signIn = new ConsentFlow({
		keys,
		log,
		exchange: createCodeExchange(network),
		listen: listenForCallback,
		standIn: () => process.env['LLAMA_CHAT_SIGN_IN_ORIGIN'],
		local: context.extension.extensionKind === ExtensionKind.UI,
	});

	context.subscriptions.push(
		log,
		...controller.register(),
		registerCodeActions(),
		window.registerUriHandler(signIn),
		...registerCommands({
			open: () => controller.open(),
			newChat: () => controller.newChat(),
			explainSelection: () => explainSelection(controller),
			addSelection: () => addSelection(controller),
			addFile: (...args) => addFile(controller, args),
			insertReplyAtCursor: () => insertLastReply(chats.chat),
			stop: () => chats.chat.stop(),
			selectModel: pickModel,
			connectServer: () =>
				connectServer({
					server,
					models,
					keys,
					consent,
					chats,
					selectModel: pickModel,
					setApiKey: enterKey,
				}),
			confirmServer: async () => {
				const baseUrl = shownBaseUrl();
				if (baseUrl !== undefined && (await consent.confirm(baseUrl))) controller.serverConfirmed();
			},
			setApiKey: enterKey,
			signIn: () => signIn.run(),
			removeApiKey: () => removeApiKey(keys),
			showHistory: () => {
				purge();
				return showHistory({
					store,
					chats,
					workspace: folder,
					open: (id) => controller.openChat(id),
				});
			},
			exportChat: () => exportChat(chats.chat.conversation, store.images),
			importChat: () => importChats(store, (id) => controller.openChat(id)),
			openAsDocument: () => openAsDocument(chats.chat.conversation),
			showRequest: () => requests.show(),
			copyAsCurl: () => requests.copyAsCurl(),
			runAgain: () => requests.runAgain(),
			previewRequest: () => requests.preview(),
			showUsage: () => usage.show(),
			exportUsage: () => usage.exportCsv(),
			showLog: () => log.show(),
			reportIssue: () => reportIssue({ versions, lastFailure: controller.lastFailure.line }),
		}),
	);
	atDeactivation = async () => {
		await chats.flush();
		await watching.turns.flush();
		await server.close();
	};
}

export function deactivate(): Promise<void> {
	return atDeactivation();
}

/**
 * Removes deleted chats for good, and what windows that died have left behind. With the first use of the window, not at its
 * start, which is to be quick.
 */
async function tidyUp(
	folder: string,
	store: ConversationStore,
	log: LogOutputChannel,
): Promise<void> {
	const before = Date.now() - UNDO_MS;
	try {
		await store.purgeDeleted(before);
		await removeUnfinished(folder, before);
	} catch (error) {
		log.warn('What is no longer needed could not be removed from the disk.', error);
	}
}

function once(action: () => unknown): () => void {
	let done = false;
	return () => {
		if (!done) action();
		done = true;
	};
}

function openStore(context: ExtensionContext, disk: DiskProblems): FileConversationStore {
	const folder = Uri.joinPath(context.globalStorageUri, 'conversations').fsPath;
	return new FileConversationStore(folder, (...problem) => disk.chat(folder, ...problem));
}

/** What looks at the turns of this window: at what they send, what they cost, and whether they may. */
function watchTurns(
	inStorage: (name: string) => string,
	models: ModelCatalogues,
	tokens: TokenCorrections,
	disk: DiskProblems,
	log: LogOutputChannel,
): Omit<TurnServices, 'credit'> {
	const now = () => Date.now();
	const ledger = new LedgerFile(inStorage('ledger.jsonl'), (...problem) => disk.ledger(...problem));
	const exchanges = new ExchangeFolder(inStorage('requests'), (error) =>
		log.warn('A request could not be kept to be looked at.', error),
	);
	const totals = new SpendingTotals(ledger);
	const costs = new SpendingGuard({
		totals,
		model: (baseUrl, id) => models.model(baseUrl, id),
		server: shownBaseUrl,
		loaded: (baseUrl) => models.load(baseUrl),
		correction: (model) => tokens.of(model),
		limits: currentLimits,
		confirm: confirmSending,
		now,
	});
	return { totals, costs, turns: new TurnArchive(costs, exchanges, now) };
}
