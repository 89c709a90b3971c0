import { commands, type Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import { UNTITLED } from '../../core/conversation/conversation.ts';
import { parsePageState } from '../../shared/panel/pageState.ts';
import type { LastShown } from '../chat/openChats.ts';
import { type PageFiles, readPage } from '../vscode/pageHtml.ts';
import type { ChatController } from './chatController.ts';
import { ChatEditor } from './chatEditor.ts';
import { CHAT_EDITOR } from './chatEditorType.ts';
import type { ChatPlace } from './chatPlace.ts';

export interface ChatEditorsPorts {
	readonly chat: ChatController;
	/** The folder with the page's script and style: the only one it may read. */
	readonly dist: Uri;
	/** For the tabs. */
	readonly icon: Uri;
}

/** The editors with chats: each shows one of its own, as the view does. */
export class ChatEditors {
	readonly #ports: ChatEditorsPorts;
	readonly #editors = new Map<ChatPlace, ChatEditor>();
	#files: Promise<PageFiles> | undefined;

	constructor(ports: ChatEditorsPorts) {
		this.#ports = ports;
	}

	/** Shows the chat in front in an editor; where that is the view, it has a new one then. */
	async openInEditor(): Promise<void> {
		const { chats } = await this.#ports.chat.restored();
		await this.open(chats.chat.conversation.id);
	}

	/** Moves the chat of the view into an editor, whichever is in front: its own menu is about that. */
	async openViewInEditor(): Promise<void> {
		const { view } = this.#ports.chat;
		await view.restored;
		await this.open(view.chats.chat.conversation.id);
	}

	/** Moves the chat in front into a window of its own. */
	async openInNewWindow(): Promise<void> {
		await this.#toNewWindow(await this.#ports.chat.restored());
	}

	/** Moves the chat of the view into a window of its own, whichever is in front. */
	async openViewInNewWindow(): Promise<void> {
		const { view } = this.#ports.chat;
		await view.restored;
		await this.#toNewWindow(view);
	}

	async #toNewWindow({ chats }: ChatPlace): Promise<void> {
		const editor = await this.open(chats.chat.conversation.id);
		// VS Code moves the active editor, and makes this one active some time after it is asked to.
		await editor?.ready;
		if (editor?.active !== true) await editor?.show(false);
		await commands.executeCommand('workbench.action.moveEditorToNewWindow');
	}

	/** Opens an editor with a new chat. */
	async openNew(): Promise<void> {
		await this.#show(ViewColumn.Active, undefined);
	}

	/**
	 * Shows a chat in an editor with the keyboard in its box: in the one that shows it already, else in a new one. Where the view shows it,
	 * that has a new one then.
	 */
	async open(id: string, column = ViewColumn.Active): Promise<ChatEditor | undefined> {
		const shown = this.#ports.chat.placeOf(id);
		const editor = shown && this.#editors.get(shown);
		if (editor === undefined) return this.#show(column, id);
		await shown?.open();
		return editor;
	}

	/**
	 * Takes over an editor that was open when the window was closed or reloaded.
	 * @param state what its page had VS Code keep; whatever else it is, there is a new chat in it
	 */
	async restore(panel: WebviewPanel, state: unknown): Promise<void> {
		const { title } = panel;
		// A page that had not loaded yet has kept nothing.
		const { conversation, begun } = parsePageState(state) ?? { begun: title !== UNTITLED };
		const { place, loaded } = this.#take(panel, conversation);
		const found = await place.restored;
		if (begun && !found) tellGone(place, `“${title}”`);
		await loaded;
	}

	async #show(column: ViewColumn, id: string | undefined): Promise<ChatEditor> {
		const panel = window.createWebviewPanel(CHAT_EDITOR, UNTITLED, column);
		const { editor, place, loaded } = this.#take(panel, id);
		if (!(await place.restored) && id !== undefined) tellGone(place, 'The chat');
		await place.focus();
		await loaded;
		return editor;
	}

	#take(panel: WebviewPanel, id: string | undefined) {
		const { chat, dist, icon } = this.#ports;
		const editor = new ChatEditor(panel, dist, icon);
		// The page itself has VS Code keep what it shows.
		const last: LastShown = { id, keep: () => {} };
		const { place, close } = chat.addPlace(editor, last);
		this.#editors.set(place, editor);
		editor.watch({
			activated: () => chat.toFront(place),
			closed: () => {
				this.#editors.delete(place);
				close();
			},
		});
		if (editor.active) chat.toFront(place);
		return { editor, place, loaded: editor.load(dist, this.#page()) };
	}

	/** Read once, for all of them. */
	#page(): Promise<PageFiles> {
		this.#files ??= readPage(this.#ports.dist, 'webview').catch((error: unknown) => {
			this.#files = undefined;
			throw error;
		});
		return this.#files;
	}
}

function tellGone({ chats }: ChatPlace, chat: string): void {
	const message = `${chat} could not be shown in this editor. Look for it in the history; it is not there if it was deleted. This is a new chat.`;
	chats.notify({ kind: 'refused', message });
}
