import type { MessageView } from '../shared/protocol.ts';
import { element } from './element.ts';
import type { Host } from './host.ts';
import type { SendKeys } from './keys.ts';
import { QuestionArticle } from './questionArticle.ts';
import { ReplyArticle } from './replyArticle.ts';

/** The messages of the branch that is shown, oldest first. */
export class Transcript {
	/** Announcements come from the announcer: a live log would read out every token. */
	readonly root = element('div', {
		class: 'transcript',
		role: 'log',
		'aria-label': 'Conversation',
		'aria-live': 'off',
	});
	readonly #host: Host;
	readonly #sendKeys: SendKeys;
	readonly #questions = new Map<string, QuestionArticle>();
	readonly #replies = new Map<string, ReplyArticle>();

	constructor(host: Host, sendKeys: SendKeys) {
		this.#host = host;
		this.#sendKeys = sendKeys;
	}

	get isEmpty(): boolean {
		return this.#questions.size + this.#replies.size === 0;
	}

	/** What was asked on this branch, oldest first. */
	prompts(): string[] {
		return [...this.#questions.values()].map(({ prompt }) => prompt);
	}

	/** Shows these messages and nothing else. */
	replace(views: readonly MessageView[]): void {
		for (const reply of this.#replies.values()) reply.dispose();
		this.#questions.clear();
		this.#replies.clear();
		this.root.replaceChildren();
		for (const view of views) this.upsert(view);
	}

	/** Shows a message: at the end when it is new, in its place with its new facts when it is not. */
	upsert(view: MessageView): void {
		const { message } = view;
		if (message.role === 'user') {
			if (this.#questions.has(message.id)) return;
			const article = new QuestionArticle(this.#host, this.#sendKeys, view, message);
			this.#questions.set(message.id, article);
			this.root.append(article.root);
			return;
		}
		const shown = this.#replies.get(message.id);
		if (shown !== undefined) {
			shown.update(view, message);
			return;
		}
		const article = new ReplyArticle(this.#host, view, message);
		this.#replies.set(message.id, article);
		this.root.append(article.root);
	}

	appendText(id: string, text: string): void {
		this.#replies.get(id)?.appendText(text);
	}

	appendReasoning(id: string, text: string): void {
		this.#replies.get(id)?.appendReasoning(text);
	}

	/** How a reply ended, for a screen reader. */
	endInWords(id: string): string {
		return this.#replies.get(id)?.endInWords() ?? 'The reply has ended.';
	}
}
