import type { Reply, ReplyFacts } from '../../../shared/conversation/messages.ts';
import type { ChatListener, ChatPorts, Prepared, TurnChat } from '../chatPorts.ts';
import { leaseOf } from '../replyLeases.ts';
import type { ChoiceOutcome, ChoicePiece, TurnOutcome } from '../turn.ts';
import { ReplyWriter } from './replyWriter.ts';

/** What the answer as a whole says, and what of its time holds for each of its choices. */
const OF_THE_ANSWER = [
	'id',
	'object',
	'created',
	'model',
	'provider',
	'system_fingerprint',
	'service_tier',
	'deployment',
	'listed_name',
	'alias_target',
	'counted_short',
] as const satisfies readonly (keyof ReplyFacts)[];

/** The choices of one answer beside the first: each is a reply of its own beside that, in the log from its first piece on. */
export class AnswerChoices {
	/** The id of the reply that the first is. */
	readonly first: string;
	/** What there was of it before this answer: each of its choices goes on with that. */
	readonly earlier: Reply | undefined;
	readonly #chat: TurnChat;
	readonly #prepared: Pick<Prepared, 'withheld'>;
	readonly #ports: ChatPorts;
	readonly #listener: ChatListener;
	/** By their index in the answer. */
	readonly #writers = new Map<number, ReplyWriter>();

	/** @param first the id of the reply that the answer's first choice is, or goes on */
	constructor(
		first: string,
		chat: TurnChat,
		prepared: Pick<Prepared, 'withheld'>,
		ports: ChatPorts,
		listener: ChatListener,
	) {
		this.first = first;
		this.earlier = chat.conversation.reply(first);
		this.#chat = chat;
		this.#prepared = prepared;
		this.#ports = ports;
		this.#listener = listener;
	}

	/** The ids of all replies that the answer is by now, the first among them. */
	get ids(): readonly string[] {
		return [this.first, ...[...this.#writers.values()].map(({ id }) => id)];
	}

	/** What comes of a choice. Resolves when it is kept. Never rejects. */
	async add(index: number, piece: ChoicePiece): Promise<void> {
		const writer = this.#writer(index);
		if (writer === undefined) return;
		if (piece.type === 'extra') await writer.extra(piece.extra);
		else if (piece.type === 'thought') writer.thought();
		else writer[piece.type](piece.text);
	}

	/** The request has ended: so have all of its choices. What it cost is told of the first alone. */
	settled({
		status,
		facts,
		failure,
		choices = new Map<number, ChoiceOutcome>(),
	}: TurnOutcome): void {
		// A choice that has said nothing is one all the same, but for an answer that was not made.
		if (status === 'complete') for (const index of choices.keys()) this.#writer(index);
		const answer = Object.fromEntries(
			OF_THE_ANSWER.flatMap((name) => (facts[name] === undefined ? [] : [[name, facts[name]]])),
		);
		const timing = facts.timing && { timing: { total: facts.timing.total } };
		for (const [index, writer] of this.#writers) {
			writer.end();
			const choice = choices.get(index);
			const isWhole = choice?.facts.finish_reason !== undefined;
			const why = choice?.failure ?? (isWhole ? undefined : failure);
			this.#chat.record({
				type: 'settle',
				id: writer.id,
				at: this.#ports.now(),
				status: choice?.failure ? 'failed' : isWhole ? 'complete' : status,
				facts: { ...answer, index, ...choice?.facts, ...timing },
				...(why && { failure: why }),
				...writer.news(),
			});
			this.#listener.changed(writer.id);
		}
	}

	/** Undefined where the first is gone from the chat, and so is the answer. */
	#writer(index: number): ReplyWriter | undefined {
		const known = this.#writers.get(index);
		const first = this.#chat.conversation.reply(this.first);
		if (known !== undefined || first === undefined) return known;
		const id = this.#begin(first);
		const { conversation } = this.#chat;
		const whereShown =
			(tell: (id: string, piece: string) => void) => (_: string, piece: string) => {
				if (conversation.isShown(id)) tell(id, piece);
			};
		const writer = new ReplyWriter(id, this.earlier, this.#prepared, this.#ports, {
			record: (event) => this.#chat.record(event),
			text: whereShown((...piece) => this.#listener.text(...piece)),
			reasoning: whereShown((...piece) => this.#listener.reasoning(...piece)),
			extra: () => this.#listener.changed(id),
			thought: () => {
				if (conversation.isShown(id)) this.#listener.replaced();
			},
		});
		this.#writers.set(index, writer);
		return writer;
	}

	/** Puts a reply beside the first, and leaves shown what is shown. Returns its id. */
	#begin({ parent, model, again, once, unsent, parts, request, continuations }: Reply): string {
		const { head } = this.#chat.conversation;
		const { text = '', reasoning = '', extras, reasoningMs } = this.earlier ?? {};
		const id = this.#ports.newId();
		const message: Reply = {
			role: 'assistant',
			id,
			parent,
			at: this.#ports.now(),
			model,
			text,
			reasoning,
			...(extras && { extras }),
			status: 'streaming',
			...(again !== undefined && { again }),
			choiceOf: this.first,
			...(once && { once }),
			facts: {},
			...(reasoningMs !== undefined && { reasoningMs }),
			...(unsent && { unsent }),
			...(parts && { parts }),
			...(request && { request }),
			...(continuations && { continuations }),
		};
		this.#chat.record({ type: 'message', message });
		this.#chat.record({ type: 'head', id: head });
		this.#chat.record(leaseOf(id, this.#ports.processes));
		this.#listener.changed(this.first);
		return id;
	}
}
