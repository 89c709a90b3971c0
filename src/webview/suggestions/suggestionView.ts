import type { Suggestion, SuggestionKind } from '../../shared/suggestions/suggestionProtocol.ts';
import { cutName, element } from '../dom/element.ts';
import { targetOf } from '../dom/toolbar.ts';

const LIST = 'suggestions';
const NAMES: Record<SuggestionKind, string> = { prompts: 'Prompts', context: 'Context' };

/** Room to leave around it, and the least that is worth opening it in, in pixels. */
const GAP = 4;
const LEAST = 100;

/** A list over the box, and what the box tells a screen reader of it. The keyboard stays in the box. */
export class SuggestionView {
	readonly #box: HTMLTextAreaElement;
	readonly #list = element('div', {
		class: 'suggestion-list',
		role: 'listbox',
		id: LIST,
		// As Chromium has it of what scrolls; while the list is open, Tab takes from it instead.
		tabindex: '0',
	});
	readonly #note = element('div', { class: 'suggestion-note', dir: 'auto' });
	readonly #root = element('div', { class: 'suggestions' }, this.#list, this.#note);
	/** For a screen reader: what has come of the last key. */
	readonly #told = element('div', { class: 'visually-hidden', role: 'status' });
	readonly #resized = new ResizeObserver(() => this.#place());
	#items: readonly Suggestion[] = [];
	#active = 0;
	/** The user has led through the list since it was asked for what is typed now. */
	#isLed = false;
	#query = '';

	/** @param taken one was clicked */
	constructor(box: HTMLTextAreaElement, taken: (item: Suggestion) => void) {
		this.#box = box;
		this.#root.hidden = true;
		// The keyboard stays in the box.
		this.#root.addEventListener('mousedown', (event) => event.preventDefault());
		this.#list.addEventListener('click', ({ target }) => {
			const row = target instanceof Element ? target.closest('.suggestion') : null;
			const item = this.#items[[...this.#list.children].indexOf(row ?? this.#list)];
			if (item !== undefined) taken(item);
		});
		box.closest('main')?.append(this.#root, this.#told);
	}

	get isOpen(): boolean {
		return !this.#root.hidden;
	}

	/** What Enter takes; undefined where the list is closed, or has but a note. */
	get active(): Suggestion | undefined {
		return this.isOpen ? this.#items[this.#active] : undefined;
	}

	/** Shows a list with its first line active, or with the one that the user was led to, where that is still in it. */
	show(
		kind: SuggestionKind,
		query: string,
		items: readonly Suggestion[],
		note: string | undefined,
	): void {
		const { active } = this;
		this.#isLed &&= query === this.#query;
		const kept = this.#isLed ? items.findIndex(({ id }) => id === active?.id) : -1;
		this.#query = query;
		this.#items = items;
		this.#list.setAttribute('aria-label', NAMES[kind]);
		this.#list.replaceChildren(
			...items.map((item, index) => row(item, index, query, kind === 'context')),
		);
		this.#list.hidden = items.length === 0;
		this.#note.textContent = note ?? '';
		this.#note.hidden = note === undefined;
		this.#root.hidden = false;
		this.#resized.observe(this.#box.parentElement ?? this.#box);
		this.#resized.observe(document.body);
		this.#place();
		this.#activate(Math.max(0, kept));
		const count = items.length === 1 ? '1 result' : `${items.length} results`;
		this.#tell(note === undefined ? count : `${count}. ${note}`);
	}

	/** @param reason what a screen reader is told of it */
	hide(reason = ''): void {
		if (!this.isOpen) return;
		this.#root.hidden = true;
		this.#isLed = false;
		this.#resized.disconnect();
		this.#box.removeAttribute('aria-controls');
		this.#box.removeAttribute('aria-activedescendant');
		this.#tell(reason);
	}

	/** Leads to another line; false where the key leads nowhere. */
	move(key: string): boolean {
		const last = this.#items.length - 1;
		const page = this.#linesInView();
		const to =
			key === 'PageUp'
				? Math.max(0, this.#active - page)
				: key === 'PageDown'
					? Math.min(last, this.#active + page)
					: targetOf(key, this.#active, last + 1, 'ArrowUp', 'ArrowDown');
		if (to === undefined) return false;
		this.#isLed = true;
		this.#activate(to);
		return true;
	}

	#linesInView(): number {
		const { offsetHeight = 1 } = this.#list.querySelector<HTMLElement>('.suggestion') ?? {};
		return Math.max(1, Math.floor(this.#list.clientHeight / offsetHeight) - 1);
	}

	#activate(index: number): void {
		this.#active = index;
		for (const [at, option] of [...this.#list.children].entries()) {
			option.setAttribute('aria-selected', String(at === index));
		}
		const active = this.#list.children[index];
		if (active === undefined) {
			this.#box.removeAttribute('aria-controls');
			this.#box.removeAttribute('aria-activedescendant');
			return;
		}
		this.#box.setAttribute('aria-controls', LIST);
		this.#box.setAttribute('aria-activedescendant', active.id);
		active.scrollIntoView({ block: 'nearest' });
	}

	#tell(text: string): void {
		if (this.#told.textContent !== text) this.#told.textContent = text;
	}

	/** Above the box, within the page; where there is hardly any room, above the text in it. */
	#place(): void {
		const text = this.#box.getBoundingClientRect();
		const box = this.#box.parentElement?.getBoundingClientRect() ?? text;
		const edge = box.top < LEAST ? text.top : box.top;
		const { style } = this.#root;
		style.left = `${box.left}px`;
		style.width = `${box.width}px`;
		style.bottom = `${innerHeight - edge + GAP}px`;
		style.maxHeight = `${Math.min(innerHeight / 2, edge - 2 * GAP)}px`;
	}
}

/** @param hasPaths what it is described by can be a path: its end tells two files apart */
function row(
	{ name, description, origin }: Suggestion,
	index: number,
	query: string,
	hasPaths: boolean,
): HTMLElement {
	const part = (text: string | undefined, kind: string) =>
		text === undefined
			? []
			: [
					' ',
					element(
						'span',
						{ class: kind, dir: 'auto' },
						hasPaths && text.includes('/') ? cutName(text) : text,
					),
				];
	return element(
		'div',
		{
			class: 'suggestion',
			role: 'option',
			id: `${LIST}-${index}`,
			title: [name, description, origin].filter((text) => text !== undefined).join('\n'),
		},
		element('span', { class: 'suggestion-name', dir: 'auto' }, ...marked(name, query)),
		...part(description, 'suggestion-description'),
		...part(origin, 'suggestion-origin'),
	);
}

/** The name, with what was typed of it marked; of a path its end, of "file:sum" what follows the colon. */
function marked(name: string, query: string): (Node | string)[] {
	const typed = query.split(/[:/\\]/).at(-1) ?? '';
	const at = typed === '' ? -1 : name.toLowerCase().indexOf(typed.toLowerCase());
	if (at < 0) return [name];
	const end = at + typed.length;
	return [name.slice(0, at), element('b', {}, name.slice(at, end)), name.slice(end)];
}
