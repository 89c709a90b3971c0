import { type WebviewPanel, type WebviewPanelSerializer, window } from 'vscode';
import type { ChatStatus } from '../../src/shared/panel/chatStatus.ts';
import { parseToWebview } from '../../src/shared/panel/protocol.ts';

/** An editor with a chat and its real page, as seen from between the two. */
export interface EditorPage {
	readonly panel: WebviewPanel;
	/** The conversation that is shown. */
	conversation: string | undefined;
	status: ChatStatus | undefined;
	/** The texts of the messages that are shown, oldest first. */
	readonly texts: Map<string, string>;
	/** What stood in the box when the chat was shown. */
	draft: string | undefined;
	/** What it has told of its box itself, which it does a moment after it has shown its first chat. */
	told: string | undefined;
	/** How often it has loaded. */
	loaded: number;
	closed: boolean;
	/** Sends the host something as if the page had. */
	post(message: unknown): void;
}

/** All that were opened, the newest last. */
export const editorPages: EditorPage[] = [];

/** What brings editors back after a reload, by the kind of the editor. */
const serializers = new Map<string, WebviewPanelSerializer>();

/** Brings an editor back as VS Code does after a reload, with what its page had kept. */
export async function comeBack(kind: string, title: string, state: unknown): Promise<EditorPage> {
	const panel = window.createWebviewPanel(kind, title, { viewColumn: 1 });
	await serializers.get(kind)?.deserializeWebviewPanel(panel, state);
	const page = editorPages.at(-1);
	if (page === undefined) throw new Error('no editor was brought back');
	return page;
}

const { createWebviewPanel, registerWebviewPanelSerializer } = window;
// The tests are loaded before the extension is activated, and their `window` is the extension's too.
Object.assign(window, {
	createWebviewPanel: ((...args) => {
		const panel = createWebviewPanel(...args);
		if (panel.viewType === 'llamaChat.chatEditor') editorPages.push(watch(panel));
		return panel;
	}) satisfies typeof createWebviewPanel,
	registerWebviewPanelSerializer: ((kind, serializer) => {
		serializers.set(kind, serializer);
		return registerWebviewPanelSerializer(kind, serializer);
	}) satisfies typeof registerWebviewPanelSerializer,
});

function watch(panel: WebviewPanel): EditorPage {
	const { webview } = panel;
	const listeners = new Set<(message: unknown) => unknown>();
	const page: EditorPage = {
		panel,
		conversation: undefined,
		status: undefined,
		texts: new Map(),
		draft: undefined,
		told: undefined,
		loaded: 0,
		closed: false,
		post: (message) => {
			for (const listener of listeners) listener(message);
		},
	};
	panel.onDidDispose(() => {
		page.closed = true;
	});
	const listen = webview.onDidReceiveMessage;
	listen((message) => {
		if (message.type === 'ready') page.loaded++;
		if (message.type === 'draft') page.told = message.text;
	});
	Object.defineProperty(webview, 'onDidReceiveMessage', {
		value: ((listener, ...rest) => {
			listeners.add(listener);
			return listen(listener, ...rest);
		}) satisfies typeof listen,
	});
	const post = webview.postMessage.bind(webview);
	webview.postMessage = (data) => {
		const message = parseToWebview(data);
		if (message?.type === 'snapshot') {
			page.conversation = message.conversation;
			page.status = message.status;
			page.draft = message.draft;
			page.texts.clear();
			for (const view of message.messages) page.texts.set(view.message.id, view.message.text);
		}
		for (const change of message?.changes ?? []) {
			if (change.type === 'status') page.status = change.status;
			// A new message brings its text; of one that is shown already only the facts are new.
			if (change.type === 'message' && !page.texts.has(change.view.message.id))
				page.texts.set(change.view.message.id, change.view.message.text);
			if (change.type === 'text')
				page.texts.set(change.id, (page.texts.get(change.id) ?? '') + change.text);
		}
		return post(data);
	};
	return page;
}
