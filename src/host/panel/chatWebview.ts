import { commands, type Uri, type WebviewView, type WebviewViewProvider } from 'vscode';
import {
	type Answer,
	type FromWebview,
	parseFromWebview,
	type ToWebview,
} from '../../shared/panel/protocol.ts';
import { type PageFiles, pageHtml, readPage } from '../vscode/pageHtml.ts';

export const VIEW_ID = 'llamaChat.chat';

/** What the view tells. */
export interface ChatWebviewEvents {
	/** A message of the page, parsed. */
	received(message: FromWebview): void;
	/** The page is gone: hidden, moved or closed. */
	gone(): void;
	/** Something that is not of the protocol arrived and was dropped. */
	dropped(): void;
}

/** The view in the side bar. Its page is thrown away when hidden and made anew when shown. */
export class ChatWebview implements WebviewViewProvider {
	readonly #dist: Uri;
	/** Read while VS Code makes the view; undefined where that failed. */
	readonly #files: Promise<PageFiles | undefined>;
	#events: ChatWebviewEvents | undefined;
	#view: WebviewView | undefined;

	/** @param dist the folder with the page's script and style: the only one it may read */
	constructor(dist: Uri) {
		this.#dist = dist;
		this.#files = readPage(dist, 'webview').catch(() => undefined);
	}

	/** From now on tells what happens in it. */
	listen(events: ChatWebviewEvents): void {
		this.#events = events;
	}

	/** @throws FileSystemError when the page is not there */
	async resolveWebviewView(view: WebviewView): Promise<void> {
		this.#view = view;
		view.webview.options = { enableScripts: true, localResourceRoots: [this.#dist] };
		view.webview.onDidReceiveMessage((data: unknown) => {
			const message = parseFromWebview(data);
			if (message === undefined) this.#events?.dropped();
			else this.#events?.received(message);
		});
		view.onDidChangeVisibility(() => {
			if (!view.visible) this.#events?.gone();
		});
		view.onDidDispose(() => {
			this.#view = undefined;
			this.#events?.gone();
		});
		const files = (await this.#files) ?? (await readPage(this.#dist, 'webview'));
		if (this.#view === view) view.webview.html = pageHtml(view.webview, this.#dist, files);
	}

	post(message: ToWebview | Answer): void {
		void this.#view?.webview.postMessage(message);
	}

	/** Whether it is seen. */
	get visible(): boolean {
		return this.#view?.visible === true;
	}

	/** Shows the view; with `preserveFocus` the editor keeps the keyboard. */
	async show(preserveFocus: boolean): Promise<void> {
		await commands.executeCommand(`${VIEW_ID}.focus`, { preserveFocus });
	}
}
