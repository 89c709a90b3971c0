import {
	FileChangeType,
	type FileStat,
	FileSystemError,
	FileType,
	Uri,
	window,
	workspace,
} from 'vscode';
import { ChatError } from '../../core/errors/chatError.ts';
import { parseRouting, type Routing } from '../../core/server/routing.ts';
import { type RawSettings, withChoices } from '../../core/settings/rawSettings.ts';
import { readRouting } from '../../core/settings/routingSettings.ts';
import type { ChatSession } from '../chat/chatSession.ts';
import { SavedDocuments } from '../documents/savedDocuments.ts';
import { SCHEMES } from '../documents/schemes.ts';
import { rawSettings } from '../settings/vscodeSettings.ts';

/** By this name VS Code finds the schema for it (contributes.jsonValidation). */
const FILE_NAME = 'routing.llama-chat.json';

/** Said by VS Code after the name of the document. */
const CLOSED =
	'The chat of this routing is not open in this window. Open it with Show History, then save again.';

/** The same, of one that is opened. */
const GONE = 'The chat of this routing is not there any more.';

/** The chats that can be routed, by id. */
export interface RoutedChats {
	/** What the chat sends: its own, or the settings'. Undefined for a chat that is not there. */
	routingOf(chat: string): Promise<Routing | undefined>;
	/** Returns whether it is set: not of a chat that this window does not have. */
	setRouting(chat: string, routing: Routing): boolean;
}

/**
 * The routing of a chat as a JSON document: completion and checks are VS Code's, by the schema; saving it puts it in the chat. What
 * cannot be saved is said by VS Code, and stays in the editor.
 */
export class RoutingDocuments extends SavedDocuments {
	readonly #chats: RoutedChats;
	/** When each document was changed last, in milliseconds since 1970. */
	readonly #times = new Map<string, number>();

	constructor(chats: RoutedChats) {
		super('There is only the routing of chats here.');
		this.#chats = chats;
	}

	async open(chat: string): Promise<void> {
		const uri = Uri.from({ scheme: SCHEMES.routing, path: `/${chat}/${FILE_NAME}` });
		await window.showTextDocument(await workspace.openTextDocument(uri), { preview: false });
	}

	/** The chat's routing was changed elsewhere. */
	changed(chat: string): void {
		const uri = Uri.from({ scheme: SCHEMES.routing, path: `/${chat}/${FILE_NAME}` });
		this.#times.set(uri.path, Date.now());
		this.changedFiles.fire([{ type: FileChangeType.Changed, uri }]);
	}

	/** Above the documents there are folders: without them VS Code would make some before it saves, and tell of that instead. */
	async stat(uri: Uri): Promise<FileStat> {
		if (!uri.path.endsWith(`/${FILE_NAME}`)) {
			return { type: FileType.Directory, ctime: 0, mtime: 0, size: 0 };
		}
		const mtime = this.#times.get(uri.path) ?? 0;
		const { byteLength } = await this.readFile(uri);
		return { type: FileType.File, ctime: 0, mtime, size: byteLength };
	}

	async readFile(uri: Uri): Promise<Uint8Array> {
		const routing = await this.#chats.routingOf(chatOf(uri));
		if (routing === undefined) throw FileSystemError.Unavailable(GONE);
		const { provider = {}, models = [] } = routing;
		return new TextEncoder().encode(`${JSON.stringify({ provider, models }, undefined, '\t')}\n`);
	}

	writeFile(uri: Uri, content: Uint8Array): void {
		const chat = chatOf(uri);
		const routing = parsed(new TextDecoder().decode(content));
		if (!this.#chats.setRouting(chat, routing)) throw FileSystemError.Unavailable(CLOSED);
		this.#times.set(uri.path, Date.now());
	}
}

/** The chats of a session; one without routing of its own begins with that of the settings. */
export function routedChats(
	chats: Pick<ChatSession, 'liveChat' | 'choose' | 'composers' | 'ports'>,
): RoutedChats {
	return {
		routingOf: async (id) => {
			// After a reload the chat may be in a tab that was not in front since, and so in none of our editors yet.
			// One without a message is in no log.
			const { choices } = chats.liveChat(id)?.conversation ??
				(await chats.ports.store.read(id)) ?? { choices: chats.composers.choicesOf(id) };
			return choices && effectiveRouting(withChoices(rawSettings(), choices));
		},
		setRouting: (id, routing) => {
			const chat = chats.liveChat(id);
			if (chat !== undefined) chats.choose({ ...chat.conversation.choices, routing }, chat);
			return chat !== undefined;
		},
	};
}

function effectiveRouting(raw: RawSettings): Routing {
	try {
		return readRouting(raw);
	} catch {
		// What is wrong in the settings is told of at the send; here one may begin with nothing.
		return {};
	}
}

function chatOf(uri: Uri): string {
	const [, chat = '', name] = uri.path.split('/');
	if (name !== FILE_NAME) throw FileSystemError.FileNotFound(uri);
	return chat;
}

function parsed(text: string): Routing {
	try {
		return parseRouting(JSON.parse(text));
	} catch (error) {
		if (error instanceof SyntaxError) {
			throw new FileSystemError(`The routing is no JSON: ${error.message}.`);
		}
		if (error instanceof ChatError) throw new FileSystemError(error.message);
		throw error;
	}
}
