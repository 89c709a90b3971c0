import { type QuickInputButton, window } from 'vscode';
import { couldNot } from '../../core/errors/diskReason.ts';
import type {
	ConversationStore,
	ConversationSummary,
} from '../../core/history/conversationStore.ts';
import type { FoundLine } from '../../core/history/foundMessage.ts';
import { MAX_TITLE } from '../../shared/text/fields.ts';
import type { ChatSession } from '../chat/chatSession.ts';
import { type ListActions, LiveList } from '../vscode/liveList.ts';
import { notificationText } from '../vscode/notificationText.ts';
import { quickButton } from '../vscode/quickButtons.ts';
import { sayFailed } from '../vscode/say.ts';
import {
	BESIDE,
	type ChatMarks,
	DELETE,
	foundItems,
	groupedItems,
	type HistoryItem,
	PIN,
	RENAME,
	UNPIN,
} from './historyItems.ts';

/** More than anyone goes through; what else was found is counted. */
const MOST_FOUND = 200;

const SHOW_ALL = quickButton('globe', 'Show All');
const SHOW_WORKSPACE = quickButton('root-folder', 'Show This Workspace');

/** What the history needs from outside. */
export interface HistoryPorts {
	readonly store: ConversationStore;
	readonly chats: ChatSession;
	/** The URI of the workspace folder, or null. */
	readonly workspace: string | null;
	/** @param found what was searched for, where the chat was found by that */
	open(id: string, found?: FoundLine): Promise<void>;
	/** Shows it in an editor beside the active one. */
	openBeside(id: string, found?: FoundLine): Promise<void>;
}

/**
 * Shows the chats on disk until one is opened or the list is left. Resolves when that chat is shown, and what was begun in the list is
 * done.
 */
export function showHistory(ports: HistoryPorts): Promise<void> {
	return new History(ports).show();
}

class History implements ListActions<HistoryItem> {
	readonly #ports: HistoryPorts;
	readonly #list: LiveList<HistoryItem>;
	#all = false;
	#chats: readonly ConversationSummary[] = [];
	#pinned: ReadonlySet<string> = new Set();
	#saidUnpinned = false;
	/** Counts the searches, so that one that is overtaken shows nothing. */
	#searches = 0;

	constructor(ports: HistoryPorts) {
		this.#ports = ports;
		this.#list = new LiveList(this, { matchOnDetail: true });
	}

	show(): Promise<void> {
		return this.#list.show((left) => this.#load(left));
	}

	async accept({ chat, found }: HistoryItem): Promise<void> {
		if (chat === undefined) return;
		this.#list.close();
		await this.#ports.open(chat.id, found);
	}

	type(): Promise<void> {
		return this.#update();
	}

	press(button: QuickInputButton): void {
		this.#all = button === SHOW_ALL;
		this.#list.load(() => this.#update());
	}

	async pressOn({ chat, found }: HistoryItem, button: QuickInputButton): Promise<void> {
		if (chat === undefined) return;
		switch (button) {
			case BESIDE:
				this.#list.close();
				return this.#ports.openBeside(chat.id, found);
			case RENAME:
				await this.#rename(chat);
				break;
			case PIN:
			case UNPIN:
				await this.#ports.store.pin(chat.id, button === PIN);
				break;
			case DELETE:
				return this.#delete(chat);
		}
		this.#refresh();
	}

	idOf({ chat }: HistoryItem): string | undefined {
		return chat?.id;
	}

	#refresh(): void {
		this.#list.load((left) => this.#load(left));
	}

	async #load(left: AbortSignal): Promise<void> {
		const { chats, store } = this.#ports;
		// A chat that has just begun is to be in the list, which reads the disk.
		await chats.flush();
		left.throwIfAborted();
		this.#chats = await store.list();
		left.throwIfAborted();
		this.#pinned = await store.pinned().catch((error: unknown) => this.#unpinned(error));
		left.throwIfAborted();
		await this.#update();
	}

	/** Without its pins the list is still good to open a chat by. */
	#unpinned(error: unknown): ReadonlySet<string> {
		const said = couldNot('Which chats are pinned could not be read', error);
		if (!this.#saidUnpinned) void window.showWarningMessage(notificationText(said));
		this.#saidUnpinned = true;
		return new Set();
	}

	async #update(): Promise<void> {
		const search = ++this.#searches;
		const query = this.#list.typed;
		const wanted = (chat: ConversationSummary) =>
			this.#all || chat.workspace === this.#ports.workspace;
		const marks = this.#marks();
		const found =
			query === '' ? undefined : await this.#ports.store.search(query, wanted, MOST_FOUND);
		if (search !== this.#searches) return;
		const scope = this.#all ? 'History: All' : 'History: This Workspace';
		this.#list.update({
			title: found?.more
				? `${scope}, the newest ${MOST_FOUND} of ${MOST_FOUND + found.more} found`
				: scope,
			placeholder:
				this.#chats.length === 0 ? 'There are no chats yet' : 'Search in all messages, open a chat',
			buttons: [this.#all ? SHOW_WORKSPACE : SHOW_ALL],
			items: found
				? foundItems(query, found.hits, marks)
				: groupedItems(this.#chats.filter(wanted), marks),
		});
	}

	#marks(): ChatMarks {
		const { chats } = this.#ports;
		return {
			pinned: this.#pinned,
			isOpen: (id) => chats.displayOf(id) !== undefined,
			isReplying: (id) => chats.isReplying(id),
		};
	}

	async #rename({ id, title }: ConversationSummary): Promise<void> {
		await this.#list.aside(async () => {
			const name = await window.showInputBox({
				title: 'Rename Chat',
				value: title,
				prompt: 'Leave it empty to name the chat after its first question.',
				validateInput: (typed) =>
					typed.length > MAX_TITLE ? `A name has at most ${MAX_TITLE} characters.` : undefined,
			});
			if (name !== undefined && name !== title) await this.#ports.chats.rename(id, name);
		});
	}

	/** The list is there again while Undo is offered, which may be for long. */
	async #delete({ id, title }: ConversationSummary): Promise<void> {
		const undo = await this.#ports.chats.delete(id);
		this.#refresh();
		if (undo === undefined) return;
		const deleted = notificationText(`“${title}” was deleted.`);
		if ((await window.showInformationMessage(deleted, 'Undo')) !== 'Undo') return;
		try {
			await undo();
		} catch (error) {
			const said = `“${title}” could not be brought back`;
			sayFailed(said, error, 'A deleted chat could not be brought back');
		}
		this.#refresh();
	}
}
