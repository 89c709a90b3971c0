import { iconButton } from '../dom/element.ts';
import { Lazy } from '../dom/lazy.ts';
import type { QuestionList, QuestionListParts } from './questionList.ts';

const lists = new Lazy(() => import('./questionList.ts'));

/** The button that opens the list of all questions, whose code is loaded then. It is not there where nothing was asked. */
export class Questions {
	readonly button: HTMLButtonElement;
	readonly #parts: QuestionListParts;
	#list: QuestionList | undefined;

	constructor(parts: QuestionListParts) {
		this.#parts = parts;
		this.button = iconButton('Questions', 'list-unordered', () => {
			void this.#toggle().catch(reportError);
		});
		this.button.setAttribute('aria-haspopup', 'listbox');
		this.button.setAttribute('aria-expanded', 'false');
		this.button.hidden = true;
	}

	/** To be called when others may have been asked: often, while a reply comes in. */
	show(count: number): void {
		this.button.hidden = count === 0;
		this.#list?.changed();
	}

	async #toggle(): Promise<void> {
		const [{ QuestionList: List }, current] = await Promise.all([
			lists.load(),
			this.#parts.current(),
		]);
		this.#list ??= new List(this.button, this.#parts);
		this.#list.toggle(current);
	}
}
