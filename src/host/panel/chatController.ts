import { type Disposable, type LogOutputChannel, window, workspace } from 'vscode';
import type { ImageStore } from '../../core/attachments/imageStore.ts';
import type { RunCommand } from '../../core/commands/commandNames.ts';
import type { TurnArchive } from '../../core/inspect/turnArchive.ts';
import { LastFailure } from '../../core/log/logWords.ts';
import type { ModelCatalogues } from '../../core/models/modelCatalogues.ts';
import { messageView } from '../../core/panel/messageViews.ts';
import { requestTargetOf } from '../../core/parameters/requestTarget.ts';
import type { Destination } from '../../core/server/chatServer.ts';
import { type RawSettings, withChoices } from '../../core/settings/rawSettings.ts';
import type { SpendingGuard } from '../../core/spending/spendingGuard.ts';
import type { SpendingTotals } from '../../core/spending/spendingTotals.ts';
import type { LoadedImage } from '../../shared/attachments/attachmentProtocol.ts';
import type { Reply } from '../../shared/conversation/messages.ts';
import type { Change, ToWebview } from '../../shared/panel/protocol.ts';
import type { ApiKeys } from '../access/apiKeys.ts';
import { needsKey } from '../access/destination.ts';
import type { ImageFile } from '../attachments/readFiles.ts';
import type { OpenChatsPorts } from '../chat/chatLoader.ts';
import { OpenChats } from '../chat/openChats.ts';
import { ReplyRequests } from '../inspect/replyRequests.ts';
import { logReply } from '../log/replyLog.ts';
import { provideDiagrams } from '../markdown/openDiagram.ts';
import { PreflightFindings } from '../models/preflightFindings.ts';
import { RoutingDocuments, routedChats } from '../parameters/routingDocument.ts';
import { rawSettings, SECTION } from '../settings/vscodeSettings.ts';
import type { CreditStatus } from '../spending/creditStatus.ts';
import { ContextKeySetter } from '../vscode/contextKeys.ts';
import { ChatPage, type ChatPagePorts } from './chatPage.ts';
import { type ChatWebview, VIEW_ID } from './chatWebview.ts';
import { currentStatus } from './currentStatus.ts';

/** What watches the turns of this window. */
export interface TurnServices {
	readonly totals: SpendingTotals;
	readonly guard: SpendingGuard;
	readonly archive: TurnArchive;
	readonly credit: CreditStatus;
}

/** What the chat of a window is made of. */
export interface ChatControllerPorts {
	/** What the chats themselves need. */
	readonly chats: OpenChatsPorts;
	/** Where Open Chat shows the chat. */
	readonly view: ChatWebview;
	readonly keys: ApiKeys;
	readonly models: ModelCatalogues;
	/** The configured server. */
	destination(): Promise<Destination>;
	readonly turns: TurnServices;
	readonly run: RunCommand;
	readonly log: LogOutputChannel;
}

const DAY_MS = 86_400_000;

/** The chats of this window, the pages that show the one in front, and what flows between them. */
export class ChatController {
	readonly chats: OpenChats;
	readonly lastFailure = new LastFailure();
	readonly requests: ReplyRequests;
	readonly images: ImageStore;
	readonly #ports: ChatControllerPorts;
	readonly #pagePorts: ChatPagePorts;
	readonly #pages: ChatPage[] = [];
	/** The page of the view. */
	readonly #sideBar: ChatPage;
	/** The page that is meant where one of them is: the one that was heard of last. */
	#front: ChatPage;
	readonly #routing: RoutingDocuments;
	readonly #beforeSending: PreflightFindings;
	readonly #contextKeys = new ContextKeySetter();
	/** Resolves once what the window showed last is shown again. */
	readonly restored: Promise<void>;
	#needsKey = false;
	/** The chat has been used in this window: what is known of the models is worth asking for. */
	#used = false;

	constructor(ports: ChatControllerPorts) {
		this.#ports = ports;
		const { store } = ports.chats;
		const { archive, guard } = ports.turns;
		this.images = store.images;
		const front = (change: Change) => this.#front.push(change);
		this.chats = new OpenChats(ports.chats, {
			changed: (id) => this.#messageChanged(id),
			text: (id, text) => this.#push({ type: 'text', id, text }),
			reasoning: (id, text) => this.#push({ type: 'reasoning', id, text }),
			replaced: () => {
				for (const page of this.#pages) page.replaceAll();
				this.#updateContextKeys();
			},
			statusChanged: () => this.#statusChanged(),
			accepted: () => front({ type: 'accepted' }),
			refused: () => front({ type: 'refused' }),
			unqueued: (text) => front({ type: 'unqueued', text }),
			returned: (text) => front({ type: 'returned', text }),
			settled: (reply) => this.#settled(reply),
		});
		const { chats } = this;
		this.requests = new ReplyRequests({ chats, archive, guard, store, asking: ports.chats });
		this.#beforeSending = new PreflightFindings(ports.models, chats, ports.run, () =>
			this.#statusChanged(),
		);
		this.#routing = new RoutingDocuments(routedChats(chats));
		this.restored = chats.restore();
		this.#pagePorts = {
			chats,
			images: this.images,
			requests: this.requests,
			beforeSending: this.#beforeSending,
			routing: this.#routing,
			run: ports.run,
			restored: this.restored,
			status: () => this.#status(),
			target: () => requestTargetOf(this.#raw, ports.models),
			open: () => this.open(),
			appeared: () => {
				// Other windows spend as well.
				void ports.turns.totals.refresh();
				void chats.look();
			},
			focusChanged: (focused) => this.#contextKeys.update({ focused }),
			begunToUse: () => this.#begunToUse(),
		};
		this.#sideBar = this.addPage((message) => ports.view.post(message), ports.view);
		this.#front = this.#sideBar;
		void this.#checkKey();
	}

	/**
	 * Shows the chat on one more page.
	 * @param post hands a message to it
	 * @param source tells what it asks for, and when it is gone
	 */
	addPage(
		post: (message: ToWebview | LoadedImage) => void,
		source: Pick<ChatWebview, 'listen'>,
	): ChatPage {
		const { log } = this.#ports;
		const page = new ChatPage(this.#pagePorts, post);
		this.#pages.push(page);
		source.listen({
			received: (message) => {
				if (message.type !== 'ack') this.#front = page;
				void page.received(message).catch((error: unknown) => {
					log.error(`What the page asked for (${message.type}) could not be done.`, error);
				});
			},
			gone: () => page.gone(),
			dropped: () => log.warn('The page sent something that is not of the protocol; dropped.'),
		});
		return page;
	}

	/** Registers the view, and what keeps the pages up to date. */
	register(): Disposable[] {
		const { keys, models, turns } = this.#ports;
		return [
			window.registerWebviewViewProvider(VIEW_ID, this.#ports.view),
			workspace.onDidChangeConfiguration((event) => {
				if (event.affectsConfiguration(SECTION)) void this.#checkKey();
			}),
			keys.onDidChange(() => void this.#keyChanged()),
			models.onDidChange(() => this.#statusChanged()),
			turns.totals.onDidChange(() => this.#statusChanged()),
			window.onDidChangeWindowState(({ focused }) => {
				if (focused) void this.chats.look();
			}),
			provideDiagrams(),
			this.#routing.register(),
			...this.requests.register(),
		];
	}

	/** Shows the chat with the keyboard in its box. */
	async open(): Promise<void> {
		await this.#ports.view.show(false);
		await this.restored;
		this.#sideBar.push({ type: 'focus' });
	}

	/** Begins a new chat; what was shown stays in the history. */
	async newChat(): Promise<void> {
		this.chats.newChat();
		await this.open();
	}

	/** Shows a chat of the history. */
	async openChat(id: string): Promise<void> {
		await this.restored;
		await this.chats.open(id);
		await this.open();
	}

	/** The user has agreed to send to the configured server: what was refused for want of that may be sent now. */
	serverConfirmed(): void {
		if (this.chats.notice?.kind === 'unencrypted') this.chats.dismissNotice();
		void this.#refreshModels();
	}

	/** Shows the chat; the editor keeps the keyboard. */
	async reveal(): Promise<void> {
		await this.restored;
		await this.#ports.view.show(true);
	}

	/** Hands the page in front an image to look at and to attach, as soon as it is there. */
	showImage(image: ImageFile): void {
		this.#front.showImage(image);
	}

	#push(change: Change): void {
		for (const page of this.#pages) page.push(change);
	}

	#settled(reply: Reply): void {
		logReply(this.#ports.log, reply);
		this.lastFailure.settled(reply);
		this.requests.settled(reply.id);
		this.#ports.turns.credit.replied();
		const isShown = this.chats.reply(reply.id) !== undefined;
		if (isShown && reply.again !== undefined && reply.status === 'complete') {
			void this.requests.showChanges(reply.id);
		}
	}

	#messageChanged(id: string): void {
		const view = messageView(this.chats.chat, id);
		if (view !== undefined) this.#push({ type: 'message', view });
	}

	#statusChanged(): void {
		if (this.chats.chat.turns.running !== null) this.#begunToUse();
		const status = this.#status();
		for (const page of this.#pages) page.statusChanged(status);
		this.#updateContextKeys();
	}

	#updateContextKeys(): void {
		const { chat } = this.chats;
		const reply = chat.conversation.lastReply();
		this.#contextKeys.update({
			running: chat.turns.running !== null,
			noMessage: chat.conversation.head === null,
			noReply: reply === undefined || reply.text === '',
			noRequest: reply === undefined,
		});
	}

	#status() {
		const { models, turns, chats } = this.#ports;
		const sources = {
			models,
			tokens: chats.tokens,
			totals: turns.totals,
			beforeSending: this.#beforeSending,
		};
		return currentStatus(this.chats, sources, this.#raw, this.#needsKey);
	}

	/** The settings, with what the shown chat has chosen over them. */
	get #raw(): RawSettings {
		return withChoices(rawSettings(), this.chats.chat.conversation.choices);
	}

	/** A key has come or gone, here or in another window: what was refused for want of one may be sent now. */
	async #keyChanged(): Promise<void> {
		const kind = this.chats.notice?.kind;
		if (kind === 'noKey' || kind === 'badKey') this.chats.dismissNotice();
		this.#ports.log.info('The API keys have changed.');
		await this.#checkKey();
	}

	async #checkKey(): Promise<void> {
		const { keys } = this.#ports;
		this.#needsKey = await needsKey(keys);
		this.#contextKeys.update({ noKey: !(await keys.anyStored()) });
		this.#statusChanged();
		void this.#refreshModels();
	}

	/** Nothing goes to the network because the chat is looked at. */
	#begunToUse(): void {
		if (this.#used) return;
		this.#used = true;
		void this.#refreshModels();
	}

	/** Asks for the list of models where it is missing or a day old: only then can be said before a message what is wrong with it. */
	async #refreshModels(): Promise<void> {
		if (!this.#used || this.#needsKey) return;
		const { models, log } = this.#ports;
		try {
			await models.refreshIfOlder(await this.#ports.destination(), DAY_MS);
		} catch (error) {
			log.info('The list of models could not be read.', error);
		}
	}
}
