import type { RunCommand } from '../../core/commands/commandNames.ts';
import type { ContextRoom } from '../../core/context/folderRoom.ts';
import type { ModelLimits } from '../../core/context/unitFit.ts';
import {
	type FoundLine,
	type FoundMessage,
	foundMessage,
} from '../../core/history/foundMessage.ts';
import type { ModelCatalogues } from '../../core/models/modelCatalogues.ts';
import { messageView } from '../../core/panel/messageViews.ts';
import type { AskedTarget } from '../../core/parameters/requestTarget.ts';
import { SecretMarks } from '../../core/secrets/secretMarks.ts';
import type { Change } from '../../shared/panel/protocol.ts';
import type { CurrentAttachments } from '../attachments/currentAttachments.ts';
import type { ImageFile } from '../attachments/readFiles.ts';
import type { Changes } from '../changes/changes.ts';
import type { ChatLink } from '../chat/chatLink.ts';
import type { ChatSession } from '../chat/chatSession.ts';
import { type LastShown, OpenChats } from '../chat/openChats.ts';
import type { Summaries } from '../chat/summaries.ts';
import type { Become } from '../composer/composerPorts.ts';
import { ReplyRequests } from '../inspect/replyRequests.ts';
import type { RequestDocuments } from '../inspect/requestDocuments.ts';
import type { ProjectInstructions } from '../instructions/projectInstructions.ts';
import { PreflightFindings } from '../models/preflightFindings.ts';
import type { RoutingDocuments } from '../parameters/routingDocument.ts';
import type { SuggestionSources } from '../suggestions/suggestionSource.ts';
import type { Say } from '../vscode/say.ts';
import { ChatNews } from './chatNews.ts';
import { ChatPage } from './chatPage.ts';
import type { ChatSurface } from './chatSurface.ts';
import { listenToPage } from './listenToPage.ts';
import { ShownChat } from './shownChat.ts';
import type { TurnServices } from './turnServices.ts';

/** What all places of a window share, and whom they tell. */
export interface ChatPlacePorts {
	readonly session: ChatSession;
	readonly models: ModelCatalogues;
	readonly turns: TurnServices;
	readonly instructions: ProjectInstructions;
	readonly changes: Changes;
	readonly requests: RequestDocuments;
	readonly summaries: Summaries;
	readonly routing: RoutingDocuments;
	/** The findings that the user does not want to read again; see PreflightFindings. */
	readonly dismissed: Set<string>;
	readonly run: RunCommand;
	/** Shows another chat where it is shown already, else in front. Returns whether it is there. */
	follow(link: ChatLink): Promise<boolean>;
	/** What the lists under the box are filled from. */
	suggestions(place: ChatPlace): SuggestionSources;
	/** What a text may become before it is sent. */
	become(place: ChatPlace): Become;
	/** Whether the server wants a key that is not there. */
	needsKey(): boolean;
	/** The user begins to write, or to choose parameters, or a reply comes in. */
	begunToUse(): void;
	/** A page is there, for the first time or again. */
	appeared(): void;
	/** It is given the keyboard. */
	toFront(place: ChatPlace): void;
	/** Its page has the keyboard, or no longer. */
	focusChanged(place: ChatPlace, focused: boolean): void;
	/** What stands around its chat has changed, or it shows another one. */
	changed(place: ChatPlace): void;
	/** What is shown everywhere may be other than it was. */
	allChanged(): void;
	/** Something that is not of the protocol arrived and was dropped. */
	dropped(): void;
	/** What a page asked for could not be done. */
	failed(what: string, error: unknown): void;
}

/** Where a chat is shown, the side bar's view or an editor: its chat, what stands around that, and its page. */
export class ChatPlace {
	readonly chats: OpenChats;
	readonly requests: ReplyRequests;
	/** Resolves once what it showed last is shown again; see OpenChats.restore. */
	readonly restored: Promise<boolean>;
	readonly attachments: CurrentAttachments;
	readonly #ports: ChatPlacePorts;
	readonly #surface: ChatSurface;
	readonly #shown: ShownChat;
	readonly #news: ChatNews;
	readonly #page: ChatPage;

	/**
	 * @param attachments looks after what is attached here
	 * @param last what was shown here before
	 */
	constructor(
		ports: ChatPlacePorts,
		surface: ChatSurface,
		attachments: CurrentAttachments,
		last: LastShown,
	) {
		this.#ports = ports;
		this.#surface = surface;
		this.attachments = attachments;
		const { session, models, turns, instructions, changes } = ports;
		const { archive, guard, totals } = turns;
		const { store, tokens } = session.ports;
		this.chats = this.#openChats(last);
		const { chats } = this;
		this.requests = new ReplyRequests({
			chats,
			archive,
			guard,
			asking: session.ports,
			documents: ports.requests,
		});
		this.#news = new ChatNews({
			isSeen: () => surface.visible,
			open: () => this.open(),
			changed: () => this.statusChanged(),
		});
		const allChanged = () => ports.allChanged();
		const beforeSending = new PreflightFindings(
			models,
			chats,
			ports.run,
			ports.dismissed,
			allChanged,
		);
		this.#shown = new ShownChat(chats, models, {
			tokens,
			totals,
			beforeSending,
			instructions,
			attached: attachments,
			news: this.#news,
			summaries: ports.summaries,
			secrets: new SecretMarks(session.ports.secrets, () => this.statusChanged()),
		});
		this.restored = chats.restore();
		this.#page = new ChatPage(
			{
				chats,
				images: store.images,
				attached: attachments,
				requests: this.requests,
				summaries: ports.summaries,
				beforeSending,
				routing: ports.routing,
				instructions,
				changes,
				suggestions: ports.suggestions(this),
				become: ports.become(this),
				run: (...command) => this.#run(...command),
				news: this.#news,
				restored: this.restored,
				status: () => this.#shown.status(ports.needsKey()),
				target: () => this.#shown.target(),
				room: () => this.room(),
				open: () => this.open(),
				follow: (link) => this.#follow(link),
				appeared: () => ports.appeared(),
				focusChanged: (focused) => ports.focusChanged(this, focused),
				begunToUse: () => ports.begunToUse(),
			},
			(message) => surface.post(message),
		);
		this.#listen();
	}

	/** Says what was done for the chat; see ChatNews. */
	readonly say: Say = (news) => this.#news.say(news);

	/** Whether the user sees it. */
	get visible(): boolean {
		return this.#surface.visible;
	}

	/** Shows the chat with the keyboard in its box. */
	async open(): Promise<void> {
		this.#ports.toFront(this);
		await this.#surface.show(false);
		await this.focus();
	}

	/** Gives the keyboard to the box, which is shown. */
	async focus(): Promise<void> {
		this.#ports.toFront(this);
		await this.restored;
		this.push({ type: 'focus' });
	}

	/** Opens Find in Chat. */
	async find(): Promise<void> {
		await this.open();
		this.push({ type: 'find' });
	}

	/** Begins a new chat; what was shown stays in the history. */
	async newChat(): Promise<void> {
		this.chats.newChat();
		await this.open();
	}

	/**
	 * Shows a chat of the history.
	 * @param at what was found in it, or a message of it: it is shown there, else where the reader was
	 * @param keepsBranch a message is shown only on the branch that the chat shows: of several answers it goes on with the one it had
	 */
	async openChat(id: string, at?: FoundLine | string, keepsBranch = false): Promise<void> {
		await this.restored;
		const line = typeof at === 'object' ? at : { query: '', line: '' };
		let found: FoundMessage | undefined;
		await this.chats.open(id, (chat) => {
			const { conversation } = chat;
			if (typeof at === 'object') found = foundMessage(conversation, at);
			else if (
				at !== undefined &&
				(keepsBranch ? conversation.isShown(at) : conversation.message(at))
			)
				found = { id: at, word: '' };
			if (found === undefined) return;
			chat.showMessage(found.id);
			// A page that does not show the chat yet begins there.
			this.chats.keepPlace(id, { id: found.id, offset: 0 });
		});
		await this.open();
		if (found) this.push({ type: 'reveal', ...found, ...line });
	}

	/** Shows the chat; the editor keeps the keyboard. */
	async reveal(): Promise<void> {
		await this.restored;
		await this.#surface.show(true);
	}

	/** How much of the model's context is free; undefined where that is not known. */
	room(): ContextRoom | undefined {
		return this.#shown.room(this.#ports.needsKey());
	}

	/** Whom the next message goes to, or would go to with another model. */
	target(model?: string): AskedTarget {
		return this.#shown.target(model);
	}

	/** What the model takes that the next message goes to. */
	limits(): ModelLimits {
		return this.#shown.limits();
	}

	/** Hands the page an image to look at and to attach to the message of this chat, as soon as the page is there. */
	showImage(image: ImageFile, conversation: string): void {
		this.#page.showImage(image, conversation);
	}

	push(change: Change): void {
		this.#page.push(change);
	}

	/** What stands around the chat may be other than it was. */
	statusChanged(): void {
		const { chat } = this.chats;
		const { running } = chat.turns;
		if (running !== null) this.#ports.begunToUse();
		this.#news.running(running);
		this.#page.statusChanged(this.#shown.status(this.#ports.needsKey()));
		this.#changed();
	}

	/** It is gone; what goes on in its chat goes on. */
	close(): void {
		this.#page.gone();
		this.chats.close();
	}

	async #follow(link: ChatLink): Promise<void> {
		this.#ports.toFront(this);
		if (await this.#ports.follow(link)) return;
		void this.say({ text: `${link.name} is not there any more.`, isError: true });
	}

	/** A command that the page asks for is about its own chat. */
	async #run(...command: Parameters<RunCommand>): Promise<void> {
		this.#ports.toFront(this);
		await this.#ports.run(...command);
	}

	#openChats(last: LastShown): OpenChats {
		const page = () => this.#page;
		return new OpenChats(
			this.#ports.session,
			{
				changed: (id) => this.#messageChanged(id),
				text: (id, text) => page().push({ type: 'text', id, text }),
				reasoning: (id, text) => page().push({ type: 'reasoning', id, text }),
				replaced: () => {
					page().replaceAll();
					this.#changed();
				},
				statusChanged: () => this.statusChanged(),
				accepted: (text) =>
					page().push({ type: 'accepted', ...(text === undefined ? {} : { text }) }),
				refused: () => page().push({ type: 'refused' }),
				unqueued: (text) => page().push({ type: 'unqueued', text }),
				returned: (text) => page().push({ type: 'returned', text }),
			},
			last,
		);
	}

	#changed(): void {
		this.#surface.entitle?.(this.chats.chat.conversation.title);
		this.#ports.changed(this);
	}

	#messageChanged(id: string): void {
		const view = messageView(this.chats.chat, id);
		if (view !== undefined) this.push({ type: 'message', view });
	}

	#listen(): void {
		const page = this.#page;
		listenToPage(this.#surface, {
			received: (message) => {
				void page.received(message).catch((error: unknown) => {
					this.#ports.failed(message.type, error);
				});
			},
			gone: () => page.gone(),
			dropped: () => this.#ports.dropped(),
		});
	}
}
