import { type WebviewView, window } from 'vscode';
import type { BlockChange } from '../../src/shared/changes/changeProtocol.ts';
import type { Failure, Message, SentPart } from '../../src/shared/conversation/messages.ts';
import type { CheckedReference } from '../../src/shared/markdown/markdownProtocol.ts';
import type { ChatStatus, ShownNews } from '../../src/shared/panel/chatStatus.ts';
import { parseAnswer, parseToWebview } from '../../src/shared/panel/protocol.ts';
import { Suggestions } from '../../src/shared/suggestions/suggestionProtocol.ts';
import { parseWith } from '../../src/shared/text/parseWith.ts';
import { until } from './until.ts';

/** The messages of the page, and what it was told last. */
interface WatchedPage {
	view: WebviewView | undefined;
	readonly received: { readonly type: string }[];
	status: ChatStatus | undefined;
	/** The conversation that is shown. */
	conversation: string | undefined;
	/** What came back to the box last. */
	returned: string | undefined;
	/** What the list after "/" or "#" was answered last. */
	answered: Suggestions | undefined;
	/** The last reply, and the text of it that is shown. */
	replyId: string | undefined;
	text: string;
	/** The last question that is shown, and what was sent for the last reply. */
	questionId: string | undefined;
	parts: SentPart[] | undefined;
	/** What it was told last of the places in files that a reply names. */
	checked: readonly CheckedReference[] | undefined;
	/** What it was told last of what became of the code blocks of a reply. */
	blocks: readonly BlockChange[];
	/** What it was told last of attachments that have changed. */
	changed: readonly string[] | undefined;
	/** The word at which it was told to show a message that was found. */
	revealed: string | undefined;
	/** Told of what is said over the box, once of each. */
	onNews: (news: ShownNews) => void;
	/** How much of what it asked for, and is done once at a time, it was told to be done. */
	done: number;
	/** How often it has taken the keyboard when it was told to. */
	focused: number;
	/** Sends the host something as if the page had, whether it is of the protocol or not. */
	post(message: unknown): void;
}

/** What is said over the box. */
let lastNews: string | undefined;

const listeners = new Set<(message: unknown) => unknown>();

/** The chat's view with its real page, as seen from between the two. */
export const page: WatchedPage = {
	view: undefined,
	received: [],
	status: undefined,
	conversation: undefined,
	returned: undefined,
	answered: undefined,
	checked: undefined,
	replyId: undefined,
	text: '',
	questionId: undefined,
	parts: undefined,
	blocks: [],
	changed: undefined,
	revealed: undefined,
	onNews: () => {},
	done: 0,
	focused: 0,
	post: (message) => {
		for (const listener of listeners) listener(message);
	},
};

/** Does what makes the page take the keyboard, and waits until it has. */
export async function takingFocus(action: () => Thenable<unknown>): Promise<void> {
	const before = page.focused;
	await action();
	await until(() => page.focused > before);
}

/**
 * What is said over the box from now on, each with its buttons.
 * @param choose answers it: with one of its buttons, or nothing, which dismisses it
 */
export function saidOverBox(
	choose: (text: string, ...buttons: string[]) => string | undefined = () => undefined,
): string[][] {
	const said: string[][] = [];
	page.onNews = ({ id, text, buttons }) => {
		said.push([text, ...buttons]);
		const button = choose(text, ...buttons);
		const answer = { type: 'answerNews', id, ...(button === undefined ? {} : { button }) };
		setImmediate(() => page.post(answer));
	};
	return said;
}

/** The next thing the page is told about why a message was not sent. */
export function nextNotice(): Promise<Failure> {
	page.status = undefined;
	return until(() => page.status?.notice);
}

// The tests are loaded before the extension is activated, and their `window` is the extension's too.
const register = window.registerWebviewViewProvider;
Object.assign(window, {
	registerWebviewViewProvider: ((id, provider, options) =>
		register(
			id,
			{
				resolveWebviewView(view, context, token) {
					watch(view);
					return provider.resolveWebviewView(view, context, token);
				},
			},
			options,
		)) satisfies typeof register,
});

function watch(view: WebviewView): void {
	page.view = view;
	const { webview } = view;
	/** The batches that tell the page to take the keyboard and that it has not drawn yet. */
	const wishes = new Set<number>();
	const listen = webview.onDidReceiveMessage;
	listeners.clear();
	Object.defineProperty(webview, 'onDidReceiveMessage', {
		value: ((listener, ...rest) => {
			listeners.add(listener);
			return listen(listener, ...rest);
		}) satisfies typeof listen,
	});
	listen((message) => {
		page.received.push(message);
		if (message.type === 'ack' && wishes.delete(message.sequence)) page.focused++;
	});
	const post = webview.postMessage.bind(webview);
	webview.postMessage = (data) => {
		const answer = parseAnswer(data);
		if (answer?.type === 'references') page.checked = answer.checked;
		if (answer?.type === 'changedAttachments') page.changed = answer.attachments;
		const message = parseToWebview(data);
		page.answered = parseWith(Suggestions, data) ?? page.answered;
		if (message?.type === 'snapshot') {
			takeStatus(message.status);
			page.conversation = message.conversation;
			for (const view of message.messages) shown(view.message);
		}
		for (const change of message?.changes ?? []) {
			if (change.type === 'focus') wishes.add(message?.sequence ?? 0);
			if (change.type === 'done') page.done++;
			if (change.type === 'blockChanges') page.blocks = change.blocks;
			if (change.type === 'reveal') page.revealed = change.word;
			if (change.type === 'status') takeStatus(change.status);
			if (change.type === 'returned') page.returned = change.text;
			if (change.type === 'message') shown(change.view.message);
			if (change.type === 'text') page.text += change.text;
		}
		return post(data);
	};
}

function takeStatus(status: ChatStatus): void {
	const { news } = status;
	if (news !== undefined && news.id !== lastNews) page.onNews(news);
	lastNews = news?.id;
	page.status = status;
}

/** A new message brings its text; of one that is shown already only the facts are new. */
function shown(message: Message): void {
	if (message.role === 'user') page.questionId = message.id;
	else page.parts = message.parts;
	if (message.role !== 'assistant' || message.id === page.replyId) return;
	page.replyId = message.id;
	page.text = message.text;
}
