import type { BlockChange, ChangesToPage } from '../../shared/changes/changeProtocol.ts';
import type { ContextView } from '../../shared/context/contextProtocol.ts';
import type { MessageView } from '../../shared/conversation/conversationProtocol.ts';
import type { Question, UnsentMessage } from '../../shared/conversation/messages.ts';
import type { References } from '../../shared/markdown/markdownProtocol.ts';
import { markUnsent } from '../context/unsentMarks.ts';
import type { Asked } from '../dom/content.ts';
import { element } from '../dom/element.ts';
import { articles } from './lazyArticles.ts';
import type { QuestionArticle } from './questionArticle.ts';
import type { QuestionParts } from './questionParts.ts';
import type { ReplyArticle } from './replyArticle.ts';

/** So many of the last messages of a chat are shown at once; those before them while the page is idle. */
const AT_ONCE = 20;
/** A message counts for so many lines at most, whatever of it is folded. */
const MOST_LINES = 25;
/** Pixels of the page for one line of messages that are shown at once: about two thirds of a line's height. */
const PER_LINE = 12;
/** Milliseconds that showing earlier messages may take of one idle time. */
const SLICE_MS = 4;
/** How many earlier messages share one element: the browser goes through all siblings of the reply that grows. */
const PER_GROUP = 32;

/** Of a question so many UTF-16 units are shown in one line. */
const LINE = 300;

/** The messages of the branch that is shown, oldest first. */
export class Transcript {
	/** Holds what is shown, and after it what was shown before and is not out of the page yet. */
	readonly root = element('div');
	#shown = newContent();
	readonly #parts: QuestionParts;
	readonly #putAbove: (put: () => void) => void;
	readonly #replies = new Map<string, ReplyArticle>();
	readonly #questions = new Map<string, QuestionArticle>();
	/** Why each message that the next request leaves out is left out. */
	#unsent = new Map<string, UnsentMessage['why']>();
	/** What became of the code blocks of replies, by the replies' ids. */
	readonly #blockChanges = new Map<string, readonly BlockChange[]>();
	#asked: Question[] = [];
	/** What is still to be shown above the rest, oldest first. */
	#earlier: MessageView[] = [];
	/** How many stand before these, which have not come yet. */
	#awaited = 0;
	#group: { readonly element: HTMLElement; size: number } | undefined;
	#idle: number | undefined;

	/** @param putAbove is given what puts messages above those that are shown, and calls it */
	constructor(parts: QuestionParts, putAbove: (put: () => void) => void) {
		this.#parts = parts;
		this.#putAbove = putAbove;
		this.root.append(this.#shown);
	}

	/** Holds the messages that are shown. Those of a long chat get another one when others are shown. */
	get shown(): HTMLElement {
		return this.#shown;
	}

	get isEmpty(): boolean {
		return this.#questions.size + this.#replies.size + this.#earlier.length === 0;
	}

	/** How many messages stand before those that are in the page already. */
	get hidden(): number {
		return this.#awaited + this.#earlier.length;
	}

	/** What shows a message, which is put into the page first where it is still to be; undefined for one that has not come. */
	article(id: string): HTMLElement | undefined {
		const waiting = this.#earlier.findIndex(({ message }) => message.id === id);
		if (waiting >= 0) this.#putAbove(() => this.#showEarlier(waiting));
		return (this.#questions.get(id) ?? this.#replies.get(id))?.root;
	}

	/** What was asked on this branch, oldest first. */
	prompts(): readonly string[] {
		return this.#asked.map(({ text }) => text);
	}

	/** How many questions of this branch have come. */
	get questions(): number {
		return this.#asked.length;
	}

	/** The questions of this branch that have come, oldest first, also those that are not in the page yet. */
	asked(): readonly Asked[] {
		return this.#asked.map(inOneLine);
	}

	/**
	 * Shows these messages and nothing else: the last ones at once, and all from `from` on, which counts from 0.
	 * @param isSame whether they are of the chat that is shown: what shows one of them already goes on showing it, with all that the
	 * reader has opened in it
	 * @param earlier how many stand before them, which are still to come
	 */
	replace(views: readonly MessageView[], from: number, earlier: number, isSame: boolean): void {
		const { loaded } = articles;
		const present = (id: string) =>
			isSame ? (this.#questions.get(id) ?? this.#replies.get(id)) : undefined;
		const kept = loaded?.keptOf(views, Math.min(from, firstAtOnce(views)), present) ?? [];
		const first = views.length - kept.length;
		this.#clear(new Set(kept.map((article) => article?.root)));
		this.#awaited = earlier;
		this.#asked = questionsIn(views);
		this.#earlier = views.slice(0, first);
		const roots = views
			.slice(first)
			.map((view, index) => kept[index]?.renew(view) ?? this.#article(view));
		loaded?.arrange(this.#shown, roots);
		this.#showEarlierLater();
	}

	/** Takes messages that stand right before all that have come. */
	prepend(views: readonly MessageView[]): void {
		this.#awaited = Math.max(0, this.#awaited - views.length);
		this.#asked = [...questionsIn(views), ...this.#asked];
		this.#earlier = [...views, ...this.#earlier];
		if (this.#idle === undefined) this.#showEarlierLater();
	}

	/** Shows a message: at the end when it is new, in its place with its new facts when it is not. */
	upsert(view: MessageView): void {
		const { message } = view;
		const { id, role } = message;
		const waiting = this.#earlier.findIndex((earlier) => earlier.message.id === id);
		if (waiting >= 0) {
			this.#earlier[waiting] = view;
			return;
		}
		const asked = this.#questions.get(id);
		if (asked !== undefined) {
			if (role === 'user') asked.update(view, message);
			return;
		}
		const shown = this.#replies.get(id);
		if (shown !== undefined && role === 'assistant') {
			shown.update(view, message);
			return;
		}
		if (role === 'user') this.#asked.push(message);
		this.#shown.append(this.#article(view));
	}

	/** Marks the messages that the next request leaves out. */
	showUnsent(unsent: ContextView['unsent'] = []): void {
		// With each key that is typed the same ones are told again.
		const same = ({ id, why }: (typeof unsent)[number]) => this.#unsent.get(id) === why;
		if (unsent.length === this.#unsent.size && unsent.every(same)) return;
		this.#unsent = new Map(unsent.map(({ id, why }) => [id, why]));
		for (const [id, { root }] of [...this.#questions, ...this.#replies]) {
			markUnsent(root, this.#unsent.get(id));
		}
	}

	showBlockChanges({ reply, blocks }: ChangesToPage): void {
		this.#blockChanges.set(reply, blocks);
		this.#replies.get(reply)?.showBlockChanges(blocks);
	}

	/** Shows which of the places in files that a reply names are there. */
	showReferences(answer: References): void {
		this.#replies.get(answer.id)?.showReferences(answer);
	}

	appendText(id: string, text: string): void {
		const shown = this.#replies.get(id);
		if (shown) shown.appendText(text);
		else this.#growEarlier(id, { text });
	}

	appendReasoning(id: string, reasoning: string): void {
		const shown = this.#replies.get(id);
		if (shown) shown.appendReasoning(reasoning);
		else this.#growEarlier(id, { reasoning });
	}

	/** How a reply ended, for a screen reader. */
	endInWords(id: string): string {
		return this.#replies.get(id)?.endInWords() ?? 'The reply has ended.';
	}

	#clear(kept: ReadonlySet<HTMLElement | undefined>): void {
		const gone = [...this.#questions, ...this.#replies].filter(([, { root }]) => !kept.has(root));
		for (const [id] of gone) {
			this.#questions.delete(id);
			this.#replies.delete(id);
		}
		const messages = gone.map(([, article]) => article);
		articles.loaded?.letGoLater(messages, this.#clearShown(messages.map(({ root }) => root)));
		if (this.#idle !== undefined) cancelIdleCallback(this.#idle);
		this.#idle = undefined;
		this.#group = undefined;
	}

	/**
	 * Returns what is still to be taken out of the page, where there is much of it: to remove it takes as long as it is large. What is
	 * kept would be no faster to move, and would lose what is selected in it, how far its code is scrolled, and the keyboard.
	 */
	#clearShown(gone: readonly HTMLElement[]): HTMLElement | undefined {
		const old = this.#shown;
		const isKept = this.#questions.size + this.#replies.size > 0;
		if (isKept || !articles.loaded?.isLarge(...gone)) {
			for (const root of gone) root.remove();
			return undefined;
		}
		this.#shown = newContent();
		old.before(this.#shown);
		const { activeElement } = document;
		if (old.contains(activeElement)) activeElement?.closest('article')?.remove();
		putAway(old);
		return old;
	}

	/** @throws Error before `articles` are loaded */
	#article(view: MessageView): HTMLElement {
		const { loaded } = articles;
		if (!loaded) throw new Error('A message is shown before what shows it is loaded');
		const { message } = view;
		if (message.role === 'user') {
			const question = new loaded.QuestionArticle(this.#parts, view, message);
			this.#questions.set(message.id, question);
			markUnsent(question.root, this.#unsent.get(message.id));
			return question.root;
		}
		const article = new loaded.ReplyArticle(this.#parts, view, message);
		this.#replies.set(message.id, article);
		article.showBlockChanges(this.#blockChanges.get(message.id) ?? []);
		markUnsent(article.root, this.#unsent.get(message.id));
		return article.root;
	}

	#showEarlierLater(): void {
		this.#idle = undefined;
		if (this.#earlier.length === 0) return;
		this.#idle = requestIdleCallback(
			() => {
				this.#putAbove(() => this.#showEarlier());
				this.#showEarlierLater();
			},
			{ timeout: 200 },
		);
	}

	/**
	 * From the newest to the oldest, for the reader comes from below.
	 * @param from which of them has to be there afterwards
	 */
	#showEarlier(from = this.#earlier.length): void {
		const end = performance.now() + SLICE_MS;
		do {
			const view = this.#earlier.pop();
			if (view === undefined) break;
			if (this.#group === undefined || this.#group.size === PER_GROUP) {
				this.#group = { element: element('div', { class: 'earlier' }), size: 0 };
				this.#shown.prepend(this.#group.element);
			}
			this.#group.element.prepend(this.#article(view));
			this.#group.size++;
		} while (this.#earlier.length > from || performance.now() < end);
	}

	/** Another window may write on in any reply. */
	#growEarlier(id: string, { text = '', reasoning = '' }): void {
		const index = this.#earlier.findIndex(({ message }) => message.id === id);
		const view = this.#earlier[index];
		if (view?.message.role !== 'assistant') return;
		const { message } = view;
		this.#earlier[index] = {
			...view,
			message: {
				...message,
				text: message.text + text,
				reasoning: message.reasoning + reasoning,
			},
		};
	}
}

/** Announcements come from the announcer: a live log would read out every token. */
function newContent(): HTMLElement {
	return element('div', {
		class: 'transcript',
		role: 'log',
		'aria-label': 'Conversation',
		'aria-live': 'off',
	});
}

/** From now on nobody sees, hears or reaches it. Its class stays: to take it away, all that is in it would be gone through. */
function putAway(content: HTMLElement): void {
	content.inert = true;
	content.removeAttribute('role');
	content.removeAttribute('aria-label');
	content.ariaHidden = 'true';
}

/** The index of the first message that is shown at once: what stands above what the reader sees can wait. */
function firstAtOnce(views: readonly MessageView[]): number {
	let first = views.length;
	// A page that is not seen yet has no height.
	let room = Math.max(600, innerHeight) / PER_LINE;
	for (; first > 0 && views.length - first < AT_ONCE && room > 0; first--) {
		const { text = '' } = views[first - 1]?.message ?? {};
		room -= 1 + Math.min(MOST_LINES, text.split('\n', MOST_LINES).length + text.length / 80);
	}
	return first;
}

function questionsIn(views: readonly MessageView[]): Question[] {
	return views.flatMap(({ message }) => (message.role === 'user' ? message : []));
}

function inOneLine({ id, text, excerpts }: Question): Asked {
	const line = text.slice(0, LINE).replace(/\s+/g, ' ').trim();
	return { id, text: line || (excerpts[0]?.label ?? 'Images') };
}
