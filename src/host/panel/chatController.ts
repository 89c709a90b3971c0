import { type Disposable, type LogOutputChannel, window, workspace } from 'vscode';
import type { RunCommand } from '../../core/commands/commandNames.ts';
import type { ContextRoom } from '../../core/context/folderRoom.ts';
import type { ModelLimits } from '../../core/context/unitFit.ts';
import {
	type FoundLine,
	type FoundMessage,
	foundMessage,
} from '../../core/history/foundMessage.ts';
import { LastFailure } from '../../core/log/logWords.ts';
import { messageView } from '../../core/panel/messageViews.ts';
import type { CurrentAttachments } from '../attachments/currentAttachments.ts';
import type { ImageFile } from '../attachments/readFiles.ts';
import type { Changes } from '../changes/changes.ts';
import type { OpenChatsPorts } from '../chat/chatLoader.ts';
import { OpenChats } from '../chat/openChats.ts';
import type { Become } from '../composer/composerBox.ts';
import type { MadeDocuments } from '../documents/madeDocuments.ts';
import { ReplyRequests } from '../inspect/replyRequests.ts';
import type { ProjectInstructions } from '../instructions/projectInstructions.ts';
import { PreflightFindings } from '../models/preflightFindings.ts';
import { RoutingDocuments, routedChats } from '../parameters/routingDocument.ts';
import { SECTION } from '../settings/vscodeSettings.ts';
import type { SuggestionSources } from '../suggestions/suggestionSource.ts';
import { ContextKeySetter } from '../vscode/contextKeys.ts';
import type { Say } from '../vscode/say.ts';
import { ChatNews } from './chatNews.ts';
import type { ChatPage, ChatPagePorts } from './chatPage.ts';
import { ChatPages } from './chatPages.ts';
import type { ChatWebview } from './chatWebview.ts';
import { pageOf } from './pageSource.ts';
import { replyEnded } from './replyEnd.ts';
import { ServerWatch, type ServerWatchPorts } from './serverWatch.ts';
import { ShownChat } from './shownChat.ts';
import type { TurnServices } from './turnServices.ts';

/** What the chat of a window is made of. */
export interface ChatControllerPorts extends ServerWatchPorts {
	/** What the chats themselves need. */
	readonly chats: OpenChatsPorts;
	/** Where Open Chat shows the chat. */
	readonly view: ChatWebview;
	readonly turns: TurnServices;
	/** The project's own instructions. */
	readonly instructions: ProjectInstructions;
	readonly attachments: CurrentAttachments;
	readonly changes: Changes;
	/** The documents of requests. */
	readonly requestDocuments: MadeDocuments;
	/** What the lists under the box are filled from. */
	suggestions(chat: ChatController): SuggestionSources;
	/** What a text may become before it is sent. */
	become(chat: ChatController): Become;
	readonly run: RunCommand;
	readonly log: LogOutputChannel;
}

/** The chats of this window, the pages that show the one in front, and what flows between them. */
export class ChatController {
	readonly chats: OpenChats;
	readonly lastFailure = new LastFailure();
	readonly requests: ReplyRequests;
	/** Resolves once what the window showed last is shown again. */
	readonly restored: Promise<void>;
	readonly #ports: ChatControllerPorts;
	readonly #pagePorts: ChatPagePorts;
	readonly #pages: ChatPages;
	/** The page of the view. */
	readonly #sideBar: ChatPage;
	readonly #server: ServerWatch;
	readonly #shown: ShownChat;
	readonly routing: RoutingDocuments;
	readonly #news: ChatNews;
	readonly #contextKeys = new ContextKeySetter();

	constructor(ports: ChatControllerPorts) {
		this.#ports = ports;
		const { models, run, turns, view, instructions } = ports;
		const { store, tokens } = ports.chats;
		const { archive, guard, totals } = turns;
		this.#server = new ServerWatch(ports);
		this.#pages = new ChatPages(ports.log);
		this.chats = this.#openChats();
		const { chats } = this;
		this.requests = new ReplyRequests({
			chats,
			archive,
			guard,
			store,
			asking: ports.chats,
			documents: ports.requestDocuments,
		});
		this.#news = new ChatNews({
			isSeen: () => view.visible,
			open: () => this.open(),
			changed: () => this.#statusChanged(),
		});
		ports.changes.states.isSeen = (conversation) =>
			view.visible && conversation === chats.chat.conversation.id;
		const beforeSending = new PreflightFindings(models, chats, run, () => this.#statusChanged());
		this.#shown = new ShownChat(chats, models, {
			tokens,
			totals,
			beforeSending,
			instructions,
			attached: ports.attachments,
			news: this.#news,
		});
		this.routing = new RoutingDocuments(routedChats(chats));
		this.restored = chats.restore();
		this.#pagePorts = {
			chats,
			images: store.images,
			attached: ports.attachments,
			requests: this.requests,
			beforeSending,
			routing: this.routing,
			instructions,
			changes: ports.changes,
			suggestions: ports.suggestions(this),
			become: ports.become(this),
			run,
			news: this.#news,
			restored: this.restored,
			status: () => this.#shown.status(this.#server.needsKey),
			target: () => this.#shown.target(),
			room: () => this.room(),
			open: () => this.open(),
			appeared: () => {
				// Other windows spend as well.
				void totals.refresh();
				void chats.look();
			},
			focusChanged: (focused) => {
				this.#contextKeys.update({ focused });
				if (focused) instructions.begunToUse();
			},
			begunToUse: () => {
				this.#server.begunToUse();
				instructions.begunToUse();
			},
		};
		this.#sideBar = this.addPage((message) => view.post(message), pageOf(view));
		void this.#checkKey();
	}

	/** Shows the chat on one more page; see ChatPages.add. */
	addPage(
		post: Parameters<ChatPages['add']>[1],
		source: Parameters<ChatPages['add']>[2],
	): ChatPage {
		return this.#pages.add(this.#pagePorts, post, source);
	}

	/** Keeps the pages up to date. */
	register(): Disposable[] {
		const { attachments, changes, keys, models, turns, instructions } = this.#ports;
		return [
			workspace.onDidChangeConfiguration((event) => {
				if (event.affectsConfiguration(SECTION)) void this.#checkKey();
			}),
			keys.onDidChange(() => void this.#keyChanged()),
			models.onDidChange(() => this.#statusChanged()),
			instructions.register(),
			instructions.onDidChange(() => this.#statusChanged()),
			changes.states.onDidChange(({ reply }) =>
				this.#pages.push(changes.states.toldOfReply(reply)),
			),
			turns.totals.onDidChange(() => this.#statusChanged()),
			window.onDidChangeWindowState(({ focused }) => {
				if (focused) void this.chats.look();
			}),
			...attachments.register(() => this.#statusChanged()),
		];
	}

	/** Says what was done for the chat; see ChatNews. */
	readonly say: Say = (news) => this.#news.say(news);

	/** Shows the chat with the keyboard in its box. */
	async open(): Promise<void> {
		await this.#ports.view.show(false);
		await this.focus();
	}

	/** Gives the keyboard to the box of the view, which is shown. */
	async focus(): Promise<void> {
		await this.restored;
		this.#sideBar.push({ type: 'focus' });
	}

	/** Opens Find in Chat. */
	async find(): Promise<void> {
		await this.open();
		this.#sideBar.push({ type: 'find' });
	}

	/** Begins a new chat; what was shown stays in the history. */
	async newChat(): Promise<void> {
		this.chats.newChat();
		await this.open();
	}

	/**
	 * Shows a chat of the history.
	 * @param line what was found in it: it is shown at that message, else where the reader was
	 */
	async openChat(id: string, line?: FoundLine): Promise<void> {
		await this.restored;
		let found: FoundMessage | undefined;
		await this.chats.open(id, (chat) => {
			found = line && foundMessage(chat.conversation, line);
			if (found === undefined) return;
			chat.showMessage(found.id);
			// A page that does not show the chat yet begins there.
			this.chats.keepPlace(id, { id: found.id, offset: 0 });
		});
		await this.open();
		if (line && found) this.#sideBar.push({ type: 'reveal', ...found, line: line.line });
	}

	/** The user has agreed to send to the configured server: what was refused for want of that may be sent now. */
	serverConfirmed(): void {
		if (this.chats.notice?.kind === 'unencrypted') this.chats.dismissNotice();
		void this.#checkKey();
	}

	/** Shows the chat; the editor keeps the keyboard. */
	async reveal(): Promise<void> {
		await this.restored;
		await this.#ports.view.show(true);
	}

	/** How much of the model's context is free; undefined where that is not known. */
	room(): ContextRoom | undefined {
		return this.#shown.room(this.#server.needsKey);
	}

	/** What the model takes that the next message goes to. */
	limits(): ModelLimits {
		return this.#shown.limits();
	}

	/** Hands the page in front an image to look at and to attach, as soon as it is there. */
	showImage(image: ImageFile): void {
		this.#pages.showImage(image);
	}

	#openChats(): OpenChats {
		const { log, turns } = this.#ports;
		const pages = this.#pages;
		return new OpenChats(this.#ports.chats, {
			changed: (id) => this.#messageChanged(id),
			text: (id, text) => pages.push({ type: 'text', id, text }),
			reasoning: (id, text) => pages.push({ type: 'reasoning', id, text }),
			replaced: () => {
				pages.replaceAll();
				this.#updateContextKeys();
			},
			statusChanged: () => this.#statusChanged(),
			accepted: () => pages.pushToFront({ type: 'accepted' }),
			refused: () => pages.pushToFront({ type: 'refused' }),
			unqueued: (text) => pages.pushToFront({ type: 'unqueued', text }),
			returned: (text) => pages.pushToFront({ type: 'returned', text }),
			settled: (reply) => {
				const { chats, lastFailure, requests } = this;
				replyEnded(reply, { log, lastFailure, requests, chats, credit: turns.credit });
			},
		});
	}

	#messageChanged(id: string): void {
		const view = messageView(this.chats.chat, id);
		if (view !== undefined) this.#pages.push({ type: 'message', view });
	}

	#statusChanged(): void {
		const { running } = this.chats.chat.turns;
		if (running !== null) this.#server.begunToUse();
		this.#news.running(running);
		this.#pages.statusChanged(this.#shown.status(this.#server.needsKey));
		this.#updateContextKeys();
	}

	#updateContextKeys(): void {
		const { conversation, turns } = this.chats.chat;
		const reply = conversation.lastReply();
		const hasReply = reply !== undefined && reply.text !== '';
		this.#contextKeys.update({
			running: turns.running !== null,
			noMessage: conversation.head === null,
			hasReply,
			noReply: !hasReply,
			noRequest: reply === undefined,
		});
	}

	/** A key has come or gone, here or in another window: what was refused for want of one may be sent now. */
	async #keyChanged(): Promise<void> {
		const kind = this.chats.notice?.kind;
		if (kind === 'noKey' || kind === 'badKey') this.chats.dismissNotice();
		this.#ports.log.info('The API keys have changed.');
		await this.#checkKey();
	}

	async #checkKey(): Promise<void> {
		const noKey = !(await this.#server.checkKey());
		const unencryptedServer = await this.#server.isRefused();
		const connected = !unencryptedServer && !this.#server.needsKey;
		this.#contextKeys.update({ noKey, unencryptedServer, connected });
		this.#statusChanged();
		void this.#server.refreshModels();
	}
}
