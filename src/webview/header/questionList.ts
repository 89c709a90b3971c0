import type { Asked } from '../dom/content.ts';
import { element } from '../dom/element.ts';
import { isComposing } from '../dom/keys.ts';
import { targetOf } from '../dom/toolbar.ts';

/** Letters that follow each other within so many milliseconds are the beginning of one word. */
const WORD_MS = 800;

/** How high a row is, in pixels, as the style has it. */
const ROW_PX = 22;
/** So many rows are there above and below those that are seen. */
const BEYOND = 8;

/** What the list shows, and what it leads to. */
export interface QuestionListParts {
	/** What was asked on the shown branch, oldest first. */
	readonly asked: () => readonly Asked[];
	/** Which of them is being read, by its id. */
	readonly current: () => Promise<string | undefined>;
	readonly goTo: (id: string) => void;
}

/** All questions of the chat over the page, a line each: one that is chosen is brought in view. Only the rows in view are in the page. */
export class QuestionList {
	readonly #button: HTMLElement;
	readonly #parts: QuestionListParts;
	readonly #list = element('div', {
		class: 'question-list',
		role: 'listbox',
		'aria-label': 'Questions',
		tabindex: '0',
	});
	/** As high as all rows. */
	readonly #room = element('div', { class: 'question-room', role: 'presentation' });
	/** The rows that are in the page, by their places. */
	readonly #rows = new Map<number, HTMLElement>();
	#asked: readonly Asked[] = [];
	#current: string | undefined;
	#active = 0;
	#typed = '';
	#typedAt = 0;
	/** It was open when the pointer went down on the button, which has closed it. */
	#wasOpen = false;

	/** @param button has opened it, and gets the keyboard back */
	constructor(button: HTMLElement, parts: QuestionListParts) {
		this.#button = button;
		this.#parts = parts;
		this.#list.popover = 'auto';
		this.#list.append(this.#room);
		this.#list.addEventListener('scroll', () => this.#draw());
		this.#list.addEventListener('keydown', (event) => this.#key(event));
		this.#list.addEventListener('click', ({ target }) => {
			const row = target instanceof Element ? target.closest('.question-row') : null;
			const at = [...this.#rows].find(([, shown]) => shown === row)?.[0];
			if (at !== undefined) this.#choose(at);
		});
		this.#list.addEventListener('toggle', (event) => {
			const isOpen = event instanceof ToggleEvent && event.newState === 'open';
			button.setAttribute('aria-expanded', String(isOpen));
			if (!isOpen) this.#fill([], undefined);
		});
		button.addEventListener('pointerdown', () => {
			this.#wasOpen = this.#isOpen;
		});
		button.closest('main')?.append(this.#list);
	}

	/** Opens it with the keyboard at the question that is being read, or closes it. */
	toggle(current: string | undefined): void {
		const wasOpen = this.#wasOpen || this.#isOpen;
		this.#wasOpen = false;
		if (wasOpen) {
			this.#close();
			return;
		}
		const asked = this.#parts.asked();
		this.#fill(asked, current);
		const at = asked.findIndex(({ id }) => id === current);
		this.#typed = '';
		this.#list.showPopover();
		const { bottom } = this.#button.getBoundingClientRect();
		this.#list.style.top = `${bottom + 2}px`;
		this.#list.focus();
		this.#activate(at < 0 ? asked.length - 1 : at);
	}

	/** Others may have been asked: shows them where it is open, and stays at the same question. */
	changed(): void {
		if (!this.#isOpen) return;
		const before = this.#asked;
		const asked = this.#parts.asked();
		const isSame = ({ id }: Asked, at: number) => before[at]?.id === id;
		if (asked.length === before.length && asked.every(isSame)) return;
		if (asked.length === 0) {
			this.#close();
			return;
		}
		const active = before[this.#active]?.id;
		this.#fill(asked, this.#current);
		this.#activate(
			Math.max(
				0,
				asked.findIndex(({ id }) => id === active),
			),
		);
	}

	get #isOpen(): boolean {
		return this.#list.matches(':popover-open');
	}

	#fill(asked: readonly Asked[], current: string | undefined): void {
		this.#asked = asked;
		this.#current = current;
		this.#active = 0;
		this.#rows.clear();
		this.#room.replaceChildren();
		this.#room.style.height = `${asked.length * ROW_PX}px`;
	}

	/** Has in the page the rows in view, some on either side, and the active one, which a screen reader is told of. */
	#draw(): void {
		const { scrollTop, clientHeight } = this.#list;
		const first = Math.floor(scrollTop / ROW_PX) - BEYOND;
		const last = Math.ceil((scrollTop + clientHeight) / ROW_PX) + BEYOND;
		for (const [at, row] of this.#rows) {
			if ((at >= first && at <= last) || at === this.#active) continue;
			row.remove();
			this.#rows.delete(at);
		}
		for (let at = Math.max(0, first); at <= Math.min(last, this.#asked.length - 1); at++)
			this.#row(at);
		this.#row(this.#active);
	}

	/** The row at a place, made and put in its order where it is not in the page yet. */
	#row(at: number): HTMLElement | undefined {
		const asked = this.#asked[at];
		const known = this.#rows.get(at);
		if (known !== undefined || asked === undefined) return known;
		const { id, text } = asked;
		const row = element(
			'div',
			{
				class: 'question-row',
				role: 'option',
				id: `question-${at}`,
				'aria-selected': String(at === this.#active),
				'aria-current': id === this.#current ? 'true' : undefined,
				'aria-posinset': String(at + 1),
				'aria-setsize': String(this.#asked.length),
				title: text,
			},
			element('span', { class: 'question-number' }, String(at + 1)),
			element('span', { class: 'question-words', dir: 'auto' }, text),
		);
		row.style.top = `${at * ROW_PX}px`;
		const next = this.#rows.get(
			[...this.#rows.keys()].reduce(
				(least, other) => (other > at ? Math.min(least, other) : least),
				Number.POSITIVE_INFINITY,
			),
		);
		this.#room.insertBefore(row, next ?? null);
		this.#rows.set(at, row);
		return row;
	}

	#close(): void {
		this.#list.hidePopover();
		this.#button.focus();
	}

	#choose(index: number): void {
		const id = this.#asked[index]?.id;
		if (id === undefined) return;
		this.#close();
		this.#parts.goTo(id);
	}

	#key(event: KeyboardEvent): void {
		if (isComposing(event)) return;
		const { key } = event;
		const to = this.#target(key);
		if (key === 'Tab') this.#close();
		else if (event.ctrlKey || event.metaKey || event.altKey) return;
		else if (key === 'Escape') this.#close();
		else if (key === 'Enter') {
			// The one that has opened it may still be held.
			if (!event.repeat) this.#choose(this.#active);
		} else if (to !== undefined) this.#activate(to);
		else if (key.length === 1) this.#type(key, event.timeStamp);
		else return;
		// Escape would stop a running reply as well, the arrows would scroll. Tab goes on from the button.
		if (key !== 'Tab') event.preventDefault();
		event.stopPropagation();
	}

	#target(key: string): number | undefined {
		const count = this.#asked.length;
		const page = Math.max(1, Math.floor(this.#list.clientHeight / ROW_PX) - 1);
		if (key === 'PageUp') return Math.max(0, this.#active - page);
		if (key === 'PageDown') return Math.min(count - 1, this.#active + page);
		return targetOf(key, this.#active, count, 'ArrowUp', 'ArrowDown');
	}

	/** Leads to the next question that begins with what is typed, or has it as its number. */
	#type(letter: string, now: number): void {
		const goesOn = now - this.#typedAt < WORD_MS;
		this.#typedAt = now;
		this.#typed = `${goesOn ? this.#typed : ''}${letter.toLowerCase()}`;
		const isRepeated = this.#typed.replaceAll(letter.toLowerCase(), '') === '';
		const asked = this.#asked;
		const find = (typed: string, from: number) => {
			const isMeant = (index: number) =>
				String(index + 1) === typed || asked[index]?.text.toLowerCase().startsWith(typed);
			const order = asked.map((_, step) => (from + step) % asked.length);
			return order.find(isMeant);
		};
		// What is typed on narrows it down; the same letter again leads on.
		const from = this.#typed.length > 1 ? this.#active : this.#active + 1;
		const found =
			find(this.#typed, from) ??
			(isRepeated ? find(letter.toLowerCase(), this.#active + 1) : undefined);
		if (found !== undefined) this.#activate(found);
	}

	#activate(index: number): void {
		this.#rows.get(this.#active)?.setAttribute('aria-selected', 'false');
		this.#active = index;
		const list = this.#list;
		const top = this.#room.offsetTop + index * ROW_PX;
		if (top < list.scrollTop) list.scrollTop = top;
		else list.scrollTop = Math.max(list.scrollTop, top + ROW_PX - list.clientHeight);
		this.#draw();
		const active = this.#rows.get(index);
		active?.setAttribute('aria-selected', 'true');
		if (active !== undefined) list.setAttribute('aria-activedescendant', active.id);
	}
}
