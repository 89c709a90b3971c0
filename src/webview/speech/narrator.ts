import type { MessageView } from '../../shared/conversation/conversationProtocol.ts';
import type { Announcer } from './announcer.ts';
import { Sentences } from './sentences.ts';

/** Reads out the reply that is coming in, sentence by sentence. What was there before is not read. */
export class Narrator {
	readonly #announcer: Announcer;
	#reply: { readonly id: string; readonly sentences: Sentences; length: number } | undefined;

	constructor(announcer: Announcer) {
		this.#announcer = announcer;
	}

	/** A reply is coming in: says so. */
	begin(id: string): void {
		if (this.#reply?.id === id) return;
		this.#reply = { id, sentences: new Sentences(), length: 0 };
		this.#announcer.say('The reply begins.');
	}

	append(id: string, text: string): void {
		if (this.#reply?.id !== id) return;
		this.#reply.length += text.length;
		this.#announcer.say(this.#reply.sentences.append(text).join(' '));
	}

	/** Says the rest of the reply, then how it ended. */
	end(id: string, how: string): void {
		const rest = this.#reply?.id === id ? this.#reply.sentences.end() : [];
		this.#reply = undefined;
		this.#announcer.say([...rest, how].join(' '));
	}

	/** Another chat is shown, perhaps in the middle of a reply: its text so far counts as read. */
	join(id: string | null, views: readonly MessageView[]): void {
		this.#reply = undefined;
		if (id === null) return;
		const sentences = new Sentences();
		const text = textOf(id, views);
		sentences.append(text);
		this.#reply = { id, sentences, length: text.length };
	}

	/** The same chat is shown anew: says what has come to the running reply since. */
	resume(id: string, views: readonly MessageView[]): void {
		this.begin(id);
		this.append(id, textOf(id, views).slice(this.#reply?.length ?? 0));
	}
}

function textOf(id: string, views: readonly MessageView[]): string {
	const message = views.find((view) => view.message.id === id)?.message;
	return message?.text ?? '';
}
