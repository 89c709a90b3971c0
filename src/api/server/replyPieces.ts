import type { ChoiceEvent } from '../../core/server/chatServer.ts';
import { ReceivedExtras } from './receivedExtras.ts';
import type { ReplyContent } from './replyContent.ts';
import type { ExtraContent } from './replyExtras.ts';
import { MAX_EVENT_LENGTH } from './sseParser.ts';
import { ThinkTags } from './thinkTags.ts';
import { WholePairs } from './wholePairs.ts';

/** A repetition of fewer characters may well be what the model says. */
const TELLING = 16;

/** Where a chunk has its content: in what is new of the message, in the message, or in a message beside a delta that says nothing. */
export type ContentForm = 'delta' | 'message' | 'both';

/** What tells a repetition of all from a new piece. */
export interface PieceOrigin {
	readonly form: ContentForm;
	/** Whether the reply is said to be over. */
	readonly isLast: boolean;
}

/** Makes the events of a reply out of the contents of its chunks: what is answered, and what was thought for it. */
export class ReplyPieces {
	readonly #text = new Told();
	readonly #reasoning = new Told();
	readonly #tags = new ThinkTags();
	readonly #extras = new ReceivedExtras();

	add(content: ReplyContent, origin: PieceOrigin): readonly ChoiceEvent[] {
		const reasoning = this.#reasoning.newIn(content.reasoning, origin);
		if (reasoning !== '') this.#tags.reasoningCame();
		const text = this.#text.newIn(content.text, origin);
		return [...thought(reasoning), ...(text === '' ? [] : this.#tags.add(text))];
	}

	/** What came beside the text. */
	addExtras(extras: ExtraContent): readonly ChoiceEvent[] {
		return this.#extras.add(extras);
	}

	/** What was held back when nothing more comes. */
	end(): readonly ChoiceEvent[] {
		return [
			...thought(this.#reasoning.end()),
			...this.#tags.add(this.#text.end()),
			...this.#tags.end(),
			...this.#extras.end(),
		];
	}
}

function thought(text: string): ChoiceEvent[] {
	return text === '' ? [] : [{ type: 'reasoning', text }];
}

/** One field of all chunks. */
class Told {
	readonly #pairs = new WholePairs();
	/** All of the pieces; undefined once that is more than a chunk can hold, and so repeat. */
	#all: string | undefined = '';
	#pieces = 0;

	/** What a piece adds to the pieces before: some servers have all of them in the last chunk again. */
	newIn(piece: string, origin: PieceOrigin): string {
		const added = this.#withoutRepetition(piece, origin);
		if (added !== '') this.#pieces++;
		if (this.#all !== undefined) {
			this.#all =
				this.#all.length + added.length > MAX_EVENT_LENGTH ? undefined : this.#all + added;
		}
		return this.#pairs.add(added);
	}

	#withoutRepetition(piece: string, { form, isLast }: PieceOrigin): string {
		const all = this.#all;
		if (all === undefined) return form === 'both' ? '' : piece;
		if (all === '' || (form === 'delta' && !isLast)) return piece;
		const goesOn = form !== 'delta' && piece.startsWith(all) ? piece.slice(all.length) : undefined;
		if (form === 'both') return goesOn ?? '';
		if (this.#pieces === 1 && all.length < TELLING) return piece;
		return piece === all ? '' : (goesOn ?? piece);
	}

	end(): string {
		return this.#pairs.end();
	}
}
