import { type ExtensionContext, Uri, ViewColumn } from 'vscode';
import type { CommandHandlers, CommandName } from '../core/commands/commandNames.ts';
import type { FoundLine } from '../core/history/foundMessage.ts';
import type { BuiltInName } from '../core/prompts/builtInPrompts.ts';
import { prepareRequest, shownBaseUrl } from '../host/access/destination.ts';
import type { Changes } from '../host/changes/changes.ts';
import type { OpenChats } from '../host/chat/openChats.ts';
import type { ChatDocuments } from '../host/history/chatDocuments.ts';
import { logRetry } from '../host/log/exchangeLog.ts';
import type { ChatController } from '../host/panel/chatController.ts';
import type { ChatEditors } from '../host/panel/chatEditors.ts';
import type { ChatPlace } from '../host/panel/chatPlace.ts';
import { openSettings } from '../host/settings/vscodeSettings.ts';
import { lazily } from './lazily.ts';
import type { Access } from './openAccess.ts';
import type { Compare } from './openEditors.ts';
import type { Lending } from './openLending.ts';
import type { Log } from './openLog.ts';
import type { Models } from './openModels.ts';
import type { Prompts } from './openPrompts.ts';
import type { Storage } from './openStorage.ts';
import type { Turns } from './openTurns.ts';

/** The commands of a topic. */
type Commands<Name extends CommandName> = Pick<CommandHandlers, Name>;

/** A command about the chat in front: it waits until what the window showed last is shown again. */
function onFront(
	chat: ChatController,
	command: (place: ChatPlace, ...args: unknown[]) => unknown,
): (...args: unknown[]) => Promise<void> {
	return async (...args) => {
		await command(await chat.restored(), ...args);
	};
}

export function chatCommands(
	chat: ChatController,
): Commands<'newChat' | 'find' | 'addSelection' | 'addFile' | 'insertReplyAtCursor' | 'stop'> {
	return {
		newChat: onFront(chat, (place) => place.newChat()),
		find: onFront(chat, (place) => place.find()),
		addSelection: onFront(chat, async (place) => {
			const { addSelection } = await import('../host/attachments/attach.ts');
			await addSelection(place);
		}),
		addFile: onFront(chat, async (place, ...args) => {
			const { addFile } = await import('../host/attachments/attach.ts');
			await addFile(place, args);
		}),
		insertReplyAtCursor: onFront(chat, async ({ chats }) => {
			const { insertLastReply } = await import('../host/editor/insertReply.ts');
			await insertLastReply(chats.chat);
		}),
		stop: onFront(chat, ({ chats }) => chats.chat.turns.stop()),
	};
}

export function editorCommands(
	editors: () => Promise<ChatEditors>,
): Commands<'newChatEditor' | `open${'' | 'View'}In${'Editor' | 'NewWindow'}`> {
	return {
		newChatEditor: async () => (await editors()).openNew(),
		openInEditor: async () => (await editors()).openInEditor(),
		openViewInEditor: async () => (await editors()).openViewInEditor(),
		openInNewWindow: async () => (await editors()).openInNewWindow(),
		openViewInNewWindow: async () => (await editors()).openViewInNewWindow(),
	};
}

export function promptCommands(
	chat: ChatController,
	prompts: Prompts,
): Commands<
	| 'explainSelection'
	| 'fixSelection'
	| 'findBugs'
	| 'writeTests'
	| 'documentSelection'
	| 'improveSelection'
	| 'runPrompt'
> {
	const asks = (name: BuiltInName) =>
		onFront(chat, async (place) => {
			const { askBuiltIn } = await import('../host/prompts/askPrompt.ts');
			await askBuiltIn(await prompts(place), name);
		});
	return {
		explainSelection: asks('explain'),
		fixSelection: asks('fix'),
		findBugs: asks('bugs'),
		writeTests: asks('tests'),
		documentSelection: asks('doc'),
		improveSelection: asks('improve'),
		runPrompt: onFront(chat, async (place, wanted) => {
			const { runPrompt } = await import('../host/prompts/runPrompt.ts');
			await runPrompt(await prompts(place), wanted);
		}),
	};
}

/** What edits is loaded with the first one. */
export function editCommands(
	{ globalState }: ExtensionContext,
	changes: Changes,
	{ catalogues }: Models,
	chat: ChatController,
): Commands<'editSelection'> {
	const limitsOf = async (place: ChatPlace) => {
		const baseUrl = shownBaseUrl();
		if (baseUrl !== undefined) await catalogues.load(baseUrl);
		return place.limits();
	};
	return {
		editSelection: onFront(chat, async (place) => {
			const { editSelection } = await import('../host/changes/edit/editSelection.ts');
			const limits = () => limitsOf(place);
			await editSelection({ chat: place, changes, memento: globalState, limits });
		}),
	};
}

export function accessCommands(
	{ server, keys, consent, signIn }: Access,
	chat: ChatController,
): Commands<'setApiKey' | 'removeApiKey' | 'signIn' | 'confirmServer'> {
	const { say } = chat;
	const ports = { server, keys, consent, say };
	return {
		setApiKey: async () => {
			const { setApiKey } = await import('../host/access/keyCommands.ts');
			await setApiKey(ports);
		},
		removeApiKey: async () => {
			const { removeApiKey } = await import('../host/access/keyCommands.ts');
			await removeApiKey(ports);
		},
		signIn: () => signIn(say),
		confirmServer: async () => {
			const baseUrl = shownBaseUrl();
			if (baseUrl !== undefined && (await consent.confirm(baseUrl))) chat.serverConfirmed();
		},
	};
}

/** Whether this is the id of a reply of the shown chat. */
function isReplyOf({ chat }: OpenChats, id: unknown): id is string {
	return typeof id === 'string' && chat.conversation.reply(id) !== undefined;
}

export function modelCommands(
	{ catalogues: models, preferences }: Models,
	{ server, keys, consent, destination }: Access,
	chat: ChatController,
	compare: Compare,
): Commands<'selectModel' | 'connectServer' | 'compare'> {
	const pick = async (place: ChatPlace, reply?: unknown) => {
		const { chats, say } = place;
		const { selectModel } = await import('../host/models/selectModel.ts');
		const ports = { models, preferences, chats, say };
		const server = await destination();
		await selectModel(
			ports,
			server,
			isReplyOf(chats, reply)
				? {
						id: reply,
						regenerate: (model) => chats.regenerate(reply, {}, { model }),
						withParameters: async () => {
							const { askWithParameters } = await import('../host/parameters/replyParameters.ts');
							const { choices } = chats.chat.conversation;
							await askWithParameters(choices, {
								target: (model) => place.target(model),
								chooseModel: async () => {
									let chosen: string | undefined;
									await selectModel(ports, server, {
										id: reply,
										regenerate: async (model) => {
											chosen = model;
										},
									});
									return chosen;
								},
								ask: (once) => chats.regenerate(reply, {}, once),
							});
						},
						compare: () => compare(place, reply),
					}
				: undefined,
		);
	};
	return {
		selectModel: onFront(chat, pick),
		compare: onFront(chat, (place, reply) =>
			compare(place, isReplyOf(place.chats, reply) ? reply : undefined),
		),
		connectServer: async () => {
			const place = chat.front;
			const { chats, say } = place;
			const { connectServer } = await import('../host/server/connectServer.ts');
			const { setApiKey } = await import('../host/access/keyCommands.ts');
			await connectServer({
				server,
				models,
				keys,
				consent,
				chats,
				say,
				selectModel: async () => {
					await place.restored;
					await pick(place);
				},
				setApiKey: () => setApiKey({ keys, server, consent, say }),
			});
		},
	};
}

export function historyCommands(
	{ store, folder, tidyUp }: Storage,
	chat: ChatController,
	documents: ChatDocuments,
	editors: () => Promise<ChatEditors>,
): Commands<'showHistory' | 'exportChat' | 'importChat' | `open${'' | 'View'}AsDocument`> {
	const open = (id: string, found?: FoundLine) => chat.openChat(id, found);
	return {
		showHistory: async () => {
			tidyUp();
			const { showHistory } = await import('../host/history/history.ts');
			const openBeside = async (id: string, found?: FoundLine) => {
				await (await editors()).open(id, ViewColumn.Beside);
				if (found !== undefined) await open(id, found);
			};
			await showHistory({ store, chats: chat.session, workspace: folder, open, openBeside });
		},
		exportChat: onFront(chat, async ({ chats }) => {
			const { exportChat } = await import('../host/history/exportChat.ts');
			await exportChat(chats.chat.conversation, store.images);
		}),
		importChat: async () => {
			const { importChats } = await import('../host/history/importChat.ts');
			await importChats(store, open);
		},
		openAsDocument: onFront(chat, ({ chats }) => documents.open(chats.chat.conversation)),
		openViewAsDocument: async () => {
			await chat.view.restored;
			await documents.open(chat.view.chats.chat.conversation);
		},
	};
}

export function changeCommands(changes: Changes): Commands<'acceptChanges' | 'discardChanges'> {
	return {
		acceptChanges: (proposal) => changes.accept(proposal),
		discardChanges: (proposal) => changes.discard(proposal),
	};
}

export function inspectCommands(
	chat: ChatController,
): Commands<'showRequest' | 'copyAsCurl' | 'runAgain' | 'previewRequest'> {
	return {
		showRequest: onFront(chat, ({ requests }) => requests.show()),
		copyAsCurl: onFront(chat, ({ requests }) => requests.copyAsCurl()),
		runAgain: onFront(chat, ({ requests }) => requests.runAgain()),
		previewRequest: onFront(chat, ({ requests }) => requests.preview()),
	};
}

export function lendingCommands(
	{ requests, participant }: Lending,
	{ totals }: Turns,
	chat: ChatController,
): Commands<'showLentRequest' | 'continueExchange'> {
	return {
		continueExchange: async (id) => (await participant()).takeAlong(id),
		showLentRequest: async () => {
			const { showLentRequest } = await import('../host/languageModels/showLentRequest.ts');
			await totals.refresh();
			await showLentRequest(requests.list(totals.entries), (...kept) =>
				chat.requests.showOf(...kept),
			);
		},
	};
}

export function spendingCommands(
	{ extensionUri }: ExtensionContext,
	{ store, kept }: Storage,
	{ totals }: Turns,
): Commands<'showUsage' | 'exportUsage'> {
	const dist = Uri.joinPath(extensionUri, 'dist');
	const usage = lazily(async () => {
		const { UsageView } = await import('../host/spending/usageView.ts');
		return new UsageView({ dist, totals, store, kept });
	});
	return {
		showUsage: async () => (await usage()).show(),
		exportUsage: async () => (await usage()).exportCsv(),
	};
}

/** What writes commit messages is loaded with the first one. */
export function gitCommands(
	{ server, keys, consent }: Access,
	models: Models,
	{ tokens, archive, credit }: Turns,
	{ channel }: Log,
	chat: ChatController,
): Commands<'commitMessage' | 'stopCommitMessage'> {
	const messages = lazily(async () => {
		const { CommitMessages } = await import('../host/git/commitMessages.ts');
		return new CommitMessages({
			server,
			models: models.catalogues,
			tokens,
			observer: archive,
			secrets: chat.session.ports.secrets,
			prepare: (choices) => prepareRequest(keys, models, consent, choices),
			choices: () => chat.front.chats.chat.conversation.choices,
			retrying: (wait) => logRetry(channel, wait),
			replied: () => credit.replied(),
			showRequest: (...kept) => chat.requests.showOf(...kept),
			newId: () => crypto.randomUUID(),
		});
	});
	return {
		commitMessage: onFront(chat, async (_place, ...args) => (await messages()).write(args)),
		stopCommitMessage: async (...args) => (await messages()).stop(args),
	};
}

export function helpCommands(
	context: ExtensionContext,
	{ channel, versions }: Log,
	{ lastFailure }: ChatController,
): Commands<'openSettings' | 'openGuide' | 'showLog' | 'reportIssue'> {
	return {
		openSettings: () => openSettings(),
		openGuide: async () => {
			const { openGuide } = await import('../host/markdown/openGuide.ts');
			await openGuide(context.extensionUri);
		},
		showLog: () => channel.show(),
		reportIssue: async () => {
			const { reportIssue } = await import('../host/log/reportIssue.ts');
			await reportIssue({ versions, lastFailure: lastFailure.line }, context);
		},
	};
}
