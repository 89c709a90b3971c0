import type { ChoiceEvent } from '../../core/server/chatServer.ts';
import { PicturesInText, type TextOrPicture } from './extras/picturesInText.ts';
import { ReceivedExtras } from './receivedExtras.ts';
import type { ReplyContent } from './replyContent.ts';
import { type ExtraContent, NO_EXTRAS } from './replyExtras.ts';
import { MAX_EVENT_LENGTH } from './sseParser.ts';
import { type ThinkEvent, ThinkTags } from './thinking/thinkTags.ts';
import { WholePairs } from './wholePairs.ts';

/** A repetition of fewer characters may well be what the model says. */
const TELLING = 16;

/** So many blanks may be around a repetition of all. */
const MAX_BLANKS = 64;

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
	readonly #pictures = new PicturesInText();
	#hasOwnThoughts = false;

	add(content: ReplyContent, origin: PieceOrigin): readonly ChoiceEvent[] {
		let reasoning = this.#reasoning.newIn(this.#thoughtIn(content), origin);
		let text = this.#text.newIn(content.text, origin);
		const isOver = origin.isLast || this.#reasoning.isWhole || this.#text.isWhole;
		// Where the text goes on, no thought is to come.
		if (isOver || (content.reasoning === '' && content.text !== '')) {
			reasoning += this.#reasoning.settle(this.#text.hasGrown);
		}
		if (isOver) text += this.#text.settle(this.#reasoning.hasGrown);
		if (reasoning !== '') this.#tags.reasoningCame();
		return [
			...thought(reasoning),
			...this.#shown(text === '' ? [] : this.#tags.add(text)),
			...(isOver ? this.#told(this.#pictures.end()) : []),
		];
	}

	/** What a chunk has of the thoughts. What stands beside the deltas counts only as long as they have none. */
	#thoughtIn({ reasoning, isBeside = false }: ReplyContent): string {
		if (!isBeside) this.#hasOwnThoughts ||= reasoning !== '';
		else if (this.#hasOwnThoughts || this.#reasoning.isAll(reasoning)) return '';
		return reasoning;
	}

	/** What came beside the text. */
	addExtras(extras: ExtraContent): readonly ChoiceEvent[] {
		return this.#extras.add(extras);
	}

	/** The text without the images that stand in it, and these. */
	#shown(events: readonly ThinkEvent[]): ChoiceEvent[] {
		return events.flatMap((event): ChoiceEvent[] => {
			if (event.type === 'text') return this.#told(this.#pictures.add(event.text));
			return event.type === 'thought' ? [...this.#told(this.#pictures.end()), event] : [event];
		});
	}

	#told(parts: readonly TextOrPicture[]): ChoiceEvent[] {
		return parts.flatMap((part): readonly ChoiceEvent[] =>
			'text' in part
				? [{ type: 'text', text: part.text }]
				: this.#extras.add({ ...NO_EXTRAS, images: [part.address] }),
		);
	}

	/** What was held back when nothing more comes. */
	end(): readonly ChoiceEvent[] {
		const { hasGrown } = this.#text;
		const reasoning = this.#reasoning.end(hasGrown);
		return [
			...thought(reasoning),
			...this.#shown(this.#tags.add(this.#text.end(this.#reasoning.hasGrown))),
			...this.#shown(this.#tags.end()),
			...this.#told(this.#pictures.end()),
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
	/** The first messages, as long as it is open whether each has all of those before or goes on from them. */
	#doubt: Doubt | undefined;
	#isWhole = false;

	/** Whether messages have turned out to have all so far each. */
	get isWhole(): boolean {
		return this.#isWhole;
	}

	/** Whether messages have grown from one to the next, though that may be by chance. */
	get hasGrown(): boolean {
		return this.#isWhole || (this.#doubt?.grew ?? false);
	}

	/** Whether a piece is all that there is, but for blanks around it. */
	isAll(piece: string): boolean {
		const all = this.#all ?? '';
		if (Math.abs(all.length - piece.length) > MAX_BLANKS) return false;
		const trimmed = piece.trim();
		return trimmed !== '' && trimmed === all.trim();
	}

	/** What a piece adds to the pieces before: some servers have all of them in the last chunk again, or in each. */
	newIn(piece: string, origin: PieceOrigin): string {
		const { form } = origin;
		if (this.#doubt === undefined || piece === '' || form !== 'message') {
			const before = piece === '' ? '' : this.settle();
			if (this.#all === '' && piece !== '' && form === 'message' && piece.length < TELLING) {
				this.#doubt = { last: piece, held: '', grew: false };
			}
			return before + this.#told(this.#withoutRepetition(piece, origin));
		}
		const { last, held, grew } = this.#doubt;
		const goesOn = piece.startsWith(last);
		const grows = goesOn && piece !== last;
		this.#doubt = {
			last: goesOn ? piece : '',
			held: held + piece,
			grew: goesOn && (grew || grows),
		};
		const isSure = !goesOn || (grows && (grew || last.length >= TELLING));
		return isSure ? this.settle() : '';
	}

	/**
	 * Ends the doubt: messages that have grown from one to the next have all of it each.
	 * @param othersGrew whether the other field of the messages has grown so
	 */
	settle(othersGrew = false): string {
		if (this.#doubt === undefined) return '';
		const { last, held, grew } = this.#doubt;
		this.#doubt = undefined;
		this.#isWhole = grew || othersGrew;
		return this.#told(this.#isWhole ? last.slice(this.#all?.length) : held);
	}

	#told(added: string): string {
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
		this.#isWhole ||= form === 'message' && goesOn !== undefined && all.length >= TELLING;
		if (form === 'delta' && this.#pieces === 1 && all.length < TELLING) return piece;
		return piece === all ? '' : (goesOn ?? piece);
	}

	end(othersGrew: boolean): string {
		return this.settle(othersGrew) + this.#pairs.end();
	}
}

interface Doubt {
	/** The message that came last. */
	readonly last: string;
	/** What came after the first, if each goes on from the one before. */
	readonly held: string;
	/** Whether one had the one before and more. */
	readonly grew: boolean;
}
