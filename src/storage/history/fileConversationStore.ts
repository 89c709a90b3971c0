import { join } from 'node:path';
import { Conversation } from '../../core/conversation/conversation.ts';
import {
	formatEvent,
	type HeaderEvent,
	LOG_VERSION,
} from '../../core/conversation/conversationEvent.ts';
import { type ExportedChat, eventsOf } from '../../core/history/chatExport.ts';
import type {
	ConversationStore,
	ConversationSummary,
	LoadedConversation,
	NewConversation,
	SearchResult,
} from '../../core/history/conversationStore.ts';
import { ImageFiles, imagesIn } from '../attachments/imageFiles.ts';
import { ConversationLog } from '../conversation/conversationLog.ts';
import { quarantine } from '../conversation/quarantine.ts';
import { readLog, type UnreadableLine } from '../conversation/readLog.ts';
import { readFileAt } from '../conversation/wholeLog.ts';
import {
	type FileState,
	type Files,
	fileStates,
	ifMissing,
	isMissing,
	nodeFiles,
	readOrEmpty,
	replaceFile,
} from '../disk/files.ts';
import { ConversationFolder, checkedId } from './conversationFolder.ts';
import { ConversationIndex } from './conversationIndex.ts';
import { type IndexedChat, textOf } from './indexFile.ts';
import { PinnedChats } from './pinnedChats.ts';

const INDEX = 'index';
const IMAGES = 'images';
const PINNED = 'pinned.json';
/** How many logs of chats that are not open are kept at hand. */
const MAX_IDLE_LOGS = 50;

/**
 * Told of a chat that cannot be written, once each time that begins (see ConversationLog); of a file that list and load had to
 * leave out, or could not put aside; of the path where a damaged file is now.
 */
export type StoreProblem = (problem: unknown, doing: 'write' | 'read' | 'aside') => void;

/**
 * Conversations as files of one folder: a log of each (see ConversationFolder), `images/` what the logs name, `index/` what list and
 * search are quick by and may be lost. The folder is created when something is written.
 */
export class FileConversationStore implements ConversationStore {
	readonly images: ImageFiles;
	readonly #folder: ConversationFolder;
	readonly #onError: StoreProblem;
	readonly #files: Files;
	/** One log per file, however often it is loaded: within a window this keeps the lines in order. */
	readonly #logs = new Map<string, ConversationLog>();
	readonly #index: ConversationIndex;
	readonly #pinned: PinnedChats;

	constructor(folder: string, onError: StoreProblem, files = nodeFiles) {
		this.#folder = new ConversationFolder(folder, files);
		this.#onError = onError;
		this.images = new ImageFiles(join(folder, IMAGES), files);
		this.#files = files;
		this.#pinned = new PinnedChats(join(folder, PINNED), (path) => onError(path, 'aside'), files);
		const logs = {
			states: (ids: readonly string[]) => this.#states(ids),
			read: (id: string) => this.#readForIndex(id),
		};
		this.#index = new ConversationIndex(join(folder, INDEX), logs, files);
	}

	async list(): Promise<ConversationSummary[]> {
		const summaries = await this.#index.refresh(await this.#ids());
		return summaries.sort((a, b) => b.updated - a.updated);
	}

	search(
		query: string,
		wanted: (chat: ConversationSummary) => boolean,
		limit: number,
	): Promise<SearchResult> {
		return this.#index.search(query, wanted, limit);
	}

	create(workspace: string | null): NewConversation {
		const header: HeaderEvent = {
			type: 'header',
			version: LOG_VERSION,
			id: crypto.randomUUID(),
			created: Date.now(),
			workspace,
		};
		const log = this.#newLog(header.id, header);
		return { conversation: new Conversation(header), log };
	}

	async add(chat: ExportedChat): Promise<string> {
		const taken = [...(await this.#ids()), ...(await this.#folder.deletedIds())];
		const id = taken.includes(chat.id) ? crypto.randomUUID() : chat.id;
		const { created, messages } = chat;
		const lines = eventsOf(chat, id).map((event) => `${formatEvent(event)}\n`);
		await this.#addImages(chat);
		// In the history it stands where it stood, not with today's.
		const updated = (messages.at(-1)?.at ?? created) / 1000;
		await replaceFile(this.#files, this.#folder.log(id), lines.join(''), updated);
		return id;
	}

	async #addImages({ images = [] }: ExportedChat): Promise<void> {
		for (const { hash, mediaType, data } of images) {
			if ((await this.images.put(Buffer.from(data, 'base64'), mediaType)) !== hash) {
				throw new Error(`The data of the image ${hash} is damaged.`);
			}
		}
	}

	async read(id: string): Promise<Conversation | undefined> {
		const whole = await this.#log(id).read();
		return whole && readLog(id, whole.bytes, whole.updated).conversation;
	}

	async load(id: string): Promise<LoadedConversation | undefined> {
		const log = this.#log(id);
		await log.flush();
		const whole = await log.load();
		if (whole === undefined) return undefined;
		const { bytes, updated } = whole;
		const read = readLog(id, bytes, updated);
		return {
			conversation: read.conversation,
			events: read.events,
			quarantined: read.unreadable.length,
			newlyQuarantined: await this.#quarantine(id, read.unreadable),
			readOnly: read.newer,
			updated,
			log: read.newer ? undefined : log,
		};
	}

	async delete(id: string): Promise<boolean> {
		const log = this.#log(id);
		await log.flush();
		return log.moveAway(true, () => this.#folder.delete(id));
	}

	async restore(id: string): Promise<boolean> {
		const log = this.#log(id);
		const isBack = await log.moveAway(false, () => this.#folder.restore(id));
		if (isBack) await log.flush();
		return isBack;
	}

	pinned(): Promise<ReadonlySet<string>> {
		return this.#pinned.read();
	}

	pin(id: string, pinned: boolean): Promise<void> {
		return this.#pinned.change([checkedId(id)], pinned);
	}

	async purgeDeleted(before: number): Promise<void> {
		const gone: string[] = [];
		const images = new Set<string>();
		for (const id of await this.#folder.deletedIds()) {
			const path = this.#folder.deletedLog(id);
			// Moving a file leaves its mtime alone and sets its ctime.
			const state = await this.#files.stat(path).catch(ifMissing(undefined));
			// Another window may have brought it back, or removed it, by now.
			if (state === undefined || state.ctimeMs >= before) continue;
			for (const hash of imagesIn(await readOrEmpty(this.#files, path))) images.add(hash);
			await this.#folder.purge(id);
			gone.push(id);
		}
		if (gone.length === 0) return;
		await this.#index.forget(gone, await this.#ids());
		await this.#pinned.change(gone, false);
		if (images.size > 0) await this.images.purge(images, () => this.#usedImages(), before);
	}

	/** What all chats name, those too that can still be brought back. One chat at a time is in memory. */
	async #usedImages(): Promise<Set<string>> {
		const used = new Set<string>();
		const there = await this.#folder.ids();
		const deleted = await this.#folder.deletedIds();
		// What another window brought back between the two looks is in neither.
		for (const id of new Set([...there, ...deleted, ...(await this.#folder.ids())])) {
			for (const hash of await this.#imagesOf(id)) used.add(hash);
		}
		for (const log of this.#logs.values()) {
			for (const hash of imagesIn(log.unwritten)) used.add(hash);
		}
		return used;
	}

	/** What a chat names, wherever its log is: another window may move it meanwhile. */
	async #imagesOf(id: string): Promise<string[]> {
		const log = await readOrEmpty(this.#files, this.#folder.log(id));
		const deleted = await readOrEmpty(this.#files, this.#folder.deletedLog(id));
		const back = log === '' ? await readOrEmpty(this.#files, this.#folder.log(id)) : '';
		return [log, deleted, back].flatMap(imagesIn);
	}

	/** The ids of all chats, those too of which nothing could be written yet. */
	async #ids(): Promise<string[]> {
		const unwritten = [...this.#logs].filter(([, log]) => log.hasUnwritten);
		return [...new Set([...(await this.#folder.ids()), ...unwritten.map(([id]) => id)])];
	}

	/** As the logs will be once all is written that waits. */
	async #states(ids: readonly string[]): Promise<Map<string, FileState>> {
		const states = await fileStates(this.#files, ids, (id) => this.#folder.log(id));
		for (const id of ids) {
			const log = this.#logs.get(id);
			if (log?.hasUnwritten !== true) continue;
			const size = (states.get(id)?.size ?? 0) + Buffer.byteLength(log.unwritten);
			states.set(id, { size, updated: log.changed });
		}
		return states;
	}

	/** All that the index keeps of a conversation. */
	async #readForIndex(id: string): Promise<IndexedChat | undefined> {
		try {
			const whole =
				(await this.#logs.get(id)?.read()) ?? (await readFileAt(this.#files, this.#folder.log(id)));
			const { bytes, size, updated } = whole;
			const { conversation } = readLog(id, bytes, updated);
			const { title, created, workspace } = conversation;
			const messages = conversation.path().length;
			const summary = { id, title, created, updated, workspace, messages };
			const parts = [title, ...conversation.messages().map((message) => message.text)];
			return { summary, size, ...textOf(parts.join('\n')) };
		} catch (error) {
			if (!isMissing(error)) this.#onError(error, 'read');
			return undefined;
		}
	}

	async #quarantine(id: string, lines: UnreadableLine[]): Promise<number> {
		try {
			return await quarantine(this.#files, this.#folder.quarantine(id), lines);
		} catch (error) {
			// The log itself still holds these lines, so this must not keep the rest from being read.
			this.#onError(error, 'read');
			return lines.length;
		}
	}

	#log(id: string): ConversationLog {
		return this.#logs.get(id) ?? this.#newLog(id);
	}

	#newLog(id: string, header?: HeaderEvent): ConversationLog {
		const failed = (error: unknown) => this.#onError(error, 'write');
		const log = new ConversationLog(this.#folder.log(id), failed, this.#files, header);
		this.#logs.set(id, log);
		const idle = [...this.#logs].filter(([other, { isIdle }]) => other !== id && isIdle);
		for (const [other] of idle.slice(0, -MAX_IDLE_LOGS)) this.#logs.delete(other);
		return log;
	}
}
