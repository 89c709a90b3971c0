import {
	commands,
	type Disposable,
	type Uri,
	type WebviewView,
	type WebviewViewProvider,
	window,
} from 'vscode';
import type { Answer, ToWebview } from '../../shared/panel/protocol.ts';
import { type PageFiles, pageHtml, readPage } from '../vscode/pageHtml.ts';
import type { ChatSurface, SurfaceEvents } from './chatSurface.ts';

const VIEW_ID = 'llamaChat.chat';

/**
 * The view in the side bar. Its page is thrown away when hidden and made anew when shown. All that the first view waits for is here, and
 * nothing else: the chat itself is loaded while VS Code makes the page, whose messages wait for it.
 */
export class ChatWebview implements WebviewViewProvider, ChatSurface {
	readonly #dist: Uri;
	/** Read while VS Code makes the view; undefined where that failed. */
	readonly #files: Promise<PageFiles | undefined>;
	/** Resolves when VS Code has been given a page for the first time, and has passed it on. */
	readonly shown: Promise<void>;
	#isShown = () => {};
	#events: SurfaceEvents | undefined;
	/** What the page has said while nobody listened. */
	#waiting: unknown[] = [];
	#view: WebviewView | undefined;
	/** The number on its icon. */
	#count = 0;

	/** @param dist the folder with the page's script and style: the only one it may read */
	constructor(dist: Uri) {
		this.#dist = dist;
		this.shown = new Promise((resolve) => {
			this.#isShown = resolve;
		});
		this.#files = readPage(dist, 'webview').catch(() => undefined);
	}

	register(): Disposable {
		return window.registerWebviewViewProvider(VIEW_ID, this);
	}

	listen(events: SurfaceEvents): void {
		this.#events = events;
		for (const data of this.#waiting.splice(0)) events.received(data);
	}

	/** @throws FileSystemError when the page is not there */
	async resolveWebviewView(view: WebviewView): Promise<void> {
		this.#view = view;
		if (this.#count > 0) this.badge(this.#count);
		view.webview.options = { enableScripts: true, localResourceRoots: [this.#dist] };
		view.webview.onDidReceiveMessage((data: unknown) => {
			if (this.#events === undefined) this.#waiting.push(data);
			else this.#events.received(data);
		});
		view.onDidChangeVisibility(() => {
			if (!view.visible) this.#gone();
		});
		view.onDidDispose(() => {
			this.#view = undefined;
			this.#gone();
		});
		const files = (await this.#files) ?? (await readPage(this.#dist, 'webview'));
		if (this.#view !== view) return;
		view.webview.html = pageHtml(view.webview, this.#dist, files);
		// VS Code writes it to the window in a timer of its own, which is to come before whatever waits for this.
		setTimeout(this.#isShown);
	}

	post(message: ToWebview | Answer): void {
		void this.#view?.webview.postMessage(message);
	}

	/** Whether it is seen. */
	get visible(): boolean {
		return this.#view?.visible === true;
	}

	/** Puts a number on the view's icon, once the view has been shown; 0 takes it away. */
	badge(count: number): void {
		this.#count = count;
		if (this.#view === undefined) return;
		const tooltip = count === 1 ? '1 chat has a new reply' : `${count} chats have a new reply`;
		this.#view.badge = count === 0 ? undefined : { value: count, tooltip };
	}

	#gone(): void {
		this.#waiting = [];
		this.#events?.gone();
	}

	/** Shows the view; with `preserveFocus` the editor keeps the keyboard. */
	async show(preserveFocus: boolean): Promise<void> {
		await commands.executeCommand(`${VIEW_ID}.focus`, { preserveFocus });
	}
}
