import { ReplyWithoutKey, withoutKey } from '../../../core/access/redaction.ts';
import type { ChoiceEvent, ReceivedExtra } from '../../../core/server/chatServer.ts';
import type { ChoiceContent } from '../replyChunk.ts';
import { hasExtras } from '../replyExtras.ts';
import { ReplyPieces } from '../replyPieces.ts';
import { UsageReader } from '../usage/usage.ts';

/** Makes the events of one choice of an answer out of its parts, without what the server sends back of the key. */
export class ChoiceReader {
	readonly #apiKey: string | undefined;
	readonly #clean: Readonly<Record<'reasoning' | 'text', ReplyWithoutKey>>;
	readonly #pieces = new ReplyPieces();
	#hasBegun = false;
	/** What the answer tells of its tokens belongs to its first choice. */
	readonly usage = new UsageReader();

	constructor(apiKey: string | undefined) {
		this.#apiKey = apiKey;
		this.#clean = { reasoning: new ReplyWithoutKey(apiKey), text: new ReplyWithoutKey(apiKey) };
	}

	/** Whether anything has come of it, be it a thought. */
	get hasBegun(): boolean {
		return this.#hasBegun;
	}

	/** @param isLast whether the choice is said to be over */
	add({ content, form, extras }: ChoiceContent, isLast: boolean): ChoiceEvent[] {
		const isEmpty = content.text === '' && content.reasoning === '';
		this.#hasBegun ||= !isEmpty || hasExtras(extras);
		return [
			...this.#cleaned(this.#pieces.add(content, { form, isLast })),
			...this.#cleaned(this.#pieces.addExtras(extras)),
		];
	}

	/** What waited for more, when nothing more comes. */
	end(): ChoiceEvent[] {
		return [
			...this.#cleaned(this.#pieces.end()),
			...(['reasoning', 'text'] as const).flatMap((type) => told(type, this.#clean[type].end())),
		];
	}

	#cleaned(events: readonly ChoiceEvent[]): ChoiceEvent[] {
		return events.flatMap((event) => {
			if ('text' in event) return told(event.type, this.#clean[event.type].add(event.text));
			if (event.type === 'extra') return [{ ...event, extra: this.#cleanedExtra(event.extra) }];
			// What was held back of the text was said before.
			const held = event.type === 'thought' ? told('text', this.#clean.text.end()) : [];
			return [...held, event];
		});
	}

	/** Whatever it is called or given: a server may send the key back anywhere. */
	#cleanedExtra(extra: ReceivedExtra): ReceivedExtra {
		const clean = (text: string) => withoutKey(text, this.#apiKey);
		const { type } = extra;
		if (type === 'imageAddress') return { type, address: clean(extra.address) };
		if (type === 'toolCall') {
			return { type, name: clean(extra.name), id: clean(extra.id), input: clean(extra.input) };
		}
		if (type !== 'file') return extra;
		const { name, mediaType } = extra;
		return {
			type,
			...(name !== undefined && { name: clean(name) }),
			...(mediaType !== undefined && { mediaType: clean(mediaType) }),
		};
	}
}

function told(type: 'reasoning' | 'text', text: string): ChoiceEvent[] {
	return text === '' ? [] : [{ type, text }];
}
