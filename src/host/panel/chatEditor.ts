import type { Disposable, Uri, WebviewPanel } from 'vscode';
import type { Answer, ToWebview } from '../../shared/panel/protocol.ts';
import { shorten } from '../../shared/text/shorten.ts';
import { type PageFiles, pageHtml } from '../vscode/pageHtml.ts';
import type { ChatSurface, SurfaceEvents } from './chatSurface.ts';

/** A tab that is longer hides the others. */
const LONGEST_TITLE = 60;

/**
 * An editor with a chat. As in the view its page is thrown away when it is hidden, and made anew when it is shown; also when VS Code
 * moves it to another window.
 */
export class ChatEditor implements ChatSurface {
	readonly #panel: WebviewPanel;
	#closed = false;
	/** Resolves when its page is there for the first time, or when it is closed before. */
	readonly ready: Promise<void>;
	#isReady = () => {};

	/**
	 * @param dist the folder with the page's script and style: the only one it may read
	 * @param icon for its tab
	 */
	constructor(panel: WebviewPanel, dist: Uri, icon: Uri) {
		this.#panel = panel;
		this.ready = new Promise((resolve) => {
			this.#isReady = resolve;
		});
		panel.iconPath = icon;
		panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
	}

	/** Gives it its page, which may say something before this resolves. */
	async load(dist: Uri, files: Promise<PageFiles>): Promise<void> {
		const read = await files;
		if (this.#closed) return;
		this.#panel.webview.html = pageHtml(this.#panel.webview, dist, read, 'editor');
	}

	get visible(): boolean {
		return !this.#closed && this.#panel.visible;
	}

	get active(): boolean {
		return !this.#closed && this.#panel.active;
	}

	/** @param told is called when it becomes the active editor, and when it is closed */
	watch(told: { activated(): void; closed(): void }): Disposable[] {
		return [
			this.#panel.onDidChangeViewState(() => {
				if (this.active) told.activated();
			}),
			this.#panel.onDidDispose(() => told.closed()),
		];
	}

	listen(events: SurfaceEvents): void {
		this.#panel.webview.onDidReceiveMessage((data: unknown) => {
			this.#isReady();
			events.received(data);
		});
		this.#panel.onDidChangeViewState(() => {
			if (!this.visible) events.gone();
		});
		this.#panel.onDidDispose(() => {
			this.#closed = true;
			this.#isReady();
			events.gone();
		});
	}

	post(message: ToWebview | Answer): void {
		if (!this.#closed) void this.#panel.webview.postMessage(message);
	}

	async show(preserveFocus: boolean): Promise<void> {
		if (!this.#closed) this.#panel.reveal(undefined, preserveFocus);
	}

	entitle(title: string): void {
		const short = shorten(title, LONGEST_TITLE);
		if (!this.#closed && this.#panel.title !== short) this.#panel.title = short;
	}
}
