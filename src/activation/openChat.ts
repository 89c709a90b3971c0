import type { ExtensionContext } from 'vscode';
import { refusesImages } from '../core/attachments/attachments.ts';
import { ChatRecorder } from '../core/chat/chatRecorder.ts';
import type { RunCommand } from '../core/commands/commandNames.ts';
import type { SecretPorts } from '../core/secrets/chatSecrets.ts';
import { prepareRequest } from '../host/access/destination.ts';
import { CurrentAttachments } from '../host/attachments/currentAttachments.ts';
import type { Changes } from '../host/changes/changes.ts';
import type { MadeDocuments } from '../host/documents/madeDocuments.ts';
import { ProjectInstructions } from '../host/instructions/projectInstructions.ts';
import { logRetry } from '../host/log/exchangeLog.ts';
import { ChatController } from '../host/panel/chatController.ts';
import type { ChatWebview } from '../host/panel/chatWebview.ts';
import { processes } from '../storage/chat/processes.ts';
import type { Access } from './openAccess.ts';
import type { Log } from './openLog.ts';
import type { Models } from './openModels.ts';
import type { Prompts } from './openPrompts.ts';
import { REFERENCE_READERS } from './openReferences.ts';
import type { Storage } from './openStorage.ts';
import { openBecome, openSuggestions } from './openSuggestions.ts';
import type { Turns } from './openTurns.ts';

/** What the chat is made of. */
export interface ChatParts {
	readonly log: Log;
	readonly storage: Storage;
	readonly access: Access;
	readonly models: Models;
	readonly turns: Turns;
	readonly prompts: Prompts;
	readonly changes: Changes;
	readonly run: RunCommand;
	readonly view: ChatWebview;
	/** The documents of requests. */
	readonly requestDocuments: MadeDocuments;
	/** Finds secrets in what goes out. */
	readonly secrets: SecretPorts;
}

/** The chats of this window, to begin with in the side bar's view. */
export function openChat(context: ExtensionContext, parts: ChatParts): ChatController {
	const {
		log,
		storage,
		access,
		models,
		turns,
		prompts,
		changes,
		run,
		view,
		requestDocuments,
		secrets,
	} = parts;
	const { catalogues } = models;
	const instructions = new ProjectInstructions();
	const attachments = new CurrentAttachments(REFERENCE_READERS);
	return new ChatController({
		view,
		requestDocuments,
		keys: access.keys,
		models: catalogues,
		windows: models.windows,
		destination: access.destination,
		signInStandIn: access.signInStandIn,
		turns,
		instructions,
		changes,
		suggestions: openSuggestions(context, storage, prompts),
		become: (place) => openBecome(place, prompts),
		run,
		log: log.channel,
		attachments,
		chats: {
			server: access.server,
			models: catalogues,
			tokens: turns.tokens,
			secrets,
			store: storage.store,
			memento: context.workspaceState,
			workspace: storage.folder,
			prepare: (choices) => {
				storage.tidyUp();
				return prepareRequest(access.keys, models, access.consent, choices);
			},
			refusesImages: (baseUrl, model) => refusesImages(catalogues.model(baseUrl, model)),
			instructions: (path) => instructions.read(path),
			readNow: (attached, roomFor) => attachments.read(attached, roomFor),
			observer: turns.archive,
			recorderFor: (eventLog, changed) => new ChatRecorder(eventLog, changed),
			retrying: (wait) => logRetry(log.channel, wait),
			newId: () => crypto.randomUUID(),
			now: () => Date.now(),
			clock: () => performance.now(),
			processes,
		},
	});
}
