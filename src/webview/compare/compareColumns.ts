import type {
	CompareChange,
	CompareColumn,
	Compared,
	FromComparePage,
} from '../../shared/compare/compareProtocol.ts';
import { element, textButton } from '../dom/element.ts';
import { AnswerColumn, type AnswerParts } from './answerColumn.ts';
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
	readonly #judge: HTMLButtonElement;
	readonly #differences = new DifferencesChoice();
	readonly #stop: HTMLButtonElement;
	/** Says what has ended to a screen reader. */
	readonly #said = element('div', { class: 'visually-hidden', role: 'status' });

	constructor(parts: AnswerParts, post: (message: FromComparePage) => void) {
		this.#parts = parts;
		this.#post = post;
		this.#stop = textButton('Stop All', 'secondary', () => post({ type: 'stop' }));
		this.#judge = textButton('Judge Code', 'secondary', () => {
			this.#judge.disabled = true;
			post({ type: 'judge' });
		});
		this.#together.setAttribute('aria-pressed', 'true');
		this.root.append(
			element(
				'header',
				{ class: 'compare-header' },
				this.#question,
				element(
					'div',
					{ class: 'compare-actions' },
					this.#stop,
					this.#together,
					this.#differences.root,
					this.#judge,
					textButton('Open Chat', 'secondary', () => post({ type: 'openChat' })),
				),
			),
			this.#note,
			this.#differences.told,
			this.#columns,
			this.#said,
		);
	}

	/** Shows all anew; what shows a column that was there stays, with where its reader is. */
	replace({ question, blind, columns }: Compared): void {
		this.#question.textContent = question;
		// All comes anew once it has been judged, or could not be.
		this.#judge.disabled = false;
		this.#note.textContent = blind ? 'Models, costs and times are hidden until you keep one.' : '';
		this.#note.hidden = !blind;
		this.#columns.style.setProperty('--columns', String(columns.length));
		for (const column of columns) this.#show(column, true);
		this.#showActions();
	}

	change(changes: readonly CompareChange[]): void {
		for (const change of changes) {
			if (change.type === 'column') this.#show(change.column, false);
			else if (change.type === 'text') this.#shown.get(change.id)?.appendText(change.text);
			else this.#shown.get(change.id)?.appendReasoning(change.text);
		}
		this.#showActions();
	}

	#show(column: CompareColumn, anew: boolean): void {
		const known = this.#shown.get(column.id);
		if (known !== undefined) {
			const ended = known.update(column, anew);
			if (ended !== undefined) this.#said.textContent = ended;
			return;
		}
		const made = new AnswerColumn(this.#parts, this.#post, column);
		this.#shown.set(column.id, made);
		this.#columns.append(made.root);
		this.#scroll.add(made.scroller, made.text);
	}

	#showActions(): void {
		const shown = [...this.#shown.values()];
		const streams = shown.some((column) => column.streams);
		this.#stop.disabled = !streams;
		this.#judge.hidden = streams || !shown.some((column) => column.hasCode);
		const texts = shown.map(({ id, name, text }) => ({ id, name, root: text }));
		this.#differences.update(texts, streams);
	}

	#toggle(): void {
		this.#scroll.isOn = !this.#scroll.isOn;
		this.#together.setAttribute('aria-pressed', String(this.#scroll.isOn));
	}
}
