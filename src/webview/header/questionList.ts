import type { Asked } from '../dom/content.ts';
import { element } from '../dom/element.ts';
import { isComposing } from '../dom/keys.ts';
import { targetOf } from '../dom/toolbar.ts';

/** Letters that follow each other within so many milliseconds are the beginning of one word. */
const WORD_MS = 800;

/** What the list shows, and what it leads to. */
export interface QuestionListParts {
	/** What was asked on the shown branch, oldest first. */
	readonly asked: () => readonly Asked[];
	/** Which of them is being read, by its id. */
	readonly current: () => Promise<string | undefined>;
	readonly goTo: (id: string) => void;
}

/** All questions of the chat over the page, a line each: one that is chosen is brought in view. */
export class QuestionList {
	readonly #button: HTMLElement;
	readonly #parts: QuestionListParts;
	readonly #list = element('div', {
		class: 'question-list',
		role: 'listbox',
		'aria-label': 'Questions',
		tabindex: '0',
	});
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
		this.#list.addEventListener('keydown', (event) => this.#key(event));
		this.#list.addEventListener('click', ({ target }) => {
			const row = target instanceof Element ? target.closest('.question-row') : null;
			if (row !== null) this.#choose([...this.#list.children].indexOf(row));
		});
		this.#list.addEventListener('toggle', (event) => {
			const isOpen = event instanceof ToggleEvent && event.newState === 'open';
			button.setAttribute('aria-expanded', String(isOpen));
			if (!isOpen) this.#list.replaceChildren();
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
		this.#fill(current);
		const at = this.#parts.asked().findIndex(({ id }) => id === current);
		this.#typed = '';
		this.#list.showPopover();
		const { bottom } = this.#button.getBoundingClientRect();
		this.#list.style.top = `${bottom + 2}px`;
		this.#list.focus();
		this.#activate(at < 0 ? this.#list.childElementCount - 1 : at);
	}

	/** Others may have been asked: shows them where it is open, and stays at the same question. */
	changed(): void {
		if (!this.#isOpen) return;
		const { children } = this.#list;
		const asked = this.#parts.asked();
		const isSame = ({ id }: { id: string }, at: number) => idOf(children[at]) === id;
		if (asked.length === children.length && asked.every(isSame)) return;
		const active = idOf(children[this.#active]);
		const current = idOf(this.#list.querySelector('[aria-current]'));
		if (asked.length === 0) this.#close();
		this.#fill(current);
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

	#fill(current: string | undefined): void {
		const rows = this.#parts.asked().map(({ id, text }, index) => {
			const row = element(
				'div',
				{
					class: 'question-row',
					role: 'option',
					id: `question-${index}`,
					'aria-selected': 'false',
					'aria-current': id === current ? 'true' : undefined,
					'data-question': id,
					title: text,
				},
				element('span', { class: 'question-number' }, String(index + 1)),
				element('span', { class: 'question-words', dir: 'auto' }, text),
			);
			return row;
		});
		this.#list.replaceChildren(...rows);
	}

	#close(): void {
		this.#list.hidePopover();
		this.#button.focus();
	}

	#choose(index: number): void {
		const id = idOf(this.#list.children[index]);
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
		const count = this.#list.childElementCount;
		const { offsetHeight = 1 } = this.#list.querySelector<HTMLElement>('.question-row') ?? {};
		const page = Math.max(1, Math.floor(this.#list.clientHeight / offsetHeight) - 1);
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
		const asked = this.#parts.asked();
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
		const { children } = this.#list;
		children[this.#active]?.setAttribute('aria-selected', 'false');
		this.#active = index;
		const active = children[index];
		if (active === undefined) return;
		active.setAttribute('aria-selected', 'true');
		this.#list.setAttribute('aria-activedescendant', active.id);
		active.scrollIntoView({ block: 'nearest' });
	}
}

function idOf(row: Element | null | undefined): string | undefined {
	return row instanceof HTMLElement ? row.dataset['question'] : undefined;
}
