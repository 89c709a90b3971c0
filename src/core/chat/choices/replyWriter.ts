import type { Reply } from '../../../shared/conversation/messages.ts';
import { keptExtra } from '../../attachments/keptExtra.ts';
import type { ConversationEvent } from '../../conversation/conversationEvent.ts';
import { PutBack } from '../../secrets/withheld.ts';
import type { ReceivedExtra } from '../../server/chatServer.ts';
import type { ChatListener, ChatPorts, Prepared } from '../chatPorts.ts';
import { ReasoningTime } from './reasoningTime.ts';

/** Where what comes is told and recorded. */
export interface WriterListener extends Pick<ChatListener, 'text' | 'reasoning'> {
	record(event: ConversationEvent): void;
	/** Something beside text has come. */
	extra(id: string): void;
	/** What was the reply's text is its reasoning now. */
	thought(id: string): void;
}

/** Writes what comes of one reply: with what went out in other words put back, and with the time that it was reasoned. */
export class ReplyWriter {
	readonly id: string;
	readonly #ports: Pick<ChatPorts, 'clock' | 'images'>;
	readonly #listener: WriterListener;
	readonly #reasoned: ReasoningTime;
	readonly #back: Readonly<Record<'text' | 'reasoning', PutBack>>;
	#images: number;
	/** When the text began. */
	#said: number | undefined;

	/** @param earlier what there is of the reply already */
	constructor(
		id: string,
		earlier: Reply | undefined,
		{ withheld }: Pick<Prepared, 'withheld'>,
		ports: Pick<ChatPorts, 'clock' | 'images'>,
		listener: WriterListener,
	) {
		this.id = id;
		this.#ports = ports;
		this.#listener = listener;
		this.#reasoned = new ReasoningTime(ports.clock, earlier?.reasoningMs);
		this.#back = { text: new PutBack(withheld), reasoning: new PutBack(withheld) };
		this.#images = earlier?.extras?.filter(({ type }) => type === 'image').length ?? 0;
	}

	text(piece: string): void {
		this.#said ??= this.#ports.clock();
		this.#say(this.#back.text.piece(piece));
	}

	reasoning(piece: string): void {
		this.#reasoned.piece();
		this.#think(this.#back.reasoning.piece(piece));
	}

	/** Resolves when it is kept. Never rejects. */
	async extra(received: ReceivedExtra): Promise<void> {
		const extra = await keptExtra(received, this.#images + 1, this.#ports.images?.images);
		if (extra.type === 'image') this.#images++;
		this.#listener.record({ type: 'text', id: this.id, extras: [extra] });
		this.#listener.extra(this.id);
	}

	/** All text so far was reasoning. */
	thought(): void {
		this.#say(this.#back.text.rest());
		this.#reasoned.piece(this.#said);
		this.#listener.record({
			type: 'text',
			id: this.id,
			thought: true,
			...this.#reasoned.news(),
		});
		this.#listener.thought(this.id);
	}

	/** Writes what waited for more. */
	end(): void {
		this.#think(this.#back.reasoning.rest());
		this.#say(this.#back.text.rest());
	}

	/** How long it was reasoned, where that was not recorded yet. */
	news(): { reasoningMs?: number } {
		return this.#reasoned.news();
	}

	#say(text: string): void {
		if (text === '') return;
		this.#listener.record({ type: 'text', id: this.id, text, ...this.#reasoned.news() });
		this.#listener.text(this.id, text);
	}

	#think(reasoning: string): void {
		if (reasoning === '') return;
		this.#listener.record({ type: 'text', id: this.id, reasoning });
		this.#listener.reasoning(this.id, reasoning);
	}
}
