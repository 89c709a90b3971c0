import type { Excerpt, Failure, Message, Question, Reply } from '../shared/conversation.ts';
import { ChatError } from './chatError.ts';
import { buildChatRequest } from './chatRequest.ts';
import type { ChatServer, Destination } from './chatServer.ts';
import { asInterrupted, type Conversation } from './conversation.ts';
import type { ConversationEvent } from './conversationEvent.ts';
import { wireMessages } from './prompt.ts';
import type { Settings } from './settings.ts';
import { Turn, type TurnOutcome } from './turn.ts';

/** The longest question, in UTF-16 code units: some four times the largest context of today's models. */
const MAX_QUESTION = 4_000_000;

/** What a chat needs from outside. */
export interface ChatPorts {
	readonly server: ChatServer;
	/** Puts an event on disk, in order, without waiting for it. */
	record(event: ConversationEvent): void;
	/**
	 * The settings of this moment and where they lead.
	 * @throws ChatError when a setting is wrong or the key is missing
	 */
	prepare(): Promise<{ readonly settings: Settings; readonly destination: Destination }>;
	newId(): string;
	/** Milliseconds since 1970. */
	now(): number;
}

/** What a chat tells whoever shows it. */
export interface ChatListener {
	/** A message is new, or has new facts. */
	changed(id: string): void;
	text(id: string, piece: string): void;
	reasoning(id: string, piece: string): void;
	/** Other messages are shown now. */
	replaced(): void;
	/**
	 * The server wanted a key that is not there, so nothing was answered and the question is out of the conversation again: the user
	 * gets it back. `question` is undefined where a reply was to be regenerated.
	 */
	returned(failure: Failure, question: Question | undefined): void;
}

/** One conversation and the turn that may be running in it. */
export class Chat {
	readonly conversation: Conversation;
	readonly #ports: ChatPorts;
	readonly #listener: ChatListener;
	#turn: { readonly replyId: string; readonly turn: Turn } | undefined;
	/** True from the moment a question is taken until its turn runs or it is refused. */
	#preparing = false;

	constructor(conversation: Conversation, ports: ChatPorts, listener: ChatListener) {
		this.conversation = conversation;
		this.#ports = ports;
		this.#listener = listener;
	}

	/** The reply that is streaming, or null. */
	get running(): string | null {
		return this.#turn?.replyId ?? null;
	}

	get busy(): boolean {
		return this.#preparing || this.#turn !== undefined;
	}

	/** The shown branch. A reply that no turn of ours is writing was cut off when its window went away. */
	messages(): Message[] {
		return this.conversation
			.path()
			.map((message) => (message.id === this.running ? message : asInterrupted(message)));
	}

	/**
	 * Asks a question after what is shown.
	 * @param id the question's, for one that had an id before it was asked
	 * @throws ChatError when it is refused; then nothing was recorded and nothing was sent
	 */
	async send(text: string, excerpts: readonly Excerpt[], id = this.#ports.newId()): Promise<void> {
		await this.#ask(id, text, excerpts, this.conversation.head);
	}

	/**
	 * Asks a changed question beside the old one, which stays as its sibling.
	 * @throws ChatError as send does
	 */
	async edit(id: string, text: string): Promise<void> {
		const old = this.conversation.message(id);
		if (old?.role !== 'user') return;
		await this.#ask(this.#ports.newId(), text, old.excerpts, old.parent);
	}

	/**
	 * Asks for another reply to the same question; the old one stays as its sibling.
	 * @throws ChatError as send does
	 */
	async regenerate(id: string): Promise<void> {
		const old = this.conversation.message(id);
		if (old?.role !== 'assistant') return;
		await this.#prepared((prepared) => {
			this.#record({ type: 'head', id: old.parent });
			this.#begin(old.parent, undefined, prepared);
			this.#listener.replaced();
		});
	}

	/** Stops the reply that is streaming, if any; its text stays. */
	stop(): void {
		this.#turn?.turn.stop();
	}

	/** Gives the conversation a title; an empty one lets the first question be it again. */
	rename(title: string): void {
		this.#record({ type: 'title', title });
	}

	/** Takes a message and all that follows it out of the conversation; its lines in the log stay. */
	delete(id: string): void {
		if (this.conversation.message(id) === undefined) return;
		const running = this.running;
		this.#record({ type: 'deleted', id });
		if (running !== null && this.conversation.message(running) === undefined) this.stop();
		this.#listener.replaced();
	}

	/** Shows the branch of the message's sibling that many steps away. */
	showSibling(id: string, step: -1 | 1): void {
		const siblings = this.conversation.siblings(id);
		const other = siblings[siblings.indexOf(id) + step];
		const leaf = other === undefined ? undefined : this.conversation.leafBelow(other);
		if (leaf === undefined) return;
		this.#record({ type: 'head', id: leaf });
		this.#listener.replaced();
	}

	async #ask(
		id: string,
		text: string,
		excerpts: readonly Excerpt[],
		parent: string | null,
	): Promise<void> {
		if (text.length > MAX_QUESTION) {
			throw new ChatError(
				'tooLong',
				`The message has ${text.length.toLocaleString('en')} characters; the most that can be sent is ${MAX_QUESTION.toLocaleString('en')}. Nothing was sent.`,
			);
		}
		await this.#prepared((prepared) => {
			const branches = parent !== this.conversation.head;
			const question: Question = {
				role: 'user',
				id,
				parent,
				at: this.#ports.now(),
				text,
				excerpts: [...excerpts],
			};
			this.#record({ type: 'message', message: question });
			this.#listener.changed(question.id);
			this.#begin(question.id, question, prepared);
			if (branches) this.#listener.replaced();
		});
	}

	async #prepared(begin: (prepared: Awaited<ReturnType<ChatPorts['prepare']>>) => void) {
		if (this.busy) {
			throw new ChatError('refused', 'A reply is still coming in. Stop it, or wait for its end.');
		}
		this.#preparing = true;
		try {
			begin(await this.#ports.prepare());
		} finally {
			this.#preparing = false;
		}
	}

	#begin(
		questionId: string,
		question: Question | undefined,
		{ settings, destination }: Awaited<ReturnType<ChatPorts['prepare']>>,
	): void {
		const request = buildChatRequest({
			baseUrl: settings.baseUrl,
			model: settings.model,
			systemPrompt: settings.systemPrompt,
			messages: wireMessages(this.conversation.path()),
			sampling: settings.sampling,
		});
		const reply: Reply = {
			role: 'assistant',
			id: this.#ports.newId(),
			parent: questionId,
			at: this.#ports.now(),
			model: settings.model,
			text: '',
			reasoning: '',
			status: 'streaming',
			facts: {},
		};
		const { id } = reply;
		const turn = new Turn({
			text: (text) => {
				this.#record({ type: 'text', id, text });
				this.#listener.text(id, text);
			},
			reasoning: (reasoning) => {
				this.#record({ type: 'text', id, reasoning });
				this.#listener.reasoning(id, reasoning);
			},
			settled: (outcome) => this.#settled(id, question, outcome),
		});
		this.#turn = { replyId: id, turn };
		this.#record({ type: 'message', message: reply });
		this.#listener.changed(id);
		void turn.run(this.#ports.server, destination, request);
	}

	#settled(id: string, question: Question | undefined, outcome: TurnOutcome): void {
		this.#turn = undefined;
		const { status, facts, failure } = outcome;
		if (failure?.kind === 'noKey') {
			this.#record({ type: 'deleted', id: question?.id ?? id });
			this.#listener.replaced();
			this.#listener.returned(failure, question);
			return;
		}
		this.#record({
			type: 'settle',
			id,
			at: this.#ports.now(),
			status,
			facts,
			...(failure === undefined ? {} : { failure }),
		});
		this.#listener.changed(id);
	}

	#record(event: ConversationEvent): void {
		if (this.conversation.apply(event)) this.#ports.record(event);
	}
}
