import type {
	ChatChoices,
	Excerpt,
	Failure,
	Message,
	Question,
	Reply,
} from '../shared/conversation.ts';
import { ChatError } from './chatError.ts';
import { buildChatRequest } from './chatRequest.ts';
import type { ChatServer, Destination } from './chatServer.ts';
import { canContinue, withUsageOf } from './continuation.ts';
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
	 * The settings of this moment with what the chat has chosen over them, and where they lead.
	 * @throws ChatError when one of them is wrong or the key is missing
	 */
	prepare(
		choices: ChatChoices,
	): Promise<{ readonly settings: Settings; readonly destination: Destination }>;
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
	/** The message whose deletion can be undone: until something else is done. */
	#undoable: string | undefined;

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

	/** Puts what the chat chooses over the settings in place of what it had chosen. It holds from the next message on. */
	choose(choices: ChatChoices): void {
		this.#record({ type: 'choices', choices });
	}

	/** Takes a message and all that follows it out of the conversation; its lines in the log stay. */
	delete(id: string): void {
		if (this.conversation.message(id) === undefined) return;
		const above = this.conversation.pathTo(this.running);
		if (above.some((message) => message.id === id)) this.stop();
		this.#record({ type: 'deleted', id });
		this.#undoable = id;
		this.#listener.replaced();
	}

	/** Whether the last thing that was done is a deletion. */
	get canUndoDelete(): boolean {
		return this.#undoable !== undefined;
	}

	/** Brings back what was deleted last. */
	undoDelete(): void {
		if (this.#undoable === undefined) return;
		this.#record({ type: 'restored', id: this.#undoable });
		this.#listener.replaced();
	}

	/**
	 * Has the reply at the end of the shown branch go on where it stopped, by the model that began it.
	 * @throws ChatError as send does
	 */
	async continue(id: string): Promise<void> {
		await this.#prepared((prepared) => {
			const reply = this.messages().at(-1);
			if (reply?.id !== id || reply.role !== 'assistant' || !canContinue(reply)) return;
			this.#record({ type: 'continued', id });
			this.#stream(reply, prepared, (outcome) => this.#settle(id, withUsageOf(reply, outcome)));
			this.#listener.changed(id);
		});
	}

	/** Takes on a branch of another chat, under ids of its own; for a chat that is empty. */
	adopt(branch: readonly Message[]): void {
		let parent: string | null = null;
		for (const message of branch) {
			const id = this.#ports.newId();
			if (message.role === 'user') {
				this.#record({ type: 'message', message: { ...message, id, parent } });
			} else if (parent !== null) {
				this.#record({ type: 'message', message: { ...message, id, parent } });
			}
			parent = id;
		}
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
			begin(await this.#ports.prepare(this.conversation.choices));
		} finally {
			this.#preparing = false;
		}
	}

	#begin(
		questionId: string,
		question: Question | undefined,
		{ settings, destination }: Awaited<ReturnType<ChatPorts['prepare']>>,
	): void {
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
		this.#stream(reply, { settings, destination }, (outcome) =>
			this.#settled(id, question, outcome),
		);
		this.#record({ type: 'message', message: reply });
		this.#listener.changed(id);
	}

	/** Sends the shown branch as it stands; what comes goes to the reply, which is recorded before the first of it. */
	#stream(
		{ id, model }: Pick<Reply, 'id' | 'model'>,
		{ settings, destination }: Awaited<ReturnType<ChatPorts['prepare']>>,
		settled: (outcome: TurnOutcome) => void,
	): void {
		const request = buildChatRequest({
			baseUrl: settings.baseUrl,
			server: destination.server,
			model,
			systemPrompt: settings.systemPrompt,
			messages: wireMessages(this.conversation.path()),
			sampling: settings.sampling,
		});
		const turn = new Turn({
			text: (text) => {
				this.#record({ type: 'text', id, text });
				this.#listener.text(id, text);
			},
			reasoning: (reasoning) => {
				this.#record({ type: 'text', id, reasoning });
				this.#listener.reasoning(id, reasoning);
			},
			settled: (outcome) => {
				this.#turn = undefined;
				settled(outcome);
			},
		});
		this.#turn = { replyId: id, turn };
		void turn.run(this.#ports.server, destination, request);
	}

	#settled(id: string, question: Question | undefined, outcome: TurnOutcome): void {
		const { failure } = outcome;
		if (failure?.kind === 'noKey') {
			this.#record({ type: 'deleted', id: question?.id ?? id });
			this.#listener.replaced();
			this.#listener.returned(failure, question);
			return;
		}
		this.#settle(id, outcome);
	}

	#settle(id: string, { status, facts, failure }: TurnOutcome): void {
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
		if (event.type !== 'text' && event.type !== 'settle') this.#undoable = undefined;
		if (this.conversation.apply(event)) this.#ports.record(event);
	}
}
