import type {
	CompareChange,
	CompareColumn,
	Compared,
	FromComparePage,
} from '../../shared/compare/compareProtocol.ts';
import { element, textButton } from '../dom/element.ts';
import { ActionButton } from './actionButton.ts';
import { AnswerColumn, type AnswerParts } from './answerColumn.ts';
import { ChancesChoice } from './chancesChoice.ts';
import { DifferencesChoice } from './differencesChoice.ts';
import { ScrollTogether } from './scrollTogether.ts';

/** Answers to one question beside each other; below each other where the page is narrow. */
export class CompareColumns {
	readonly root = element('main', { class: 'compare' });
	readonly #parts: AnswerParts;
	readonly #post: (message: FromComparePage) => void;
	readonly #question = element('h1', { dir: 'auto' });
	readonly #note = element('p', { class: 'compare-note' });
	readonly #columns = element('div', { class: 'columns' });
	readonly #shown = new Map<string, AnswerColumn>();
	readonly #scroll = new ScrollTogether();
	readonly #together = textButton('Scroll Together', 'secondary', () => this.#toggle());
	readonly #judge: ActionButton;
	/** It was asked for, and has not come. */
	#judging = false;
	readonly #differences = new DifferencesChoice();
	readonly #chances: ChancesChoice;
	readonly #stop: ActionButton;
	/** Says what has ended to a screen reader. */
	readonly #said = element('div', { class: 'visually-hidden', role: 'status' });

	constructor(parts: AnswerParts, post: (message: FromComparePage) => void) {
		this.#parts = parts;
		this.#post = post;
		this.#stop = new ActionButton('Stop All', () => post({ type: 'stop' }));
		this.#judge = new ActionButton('Judge Code', () => {
			this.#judging = true;
			this.#judge.isInUse = false;
			post({ type: 'judge' });
		});
		this.#judge.root.hidden = true;
		this.#chances = new ChancesChoice(() => post({ type: 'chances' }));
		this.#together.setAttribute('aria-pressed', 'true');
		const header = element(
			'header',
			{ class: 'compare-header' },
			this.#question,
			element(
				'div',
				{ class: 'compare-actions' },
				this.#stop.root,
				this.#together,
				this.#differences.root,
				this.#chances.root,
				this.#judge.root,
				textButton('Open Chat', 'secondary', () => post({ type: 'openChat' })),
			),
		);
		// In a narrow page it lies over what is scrolled: what has the keyboard is not to stop beneath it.
		new ResizeObserver(() => {
			document.documentElement.style.scrollPaddingTop = `${header.offsetHeight}px`;
		}).observe(header);
		this.root.append(header, this.#note, this.#differences.told, this.#columns, this.#said);
	}

	/** Shows all anew; what shows a column that was there stays, with where its reader is. */
	replace({ columns, ...about }: Compared): void {
		this.#tell(about);
		this.#columns.style.setProperty('--columns', String(columns.length));
		this.#say(columns.map((column) => this.#show(column, true)));
		this.#showActions();
	}

	#tell({ question, blind, wrapCode }: Omit<Compared, 'columns'>): void {
		this.root.classList.toggle('wrap-code', wrapCode === true);
		this.#question.textContent = question;
		// It comes once the code has been judged, or could not be.
		this.#judging = false;
		this.#note.textContent = blind ? 'Models, costs and times are hidden until you keep one.' : '';
		this.#note.hidden = !blind;
	}

	change(changes: readonly CompareChange[]): void {
		this.#say(changes.map((change) => this.#change(change)));
		this.#showActions();
	}

	#change(change: CompareChange): string | undefined {
		if (change.type === 'about') {
			this.#tell(change);
			return undefined;
		}
		if (change.type === 'chances') {
			this.#chances.got(change.id, change.chances, change.cut === true);
			return undefined;
		}
		if ('column' in change) return this.#show(change.column, change.type === 'anew');
		const column = this.#shown.get(change.id);
		if (change.type === 'text') column?.appendText(change.text);
		else column?.appendReasoning(change.text);
		return undefined;
	}

	/** All that comes at once is said at once: a later sentence in its place would leave the first unread. */
	#say(sentences: readonly (string | undefined)[]): void {
		const said = sentences.filter((one) => one !== undefined).join(' ');
		if (said !== '') this.#said.textContent = said;
	}

	/** Returns what is to be said of it. */
	#show(column: CompareColumn, anew: boolean): string | undefined {
		const known = this.#shown.get(column.id);
		if (known !== undefined) return known.update(column, anew);
		const made = new AnswerColumn(this.#parts, this.#post, column);
		this.#shown.set(column.id, made);
		this.#columns.append(made.root);
		this.#scroll.add(made.scroller, made.text);
		return undefined;
	}

	#showActions(): void {
		const shown = [...this.#shown.values()];
		const streams = shown.some((column) => column.streams);
		this.#stop.isInUse = shown.some((column) => column.canStop);
		const judge = this.#judge.root;
		if (judge.hidden && !streams) judge.hidden = !shown.some((column) => column.hasCode);
		this.#judge.isInUse = !streams && !this.#judging;
		this.#chances.update(shown);
		const texts = shown.map(({ id, name, text }) => ({ id, name, root: text }));
		this.#differences.update(texts, streams);
	}

	#toggle(): void {
		this.#scroll.isOn = !this.#scroll.isOn;
		this.#together.setAttribute('aria-pressed', String(this.#scroll.isOn));
	}
}
