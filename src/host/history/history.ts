import {
	type QuickInputButton,
	type QuickPick,
	type QuickPickItemButtonEvent,
	window,
} from 'vscode';
import type {
	ConversationStore,
	ConversationSummary,
} from '../../core/history/conversationStore.ts';
import type { OpenChats } from '../chat/openChats.ts';
import { notificationText } from '../vscode/notificationText.ts';
import { quickButton } from '../vscode/quickButtons.ts';
import {
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
	readonly chats: OpenChats;
	/** The URI of the workspace folder, or null. */
	readonly workspace: string | null;
	open(id: string): Promise<void>;
}

/** Shows the chats on disk until one is opened or the list is left. */
export function showHistory(ports: HistoryPorts): Promise<void> {
	return new History(ports).show();
}

class History {
	readonly #ports: HistoryPorts;
	readonly #picker: QuickPick<HistoryItem> = window.createQuickPick<HistoryItem>();
	/** Ends the command that shows the list. */
	#finish: (error?: unknown) => void = () => {};
	#all = false;
	#chats: readonly ConversationSummary[] = [];
	#pinned: ReadonlySet<string> = new Set();
	/** The list is out of sight, but not left. */
	#away = false;
	#closed = false;
	/** Counts the searches, so that one that is overtaken shows nothing. */
	#searches = 0;

	constructor(ports: HistoryPorts) {
		this.#ports = ports;
		const picker = this.#picker;
		picker.onDidChangeValue(() => this.#run(() => this.#update()));
		picker.onDidTriggerButton((button) => this.#run(() => this.#toggle(button)));
		picker.onDidTriggerItemButton((event) => this.#run(() => this.#act(event)));
		picker.onDidAccept(() => {
			const chat = picker.selectedItems[0]?.chat;
			if (chat !== undefined) this.#run(() => this.#open(chat.id));
		});
		picker.onDidHide(() => {
			if (!this.#away) this.#close();
		});
	}

	show(): Promise<void> {
		return new Promise((resolve, reject) => {
			this.#finish = (error) => (error === undefined ? resolve() : reject(error));
			this.#picker.show();
			this.#run(() => this.#refresh());
		});
	}

	/** What goes wrong ends the list, and is the command's failure. */
	#run(action: () => Promise<void>): void {
		action().catch((error: unknown) => this.#close(error));
	}

	#close(error?: unknown): void {
		this.#closed = true;
		this.#picker.dispose();
		this.#finish(error);
	}

	async #open(id: string): Promise<void> {
		// The command has not ended before the chat is shown.
		this.#away = true;
		this.#picker.hide();
		await this.#ports.open(id);
		this.#close();
	}

	async #refresh(): Promise<void> {
		this.#picker.busy = true;
		// A chat that has just begun is to be in the list, which reads the disk.
		await this.#ports.chats.flush();
		this.#chats = await this.#ports.store.list();
		this.#pinned = await this.#ports.store.pinned();
		await this.#update();
		this.#picker.busy = false;
	}

	async #update(): Promise<void> {
		const search = ++this.#searches;
		const query = this.#picker.value.trim();
		const wanted = (chat: ConversationSummary) =>
			this.#all || chat.workspace === this.#ports.workspace;
		const marks = this.#marks();
		const found =
			query === '' ? undefined : await this.#ports.store.search(query, wanted, MOST_FOUND);
		if (search !== this.#searches || this.#closed) return;
		const scope = this.#all ? 'History: All' : 'History: This Workspace';
		const picker = this.#picker;
		picker.title = found?.more
			? `${scope}, the newest ${MOST_FOUND} of ${MOST_FOUND + found.more} found`
			: scope;
		picker.placeholder =
			this.#chats.length === 0 ? 'There are no chats yet' : 'Search in all messages, open a chat';
		picker.buttons = [this.#all ? SHOW_WORKSPACE : SHOW_ALL];
		const active = picker.activeItems[0]?.chat?.id;
		const items = found
			? foundItems(found.hits, marks)
			: groupedItems(this.#chats.filter(wanted), marks);
		picker.keepScrollPosition = true;
		picker.items = items;
		const again = items.find(({ chat }) => chat !== undefined && chat.id === active);
		if (again !== undefined) picker.activeItems = [again];
	}

	#marks(): ChatMarks {
		const { chats } = this.#ports;
		return {
			pinned: this.#pinned,
			open: chats.chat.conversation.id,
			isReplying: (id) => chats.isReplying(id),
		};
	}

	async #toggle(button: QuickInputButton): Promise<void> {
		this.#all = button.tooltip === SHOW_ALL.tooltip;
		await this.#update();
	}

	async #act({ item, button }: QuickPickItemButtonEvent<HistoryItem>): Promise<void> {
		const { chat } = item;
		if (chat === undefined) return;
		const { store } = this.#ports;
		switch (button.tooltip) {
			case RENAME.tooltip:
				await this.#rename(chat);
				break;
			case PIN.tooltip:
			case UNPIN.tooltip:
				await store.pin(chat.id, button.tooltip === PIN.tooltip);
				break;
			case DELETE.tooltip:
				await this.#delete(chat);
				break;
		}
		await this.#refresh();
	}

	async #rename({ id, title }: ConversationSummary): Promise<void> {
		this.#away = true;
		const name = await window.showInputBox({
			title: 'Rename Chat',
			value: title,
			prompt: 'Empty: the first question is the name again.',
		});
		if (name !== undefined && name !== title) await this.#ports.chats.rename(id, name);
		this.#away = false;
		this.#picker.show();
	}

	async #delete({ id, title }: ConversationSummary): Promise<void> {
		const undo = await this.#ports.chats.delete(id);
		if (undo === undefined) return;
		void window
			.showInformationMessage(notificationText(`“${title}” was deleted.`), 'Undo')
			.then(async (choice) => {
				if (choice !== 'Undo') return;
				await undo();
				if (!this.#closed) await this.#refresh();
			});
	}
}
