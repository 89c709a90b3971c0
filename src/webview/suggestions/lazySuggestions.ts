import type { Suggestions as Answer } from '../../shared/suggestions/suggestionProtocol.ts';
import { Lazy } from '../dom/lazy.ts';
import type { SuggestingBox, SuggestionList } from './suggestionList.ts';

const lists = new Lazy(() => import('./suggestionList.ts'));

/** The lists of a box, whose code is loaded when "/" or "#" is typed first. */
export class Suggestions {
	readonly #parts: SuggestingBox;
	#list: SuggestionList | undefined;

	constructor(parts: SuggestingBox) {
		this.#parts = parts;
		const { box } = parts;
		box.setAttribute('aria-autocomplete', 'list');
		const typed = (text: string | null) => {
			if (this.#list !== undefined || (text !== '/' && text !== '#')) return;
			void this.#load().catch(reportError);
		};
		box.addEventListener('input', (event) => {
			if (event instanceof InputEvent && event.inputType === 'insertText') typed(event.data);
		});
		box.addEventListener('compositionend', ({ data }) => typed(data));
	}

	/** Whether a list has taken the key. */
	key(event: KeyboardEvent): boolean {
		return this.#list?.key(event) ?? false;
	}

	/** What was asked for has come. */
	answered(answer: Answer): void {
		this.#list?.answered(answer);
	}

	/** What is typed is sent, or another text is shown: no list is wanted until one is begun anew. */
	end(): void {
		this.#list?.end();
	}

	async #load(): Promise<void> {
		const { SuggestionList: List } = await lists.load();
		this.#list ??= new List(this.#parts);
	}
}
