import { type Disposable, type LogOutputChannel, window, workspace } from 'vscode';
import type { Chat } from '../../core/chat/chat.ts';
import type { RunCommand } from '../../core/commands/commandNames.ts';
import type { FoundLine } from '../../core/history/foundMessage.ts';
import { LentRequests } from '../../core/languageModels/lentRequests.ts';
import { LastFailure } from '../../core/log/logWords.ts';
import type { FailureKind, Reply } from '../../shared/conversation/messages.ts';
import type { CurrentAttachments } from '../attachments/currentAttachments.ts';
import type { Changes } from '../changes/changes.ts';
import type { ChatLink } from '../chat/chatLink.ts';
import type { OpenChatsPorts } from '../chat/chatLoader.ts';
import { ChatSession } from '../chat/chatSession.ts';
import { type LastShown, lastShownIn } from '../chat/openChats.ts';
import { Summaries } from '../chat/summaries.ts';
import type { Become } from '../composer/composerPorts.ts';
import type { MadeDocuments } from '../documents/madeDocuments.ts';
import { LastExchange } from '../inspect/lastExchange.ts';
import { RequestDocuments } from '../inspect/requestDocuments.ts';
import type { ProjectInstructions } from '../instructions/projectInstructions.ts';
import { RoutingDocuments, routedChats } from '../parameters/routingDocument.ts';
import { rawSettings, SECTION } from '../settings/vscodeSettings.ts';
import type { SuggestionSources } from '../suggestions/suggestionSource.ts';
import { ContextKeySetter } from '../vscode/contextKeys.ts';
import type { Say } from '../vscode/say.ts';
import { ChatPlace, type ChatPlacePorts } from './chatPlace.ts';
import type { ChatSurface } from './chatSurface.ts';
import type { ChatWebview } from './chatWebview.ts';
import { replyEnded } from './replyEnd.ts';
import { ServerWatch, type ServerWatchPorts } from './serverWatch.ts';
import type { TurnServices } from './turnServices.ts';
import { UnseenReplies } from './unseenReplies.ts';

/** What the chats of a window are made of. */
export interface ChatControllerPorts extends ServerWatchPorts {
	/** What the chats themselves need. */
	readonly chats: OpenChatsPorts;
	/** Where Open Chat shows the chat. */
	readonly view: ChatWebview;
	readonly turns: TurnServices;
	/** The project's own instructions. */
	readonly instructions: ProjectInstructions;
	/** What is attached in the view. */
	readonly attachments: CurrentAttachments;
	readonly changes: Changes;
	/** The documents of requests. */
	readonly requestDocuments: MadeDocuments;
	/** What the lists under a box are filled from. */
	suggestions(place: ChatPlace): SuggestionSources;
	/** What a text may become before it is sent. */
	become(place: ChatPlace): Become;
	readonly run: RunCommand;
	readonly log: LogOutputChannel;
}

/** The chats of this window and where they are shown: in the view, and in editors beside it. Commands go to one of these places. */
export class ChatController {
	readonly session: ChatSession;
	readonly lastFailure = new LastFailure();
	/** What was asked from outside of the chats. */
	readonly lent = new LentRequests(() => this.#updateLent());
	/** The documents of requests. */
	readonly requests: RequestDocuments;
	readonly routing: RoutingDocuments;
	readonly #summaries: Summaries;
	/** The place in the side bar, which is always there. */
	readonly view: ChatPlace;
	readonly #ports: ChatControllerPorts;
	readonly #placePorts: ChatPlacePorts;
	/** All places: the one that had the keyboard last is the first. */
	#places: ChatPlace[] = [];
	/** One of them had the keyboard since the window opened. */
	#hadKeyboard = false;
	/** Those whose pages have the keyboard: of two pages the news may come in any order. */
	readonly #focused = new Set<ChatPlace>();
	readonly #server: ServerWatch;
	readonly #unseen: UnseenReplies;
	readonly #contextKeys = new ContextKeySetter();
	readonly #lastExchange: LastExchange;

	constructor(ports: ChatControllerPorts) {
		this.#ports = ports;
		const { models, run, turns, view, instructions, changes, log } = ports;
		this.#server = new ServerWatch(ports);
		this.session = new ChatSession(ports.chats, {
			settled: (reply, chat, took) => this.#replyEnded(reply, chat, took),
			deleted: (id) => this.#unseen.forget(id),
			seen: () => this.#unseen.look(),
		});
		this.#lastExchange = new LastExchange(turns.archive, (isKept) =>
			this.#contextKeys.update({ noExchange: !isKept }),
		);
		const { session } = this;
		const { store } = ports.chats;
		this.requests = new RequestDocuments({
			session,
			archive: turns.archive,
			store,
			documents: ports.requestDocuments,
		});
		this.#summaries = new Summaries({
			...ports.chats,
			observer: ports.chats.observer,
			load: (id) => session.load(id),
			changed: () => this.#allChanged(),
			replied: () => turns.credit.replied(),
			askAboutSecrets: async (error) =>
				(await import('../chat/askAboutSecrets.ts')).askAboutSecrets(error),
			notify: (id, failure) => session.displayOf(id)?.notify(failure),
		});
		this.routing = new RoutingDocuments(routedChats(session));
		this.#unseen = new UnseenReplies({
			isOn: () => rawSettings()('notifyWhenDone') !== false,
			isSeen: (chat, reply) =>
				window.state.focused &&
				(this.placeOf(chat)?.visible === true || session.isSeen(chat, reply)),
			open: (chat, reply) => this.openChat(chat, reply, true),
			badge: (count) => view.badge(count),
		});
		changes.states.isSeen = (conversation) => this.placeOf(conversation)?.visible === true;
		this.#placePorts = {
			session,
			models,
			turns,
			instructions,
			changes,
			requests: this.requests,
			summaries: this.#summaries,
			routing: this.routing,
			dismissed: new Set(),
			run,
			suggestions: (place) => ports.suggestions(place),
			become: (place) => ports.become(place),
			follow: (link) => this.follow(link),
			needsKey: () => this.#server.needsKey,
			begunToUse: () => {
				this.#server.begunToUse();
				instructions.begunToUse();
				this.#server.shows(this.front.chats.chat.conversation.choices);
			},
			appeared: () => {
				this.#updateContextKeys(true);
				// Other windows spend as well.
				void this.#refreshTotals();
				void session.look();
				this.#unseen.look();
			},
			toFront: (place) => this.toFront(place),
			focusChanged: (place, focused) => this.#focusChanged(place, focused),
			changed: (place) => {
				// A chat may be shown now whose reply nobody saw.
				this.#unseen.look();
				if (place !== this.front) return;
				this.#updateContextKeys();
				this.#server.shows(place.chats.chat.conversation.choices);
			},
			allChanged: () => this.#allChanged(),
			dropped: () => log.warn('The page sent something that is not of the protocol; dropped.'),
			failed: (what, error) =>
				log.error(`What the page asked for (${what}) could not be done.`, error),
		};
		const last = lastShownIn(ports.chats.memento);
		this.view = new ChatPlace(this.#placePorts, view, ports.attachments, last);
		this.#places.push(this.view);
		void this.#checkKey();
	}

	/** Where commands and inserts go: to the place that had the keyboard last; before one had it, to one that is seen. */
	get front(): ChatPlace {
		const seen = this.#hadKeyboard ? undefined : this.#places.find(({ visible }) => visible);
		return seen ?? this.#places[0] ?? this.view;
	}

	/** The place in front, once it shows again what it showed before the window was reloaded. */
	async restored(): Promise<ChatPlace> {
		await this.view.restored;
		const { front } = this;
		await front.restored;
		return front;
	}

	/** The place that shows a chat. */
	placeOf(id: string): ChatPlace | undefined {
		return this.#places.find(({ chats }) => chats.chat.conversation.id === id);
	}

	/**
	 * Shows a chat in one more place.
	 * @param last what was shown there before
	 * @returns the place, and what is to be called when it is gone
	 */
	addPlace(surface: ChatSurface, last: LastShown): { place: ChatPlace; close(): void } {
		const attachments = this.#ports.attachments.another();
		const place = new ChatPlace(this.#placePorts, surface, attachments, last);
		this.#places.push(place);
		const followed = attachments.register(() => place.statusChanged());
		const close = () => {
			this.#places = this.#places.filter((other) => other !== place);
			for (const one of followed) one.dispose();
			place.close();
			this.#updateContextKeys();
		};
		return { place, close };
	}

	/** Keeps the pages up to date. */
	register(): Disposable[] {
		const { attachments, changes, keys, models, turns, instructions } = this.#ports;
		const allChanged = () => this.#allChanged();
		return [
			workspace.onDidChangeConfiguration((event) => {
				if (event.affectsConfiguration(SECTION)) void this.#checkKey();
			}),
			keys.onDidChange(() => void this.#keyChanged()),
			models.onDidChange(allChanged),
			instructions.register(),
			instructions.onDidChange(allChanged),
			changes.states.onDidChange(({ conversation, reply }) =>
				this.placeOf(conversation)?.push(changes.states.toldOfReply(reply)),
			),
			turns.totals.onDidChange(() => {
				this.#updateUsage();
				this.#allChanged();
			}),
			window.onDidChangeWindowState(({ focused }) => {
				if (focused) void this.session.look();
				this.#unseen.look();
			}),
			...attachments.register(() => this.view.statusChanged()),
		];
	}

	/** Says what was done for the chat in front; see ChatNews. */
	readonly say: Say = (news) => this.front.say(news);

	/** Shows a chat of the history where it is shown already, else in front; see ChatPlace.openChat. */
	async openChat(id: string, at?: FoundLine | string, keepsBranch?: boolean): Promise<void> {
		const front = await this.restored();
		await (this.placeOf(id) ?? front).openChat(id, at, keepsBranch);
	}

	/** Shows a chat, as openChat does, where it is there: where a link leads was written down once, or came with a file. */
	async follow({ chat, message }: ChatLink): Promise<boolean> {
		const { session } = this;
		const isLive = session.liveChat(chat) !== undefined;
		const isThere = isLive || (await session.ports.store.list()).some(({ id }) => id === chat);
		if (isThere) await this.openChat(chat, message);
		return isThere;
	}

	/** The user has agreed to send to the configured server: what was refused for want of that may be sent now. */
	serverConfirmed(): void {
		this.#dismissNotices('unencrypted');
		void this.#checkKey();
	}

	/** A place has the keyboard, or is given it. */
	toFront(place: ChatPlace): void {
		this.#hadKeyboard = true;
		if (this.#places[0] === place || !this.#places.includes(place)) return;
		this.#places = [place, ...this.#places.filter((other) => other !== place)];
		this.#updateContextKeys(true);
	}

	#focusChanged(place: ChatPlace, focused: boolean): void {
		if (focused) {
			this.#focused.add(place);
			this.toFront(place);
			this.#ports.instructions.begunToUse();
		} else this.#focused.delete(place);
		this.#contextKeys.update({ focused: this.#focused.size > 0 });
	}

	#replyEnded(
		reply: Reply,
		{ conversation: { id, title, choices }, turns: { busy } }: Chat,
		took: number,
	): void {
		this.#server.replied({ ...choices, model: reply.model });
		const { lastFailure, requests } = this;
		// Of several answers to one question the last tells of them.
		if (!busy) void this.#unseen.ended(reply, { id, title }, took);
		const { log, turns } = this.#ports;
		const shown = this.#places.find(
			({ chats }) => chats.chat.conversation.reply(reply.id) !== undefined,
		);
		replyEnded(reply, { log, lastFailure, requests, credit: turns.credit, shown: shown?.requests });
	}

	#allChanged(): void {
		for (const place of this.#places) place.statusChanged();
	}

	/** Before the ledger has been read, nobody knows that it is empty. */
	async #refreshTotals(): Promise<void> {
		await this.#ports.turns.totals.refresh();
		this.#updateUsage();
	}

	#updateUsage(): void {
		this.#contextKeys.update({ noUsage: this.#ports.turns.totals.entries.length === 0 });
		this.#updateLent();
	}

	#updateLent(): void {
		const { entries } = this.#ports.turns.totals;
		this.#contextKeys.update({ noLentRequest: this.lent.isEmpty(entries) });
	}

	#updateContextKeys(anew = false): void {
		const { chat, box } = this.front.chats;
		const { conversation, turns } = chat;
		const reply = conversation.lastReply();
		const hasReply = reply !== undefined && reply.text !== '';
		this.#contextKeys.update({
			running: turns.running !== null,
			noMessage: conversation.head === null,
			noQuestion: conversation.head === null && box.isEmpty,
			hasReply,
			noReply: !hasReply,
			noRequest: reply === undefined,
		});
		void this.#lastExchange.look(conversation.id, reply, anew);
	}

	/** A key has come or gone, here or in another window: what was refused for want of one may be sent now. */
	async #keyChanged(): Promise<void> {
		this.#dismissNotices('noKey', 'badKey');
		this.#ports.log.info('The API keys have changed.');
		await this.#checkKey();
	}

	#dismissNotices(...kinds: FailureKind[]): void {
		for (const { chats } of this.#places) {
			if (chats.notice !== null && kinds.includes(chats.notice.kind)) chats.dismissNotice();
		}
	}

	async #checkKey(): Promise<void> {
		const needed = this.#server.needsKey;
		const noKey = !(await this.#server.checkKey());
		// There is a server to ask now: what was refused for want of one may be sent.
		if (needed && !this.#server.needsKey) this.#dismissNotices('noKey');
		const unencryptedServer = await this.#server.isRefused();
		const connected = !unencryptedServer && !this.#server.needsKey;
		const noSignIn = !this.#server.signsIn;
		this.#contextKeys.update({ noKey, noSignIn, unencryptedServer, connected });
		this.#allChanged();
		void this.#server.refreshModels();
	}
}
