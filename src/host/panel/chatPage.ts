import type { ImageStore } from '../../core/attachments/imageStore.ts';
import type { RunCommand } from '../../core/commands/commandNames.ts';
import type { ContextRoom } from '../../core/context/folderRoom.ts';
import { messageView, messageViews } from '../../core/panel/messageViews.ts';
import { ViewFeed } from '../../core/panel/viewFeed.ts';
import type { AskedTarget } from '../../core/parameters/requestTarget.ts';
import type { ChatStatus } from '../../shared/panel/chatStatus.ts';
import { onceKey } from '../../shared/panel/doneOnce.ts';
import { handleMessage, type MessageHandlers } from '../../shared/panel/messageHandlers.ts';
import { isOfChat } from '../../shared/panel/ofChat.ts';
import type { Answer, Change, FromWebview, ToWebview } from '../../shared/panel/protocol.ts';
import type { CurrentAttachments } from '../attachments/currentAttachments.ts';
import type { ImageFile } from '../attachments/readFiles.ts';
import type { Changes } from '../changes/changes.ts';
import type { FollowLink } from '../chat/chatLink.ts';
import type { OpenChats } from '../chat/openChats.ts';
import type { Summaries } from '../chat/summaries.ts';
import type { Become } from '../composer/composerPorts.ts';
import type { ReplyRequests } from '../inspect/replyRequests.ts';
import type { ProjectInstructions } from '../instructions/projectInstructions.ts';
import type { PreflightFindings } from '../models/preflightFindings.ts';
import { ParametersPanel } from '../parameters/parametersPanel.ts';
import type { RoutingDocuments } from '../parameters/routingDocument.ts';
import type { SuggestionSources } from '../suggestions/suggestionSource.ts';
import type { ChatNews } from './chatNews.ts';
import { type PageRequest, pageHandlers } from './pageHandlers.ts';

/** What a page shows and reaches: the chats of the window, and what there is to do with them. */
export interface ChatPagePorts {
	readonly chats: OpenChats;
	readonly images: ImageStore;
	readonly attached: CurrentAttachments;
	readonly requests: ReplyRequests;
	readonly summaries: Summaries;
	readonly beforeSending: PreflightFindings;
	readonly routing: RoutingDocuments;
	readonly instructions: ProjectInstructions;
	readonly changes: Changes;
	readonly suggestions: SuggestionSources;
	readonly become: Become;
	readonly run: RunCommand;
	readonly news: ChatNews;
	/** Resolves once what the window showed last is shown again; what a page asks for waits for it. */
	readonly restored: Promise<unknown>;
	status(): ChatStatus;
	/** Whom the next message goes to. */
	target(): AskedTarget;
	/** How much of the model's context is free. */
	room(): ContextRoom | undefined;
	/** Shows the chat with the keyboard in its box. */
	open(): Promise<void>;
	/** Shows a chat that a message leads to. */
	readonly follow: FollowLink;
	/** A page is there, for the first time or again. */
	appeared(): void;
	/** The page has the keyboard, or no longer. */
	focusChanged(focused: boolean): void;
	/** The user begins to write, or to choose parameters. */
	begunToUse(): void;
}

/** A page that shows the chat: what it is sent, and what it asks for. Wherever it stands, in the side bar or in an editor. */
export class ChatPage {
	readonly #ports: ChatPagePorts;
	readonly #post: (message: ToWebview | Answer) => void;
	readonly #feed: ViewFeed;
	readonly #parameters: ParametersPanel;
	readonly #handlers: MessageHandlers<PageRequest>;
	/** What the page has asked for and is not done yet, of what is done once. */
	readonly #underWay = new Set<string>();
	#focused = false;

	/** @param post hands a message to the page; one that is not there drops it */
	constructor(ports: ChatPagePorts, post: (message: ToWebview | Answer) => void) {
		this.#ports = ports;
		this.#post = post;
		const { chats, status, target, routing, requests } = ports;
		this.#feed = new ViewFeed({
			post,
			conversation: () => chats.chat.conversation.id,
			snapshot: () => ({
				conversation: chats.chat.conversation.id,
				messages: messageViews(chats.chat),
				status: status(),
				draft: chats.box.draft,
				edits: [...chats.box.edits],
				place: chats.place,
				beside: ports.changes.states.toldOf(chats.chat.conversation.id),
			}),
			viewOf: (id) => messageView(chats.chat, id),
			left: (conversation, text) => chats.box.addToDraft(conversation, text),
		});
		this.#parameters = new ParametersPanel({
			chats,
			target,
			routing,
			reread: () => requests.rereadAll(target()),
			push: (change) => this.push(change),
		});
		this.#handlers = pageHandlers({
			...ports,
			say: (news) => ports.news.say(news),
			parameters: this.#parameters,
			showParameters: () => this.#parameters.show(),
			showImage: (...image) => this.showImage(...image),
			putIn: (...text) => this.#putIn(...text),
			sendReread: (answer) => this.#post(answer),
			sendChanged: (answer) => this.#post(answer),
			sendImage: (image) => this.#post(image),
			sendSuggestions: (answer) => this.#post(answer),
			sendReferences: (answer) => this.#post(answer),
		});
	}

	push(change: Change): void {
		this.#feed.push(change);
	}

	/** Another conversation or branch is shown. */
	replaceAll(): void {
		this.#feed.replaceAll();
		this.#parameters.refresh();
	}

	statusChanged(status: ChatStatus): void {
		this.push({ type: 'status', status });
		this.#parameters.refresh();
	}

	showImage({ name, bytes }: ImageFile, conversation: string): void {
		this.push({ type: 'imageFile', conversation, name, bytes });
	}

	/** Puts a text into the box of a chat. */
	#putIn(text: string, conversation: string): void {
		const { chat, box } = this.#ports.chats;
		if (conversation === chat.conversation.id) this.push({ type: 'intoBox', text });
		else box.addToDraft(conversation, text);
	}

	/** The page is gone: hidden, moved or closed. */
	gone(): void {
		this.#focusChanged(false);
		this.#parameters.closed();
		this.#feed.disconnect();
	}

	/** Only what has changed is told: a page that never had the keyboard does not take it from another. */
	#focusChanged(focused: boolean): void {
		if (focused === this.#focused) return;
		this.#focused = focused;
		this.#ports.focusChanged(focused);
	}

	/** Does what the page asks for, unless the very same is under way and is to be done once. */
	async #once(message: PageRequest): Promise<void> {
		const key = onceKey(message);
		if (key !== undefined && this.#underWay.has(key)) return;
		try {
			if (key !== undefined) this.#underWay.add(key);
			if (this.#isOfAnother(message)) return;
			await handleMessage<PageRequest, PageRequest['type']>(this.#handlers, message.type, message);
		} finally {
			if (key !== undefined && this.#underWay.delete(key)) this.push({ type: 'done', key });
		}
	}

	/** Whether it is about a chat that is not shown any more: it is not to be done in the one that is. Stop finds its own. */
	#isOfAnother(message: PageRequest): boolean {
		if (message.type === 'stop' || !isOfChat(message) || !('conversation' in message)) return false;
		return message.conversation !== this.#ports.chats.chat.conversation.id;
	}

	/** A message of the page, parsed. */
	async received(message: FromWebview): Promise<void> {
		if (message.type === 'ack') {
			this.#feed.acknowledge(message.sequence);
			return;
		}
		if (message.type === 'focusChanged') {
			this.#focusChanged(message.focused);
			return;
		}
		if (message.type === 'ready') this.#underWay.clear();
		await this.#ports.restored;
		if (message.type === 'ready') {
			this.#parameters.closed();
			this.#feed.connect();
			this.#ports.appeared();
			void this.#ports.changes.restore();
			return;
		}
		if (asksOfModels(message)) this.#ports.begunToUse();
		await this.#once(message);
	}
}

/** A message may be sent soon once one is begun; the parameters say which of them the model takes. */
function asksOfModels(message: PageRequest): boolean {
	return message.type === 'draft'
		? message.text !== ''
		: message.type === 'act' && message.action === 'openParameters';
}
