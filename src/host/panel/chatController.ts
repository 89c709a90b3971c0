import { type Disposable, type LogOutputChannel, type Uri, window, workspace } from 'vscode';
import type { ImageStore } from '../../core/attachments/imageStore.ts';
import type { TurnArchive } from '../../core/inspect/turnArchive.ts';
import type { ModelCatalogues } from '../../core/models/modelCatalogues.ts';
import { messageView, messageViews } from '../../core/panel/messageViews.ts';
import { ViewFeed } from '../../core/panel/viewFeed.ts';
import { requestTargetOf } from '../../core/parameters/requestTarget.ts';
import type { Destination } from '../../core/server/chatServer.ts';
import { type RawSettings, withChoices } from '../../core/settings/settings.ts';
import type { SpendingGuard } from '../../core/spending/spendingGuard.ts';
import type { SpendingTotals } from '../../core/spending/spendingTotals.ts';
import type { Reply } from '../../shared/conversation/messages.ts';
import type { FromWebview } from '../../shared/panel/protocol.ts';
import type { ApiKeys } from '../access/apiKeys.ts';
import { needsKey } from '../access/destination.ts';
import { loadImage } from '../attachments/pageImages.ts';
import type { ImageFile } from '../attachments/readFiles.ts';
import type { OpenChatsPorts } from '../chat/chatLoader.ts';
import { OpenChats } from '../chat/openChats.ts';
import { ReplyRequests } from '../inspect/replyRequests.ts';
import { LastFailure } from '../log/lastFailure.ts';
import { logReply } from '../log/replyLog.ts';
import { provideDiagrams } from '../markdown/openDiagram.ts';
import { BeforeSending } from '../models/beforeSending.ts';
import { ParametersPanel } from '../parameters/parametersPanel.ts';
import { RoutingDocuments, routedChats } from '../parameters/routingDocument.ts';
import { rawSettings, SECTION } from '../settings/vscodeSettings.ts';
import type { CreditStatus } from '../spending/creditStatus.ts';
import { ContextKeySetter } from '../vscode/contextKeys.ts';
import { chatStatus, type StatusSources } from './chatStatus.ts';
import { ChatWebview, VIEW_ID } from './chatWebview.ts';
import { handlePageMessage } from './pageMessages.ts';

/** What watches the turns of this window. */
export interface TurnServices {
	readonly totals: SpendingTotals;
	readonly costs: SpendingGuard;
	readonly turns: TurnArchive;
	readonly credit: CreditStatus;
}

const DAY_MS = 86_400_000;

/** The chat as it stands in the side bar: the session, the page that shows it, and what flows between them. */
export class ChatController {
	readonly chats: OpenChats;
	readonly lastFailure = new LastFailure();
	readonly requests: ReplyRequests;
	readonly images: ImageStore;
	readonly #view: ChatWebview;
	readonly #feed: ViewFeed;
	readonly #parameters: ParametersPanel;
	readonly #routing: RoutingDocuments;
	readonly #keys: ApiKeys;
	readonly #models: ModelCatalogues;
	/** The configured server. */
	readonly #destination: () => Promise<Destination>;
	readonly #totals: SpendingTotals;
	readonly #credit: CreditStatus;
	readonly #log: LogOutputChannel;
	readonly #beforeSending: BeforeSending;
	readonly #statusSources: StatusSources;
	readonly #contextKeys = new ContextKeySetter();
	readonly #restored: Promise<void>;
	#needsKey = false;
	/** The chat has been used in this window: what is known of the models is worth asking for. */
	#used = false;

	/** @param dist the folder with the page's script and style */
	constructor(
		dist: Uri,
		ports: OpenChatsPorts,
		keys: ApiKeys,
		models: ModelCatalogues,
		destination: () => Promise<Destination>,
		{ totals, costs, turns, credit }: TurnServices,
		log: LogOutputChannel,
	) {
		this.#keys = keys;
		this.#models = models;
		this.#destination = destination;
		this.#totals = totals;
		this.#credit = credit;
		this.#log = log;
		this.images = ports.store.images;
		this.#view = new ChatWebview(dist, {
			received: (message) =>
				void this.#received(message).catch((error: unknown) => {
					log.error(`What the page asked for (${message.type}) could not be done.`, error);
				}),
			gone: () => {
				this.#parameters.closed();
				this.#feed.disconnect();
			},
			dropped: () => log.warn('The page sent something that is not of the protocol; dropped.'),
		});
		this.chats = new OpenChats(ports, {
			changed: (id) => this.#messageChanged(id),
			text: (id, text) => this.#feed.push({ type: 'text', id, text }),
			reasoning: (id, text) => this.#feed.push({ type: 'reasoning', id, text }),
			replaced: () => {
				this.#feed.replaceAll();
				this.#parameters.refresh();
				this.#updateContextKeys();
			},
			statusChanged: () => this.#statusChanged(),
			accepted: () => this.#feed.push({ type: 'accepted' }),
			refused: () => this.#feed.push({ type: 'refused' }),
			unqueued: (text) => this.#feed.push({ type: 'unqueued', text }),
			returned: (text) => this.#feed.push({ type: 'returned', text }),
			settled: (reply) => this.#settled(reply),
		});
		const { chats } = this;
		this.requests = new ReplyRequests({ chats, turns, costs, store: ports.store, asking: ports });
		this.#beforeSending = new BeforeSending(models, this.chats, () => this.#statusChanged());
		const { tokens } = ports;
		this.#statusSources = { models, tokens, totals, beforeSending: this.#beforeSending };
		this.#feed = new ViewFeed(
			(message) => this.#view.post(message),
			() => ({
				conversation: this.chats.chat.conversation.id,
				messages: messageViews(this.chats.chat),
				status: this.#status(),
				draft: this.chats.box.draft,
				place: this.chats.place,
			}),
		);
		this.#routing = new RoutingDocuments(routedChats(this.chats));
		this.#parameters = new ParametersPanel({
			chats: this.chats,
			recipient: () => requestTargetOf(this.#raw, this.#models),
			push: (change) => this.#feed.push(change),
			routing: this.#routing,
		});
		this.#restored = this.chats.restore();
		void this.#checkKey();
	}

	/** Registers the view and what keeps it up to date. */
	register(): Disposable[] {
		return [
			window.registerWebviewViewProvider(VIEW_ID, this.#view),
			workspace.onDidChangeConfiguration((event) => {
				if (event.affectsConfiguration(SECTION)) void this.#checkKey();
			}),
			this.#keys.onDidChange(() => void this.#keyChanged()),
			this.#models.onDidChange(() => this.#statusChanged()),
			this.#totals.onDidChange(() => this.#statusChanged()),
			window.onDidChangeWindowState(({ focused }) => {
				if (focused) void this.chats.look();
			}),
			provideDiagrams(),
			this.#routing.register(),
			...this.requests.register(),
			...this.#credit.register(),
		];
	}

	/** Shows the chat with the keyboard in its box. */
	async open(): Promise<void> {
		await this.#view.show(false);
		await this.#restored;
		this.#feed.push({ type: 'focus' });
	}

	/** Begins a new chat; what was shown stays in the history. */
	async newChat(): Promise<void> {
		await this.#restored;
		this.chats.newChat();
		await this.open();
	}

	/** Shows a chat of the history. */
	async openChat(id: string): Promise<void> {
		await this.#restored;
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
		await this.#restored;
		await this.#view.show(true);
	}

	/** Hands the page an image to look at and to attach, as soon as it is there. */
	showImage({ name, bytes }: ImageFile): void {
		this.#feed.push({ type: 'imageFile', name, bytes });
	}

	/** Sends the page an image that it asked for. */
	async sendImage(hash: string): Promise<void> {
		this.#view.post(await loadImage(this.chats, this.images, hash));
	}

	async #received(message: FromWebview): Promise<void> {
		if (message.type === 'ack') {
			this.#feed.acknowledge(message.sequence);
			return;
		}
		await this.#restored;
		if (message.type === 'ready') {
			this.#parameters.closed();
			this.#feed.connect();
			// Other windows spend as well.
			void this.#totals.refresh();
			void this.chats.look();
		} else if (message.type === 'finding') await this.#beforeSending.act(message);
		else {
			if (asksOfModels(message)) this.#begunToUse();
			await handlePageMessage(message, this, this.#parameters);
		}
	}

	#settled(reply: Reply): void {
		logReply(this.#log, reply);
		this.lastFailure.settled(reply);
		this.requests.settled(reply.id);
		this.#credit.replied();
		const isShown = this.chats.chat.conversation.message(reply.id) !== undefined;
		if (isShown && reply.again !== undefined && reply.status === 'complete') {
			void this.requests.showChanges(reply.id);
		}
	}

	#messageChanged(id: string): void {
		const view = messageView(this.chats.chat, id);
		if (view !== undefined) this.#feed.push({ type: 'message', view });
	}

	#statusChanged(): void {
		if (this.chats.chat.running !== null) this.#begunToUse();
		this.#feed.push({ type: 'status', status: this.#status() });
		this.#parameters.refresh();
		this.#updateContextKeys();
	}

	#updateContextKeys(): void {
		const { chat } = this.chats;
		const reply = chat.conversation.lastReply();
		this.#contextKeys.update({
			running: chat.running !== null,
			noMessage: chat.conversation.head === null,
			noReply: reply === undefined || reply.text === '',
			noRequest: reply === undefined,
		});
	}

	#status() {
		return chatStatus(this.chats, this.#statusSources, this.#raw, this.#needsKey);
	}

	/** The settings, with what the shown chat has chosen over them. */
	get #raw(): RawSettings {
		return withChoices(rawSettings(), this.chats.chat.conversation.choices);
	}

	/** A key has come or gone, here or in another window: what was refused for want of one may be sent now. */
	async #keyChanged(): Promise<void> {
		const kind = this.chats.notice?.kind;
		if (kind === 'noKey' || kind === 'badKey') this.chats.dismissNotice();
		this.#log.info('The API keys have changed.');
		await this.#checkKey();
	}

	async #checkKey(): Promise<void> {
		this.#needsKey = await needsKey(this.#keys);
		this.#contextKeys.update({ noKey: !(await this.#keys.anyStored()) });
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
		try {
			await this.#models.refreshIfOlder(await this.#destination(), DAY_MS);
		} catch (error) {
			this.#log.info('The list of models could not be read.', error);
		}
	}
}

/** A message may be sent soon once one is begun; the parameters say which of them the model takes. */
function asksOfModels(message: FromWebview): boolean {
	return message.type === 'draft'
		? message.text !== ''
		: message.type === 'act' && message.action === 'openParameters';
}
