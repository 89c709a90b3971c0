import type { ForkOrigin } from '../../shared/conversation/forkOrigin.ts';
import type { Summary } from '../../shared/conversation/messageSummary.ts';
import type { ChatChoices, Message, Reply } from '../../shared/conversation/messages.ts';
import { checksum } from '../../shared/text/checksum.ts';
import type { ConversationEvent, HeaderEvent } from './conversationEvent.ts';
import { continued, grown, settled, withContext, withSummary } from './messageChanges.ts';
import { type LogTexts, wholeRequest } from './requestTexts.ts';
import { withOwnTexts } from './sharedTexts.ts';
import { titleOf } from './titleOf.ts';

/** The title of a chat without a message. */
export const UNTITLED = 'New Chat';

type Node = {
	message: Message;
	/** Position among all messages ever added: a later one is newer, whatever the clocks said. */
	order: number;
	/** Ids of the messages below it, oldest first. */
	children: string[];
};

/**
 * A conversation as a tree of messages, replayed from the events of its log. Messages are values: a change puts a new
 * object in the old one's place, so what was handed out stays as it was.
 */
export class Conversation {
	readonly id: string;
	/** Milliseconds since 1970. */
	readonly created: number;
	/** The URI of the workspace folder it was begun in; null without one. */
	readonly workspace: string | null;
	#title: string | undefined;
	#origin: ForkOrigin | undefined;
	#choices: ChatChoices = {};
	#head: string | null = null;
	/** The shown branch, until something changes: what was worked out of it can be kept by it. */
	#path: readonly Message[] | undefined;
	#added = 0;
	readonly #nodes = new Map<string, Node>();
	readonly #roots: string[] = [];
	/** The texts of all summaries that there were, by id and checksum. */
	readonly #summaries = new Map<string, string>();
	/** The deleted messages: what is still said of one is there when it comes back. */
	readonly #deleted = new Map<string, Node>();
	/** What each deletion took away, by the message it named, and what was shown until then. */
	readonly #trash = new Map<string, { readonly nodes: Node[]; readonly head: string | null }>();

	constructor(header: HeaderEvent) {
		this.id = header.id;
		this.created = header.created;
		this.workspace = header.workspace;
	}

	/**
	 * Applies one event, in time that does not depend on how long the conversation or a reply is (deleting: on how much is
	 * deleted). Returns false, with nothing changed of what is there, for one that names a message which is unknown or deleted, adds one
	 * that is there already, or is a second header. What is said of a deleted message, or below it, is there once it is restored. Never
	 * throws.
	 */
	apply(event: ConversationEvent): boolean {
		const applied = this.#apply(event);
		if (applied) this.#path = undefined;
		return applied;
	}

	#apply(event: ConversationEvent): boolean {
		switch (event.type) {
			case 'header':
				return false;
			case 'message':
				return this.#add(withOwnTexts(event.message, this.#texts));
			case 'text':
				return this.#changeReply(event.id, (reply) => grown(reply, event));
			case 'settle':
				return this.#changeReply(event.id, (reply) => settled(reply, event));
			case 'head':
				return this.#moveHead(event.id);
			case 'title':
				this.#title = event.title;
				return true;
			case 'deleted':
				return this.#delete(event.id);
			case 'restored':
				return this.#restore(event.id);
			case 'continued':
				return this.#changeReply(event.id, (reply) =>
					continued(reply, event.request && wholeRequest(event.request, this.#texts), event),
				);
			case 'context':
				return this.#change(event.id, (message) => withContext(message, event));
			case 'summary':
				this.#remember(event.summary);
				return this.#change(event.id, (message) => withSummary(message, event));
			case 'choices':
				this.#choices = event.choices;
				return true;
			case 'running':
				return this.#changeReply(event.id, (reply) => reply);
		}
	}

	/** The given title; else the first question's first line, cut to 60 characters; else "New Chat". */
	get title(): string {
		return this.#title?.trim() || titleOf(this.#node(this.#roots[0] ?? null)?.message) || UNTITLED;
	}

	/** The title that the user gave; undefined when it is the first question's. */
	get givenTitle(): string | undefined {
		return this.#title;
	}

	/** Where this chat was made from another one; undefined where it was not. */
	get origin(): ForkOrigin | undefined {
		return this.#origin;
	}

	/** What this chat has chosen over the settings. */
	get choices(): ChatChoices {
		return this.#choices;
	}

	/** The id of the message that the shown branch ends in; null when nothing is shown. */
	get head(): string | null {
		return this.#head;
	}

	/** The shown branch, from the first message to the head: the same array until an event is applied. */
	path(): readonly Message[] {
		this.#path ??= this.pathTo(this.#head);
		return this.#path;
	}

	/** The branch from the first message to this one; empty for an unknown id. */
	pathTo(id: string | null): Message[] {
		const path: Message[] = [];
		for (let node = this.#node(id); node; node = this.#node(node.message.parent)) {
			path.push(node.message);
		}
		return path.reverse();
	}

	/** Whether a message is in the shown branch, in time that depends only on how many come after it there. */
	isShown(id: string): boolean {
		for (let node = this.#node(this.#head); node; node = this.#node(node.message.parent)) {
			if (node.message.id === id) return true;
		}
		return false;
	}

	/** What lines of the log lead to; also a deleted message, and a summary that stands for nothing any more. */
	readonly #texts: LogTexts = {
		message: (id) => (this.#nodes.get(id) ?? this.#deleted.get(id))?.message,
		summary: (id, sum) => this.#summaries.get(`${id} ${sum}`),
	};

	/** All messages of all branches in the order they came, so that none is before the one it answers. */
	messages(): Message[] {
		return [...this.#nodes.values()].map(({ message }) => message);
	}

	/** The message with this id; undefined when it is unknown or deleted. */
	message(id: string): Message | undefined {
		return this.#nodes.get(id)?.message;
	}

	/** Whether a message of this id was there and was deleted, by itself or with one above it. */
	wasDeleted(id: string): boolean {
		return this.#deleted.has(id);
	}

	/** The ids of all messages with the same parent, oldest first, this one among them; empty for an unknown id. */
	siblings(id: string): string[] {
		const node = this.#nodes.get(id);
		return node ? [...this.#childrenOf(node.message.parent)] : [];
	}

	/** The message that the branch of this one's sibling ends in, that many siblings away; undefined where there is none. */
	leafBeside(id: string, step: -1 | 1): string | undefined {
		const siblings = this.siblings(id);
		const other = siblings[siblings.indexOf(id) + step];
		return other === undefined ? undefined : this.leafBelow(other);
	}

	/** The newest message at or below this one, always the end of a branch; undefined for an unknown id. */
	leafBelow(id: string): string | undefined {
		let newest = this.#nodes.get(id);
		for (const node of this.#subtree(id)) {
			if (newest && node.order > newest.order) {
				newest = node;
			}
		}
		return newest?.message.id;
	}

	/** A reply, by its id. */
	reply(id: string): Reply | undefined {
		const message = this.message(id);
		return message?.role === 'assistant' ? message : undefined;
	}

	/** The last reply of the shown branch. */
	lastReply(): Reply | undefined {
		let node = this.#node(this.#head);
		while (node && node.message.role !== 'assistant') {
			node = this.#node(node.message.parent);
		}
		return node?.message.role === 'assistant' ? node.message : undefined;
	}

	/**
	 * All replies, in any branch, which the log leaves as streaming. After a load these are replies that a closed window
	 * was in the middle of, or that another window is: see asInterrupted.
	 */
	unsettledReplies(): Reply[] {
		const replies: Reply[] = [];
		for (const { message } of this.#nodes.values()) {
			if (message.role === 'assistant' && message.status === 'streaming') {
				replies.push(message);
			}
		}
		return replies;
	}

	#add(message: Message): boolean {
		const { id, parent } = message;
		this.#remember(message.summary);
		if (this.#nodes.has(id) || this.#deleted.has(id)) return false;
		if (parent !== null && !this.#nodes.has(parent)) {
			this.#addToDeleted(message, parent);
			return false;
		}
		const siblings = this.#childrenOf(parent);
		if (message.role === 'user') this.#origin ??= message.forkedFrom;
		this.#nodes.set(id, { message, order: this.#added++, children: [] });
		siblings.push(id);
		this.#head = id;
		return true;
	}

	/** What another window said below a message before it knew that this was deleted comes back with it. */
	#addToDeleted(message: Message, parent: string): void {
		let top = this.#deleted.get(parent);
		top?.children.push(message.id);
		while (top !== undefined && !this.#trash.has(top.message.id))
			top = this.#deleted.get(top.message.parent ?? '');
		if (top === undefined) return;
		const node: Node = { message, order: this.#added++, children: [] };
		this.#deleted.set(message.id, node);
		this.#trash.get(top.message.id)?.nodes.push(node);
	}

	#remember(summary: Summary | null | undefined): void {
		if (summary) this.#summaries.set(`${summary.id} ${checksum(summary.text)}`, summary.text);
	}

	#moveHead(id: string | null): boolean {
		if (id !== null && !this.#nodes.has(id)) {
			return false;
		}
		this.#head = id;
		return true;
	}

	#delete(id: string): boolean {
		const top = this.#nodes.get(id);
		if (!top) {
			return false;
		}
		const nodes = [...this.#subtree(id)];
		for (const node of nodes) {
			const { message } = node;
			this.#nodes.delete(message.id);
			this.#deleted.set(message.id, node);
		}
		this.#trash.set(id, { nodes, head: this.#head });
		const siblings = this.#childrenOf(top.message.parent);
		siblings.splice(siblings.indexOf(id), 1);
		if (this.#head !== null && !this.#nodes.has(this.#head)) {
			const sibling = siblings.at(-1);
			this.#head = (sibling && this.leafBelow(sibling)) ?? top.message.parent;
		}
		return true;
	}

	/** Brings back what one deletion took; what was shown then is shown again if it was among it. */
	#restore(id: string): boolean {
		const trash = this.#trash.get(id);
		const top = trash?.nodes[0];
		const parent = top?.message.parent ?? null;
		if (!trash || !top || (parent !== null && !this.#nodes.has(parent))) {
			return false;
		}
		this.#trash.delete(id);
		for (const node of trash.nodes) {
			this.#nodes.set(node.message.id, node);
			this.#deleted.delete(node.message.id);
			if (node.message.id === trash.head) {
				this.#head = trash.head;
			}
		}
		const siblings = this.#childrenOf(parent);
		const newer = siblings.findIndex((other) => (this.#node(other)?.order ?? 0) > top.order);
		siblings.splice(newer < 0 ? siblings.length : newer, 0, id);
		return true;
	}

	/**
	 * Puts what `change` makes of a message, a deleted one too, in its place; false where it makes nothing of it, or nothing is there that
	 * has changed.
	 */
	#change(id: string, change: (message: Message) => Message | undefined): boolean {
		const node = this.#nodes.get(id) ?? this.#deleted.get(id);
		const changed = node && change(node.message);
		if (node === undefined || changed === undefined) return false;
		node.message = changed;
		return this.#nodes.has(id);
	}

	#changeReply(id: string, change: (reply: Reply) => Reply | undefined): boolean {
		return this.#change(id, (message) =>
			message.role === 'assistant' ? change(message) : undefined,
		);
	}

	#node(id: string | null): Node | undefined {
		return id === null ? undefined : this.#nodes.get(id);
	}

	#childrenOf(parent: string | null): string[] {
		return parent === null ? this.#roots : (this.#nodes.get(parent)?.children ?? []);
	}

	/** The message and all below it. A list of what is still to visit, since a long chat is deeper than the stack. */
	*#subtree(id: string): Generator<Node> {
		const ids = [id];
		for (let next = ids.pop(); next !== undefined; next = ids.pop()) {
			const node = this.#nodes.get(next);
			if (node) {
				yield node;
				for (const child of node.children) ids.push(child);
			}
		}
	}
}
