import type { Suggestion, Suggestions } from '../../shared/suggestions/suggestionProtocol.ts';
import type { HostPort } from '../dom/hostPort.ts';
import { isComposing } from '../dom/keys.ts';
import { SuggestionView } from './suggestionView.ts';
import { type TypedWord, typedWord } from './typedWord.ts';

/** The box that lists stand over, as they need it. */
export interface SuggestingBox {
	readonly host: HostPort;
	readonly box: HTMLTextAreaElement;
	/** The chat that is typed for; undefined before the first is known. */
	conversation(): string | undefined;
	/** Does what Enter does where no list is open. */
	enter(event: KeyboardEvent): void;
}

const MODIFIERS = ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta'];

/**
 * The list of the word that is typed. It is begun by a "/" or "#" that is typed, asks the host with each key, and shows what was
 * answered last until the next answer is there. Where nothing fits it is closed, and what is typed is a text like any other.
 */
export class SuggestionList {
	readonly #parts: SuggestingBox;
	readonly #view: SuggestionView;
	/** What is asked for; undefined where no list was begun, or it was closed by Escape. */
	#word: TypedWord | undefined;
	/** The host's answer is not there yet. */
	#waiting = false;
	/** Something has fitted this word: what follows without a match is no name. */
	#hasFitted = false;
	/** Enter or Tab, pressed while the answer to what is typed was on its way. */
	#held: KeyboardEvent | undefined;
	#isInserting = false;
	#isComposing = false;

	/** Shows a list at once where the caret is at a word for one. */
	constructor(parts: SuggestingBox) {
		this.#parts = parts;
		const { box } = parts;
		this.#view = new SuggestionView(box, (item) => this.#take(item));
		box.addEventListener('input', (event) => {
			if (event instanceof InputEvent && !event.isComposing) {
				this.#changed(event.inputType, event.data);
			}
		});
		// The last input of a composition comes before its end.
		box.addEventListener('compositionend', ({ data }) => {
			this.#isComposing = false;
			this.#changed('insertText', data);
		});
		box.addEventListener('compositionstart', () => {
			this.#isComposing = true;
		});
		box.addEventListener('blur', () => this.end());
		document.addEventListener('selectionchange', () => this.#caretMoved());
		this.#begin(typedWord(box));
	}

	/** Whether the list has taken the key: those that lead through it, take from it and close it, while it is open. */
	key(event: KeyboardEvent): boolean {
		if (isComposing(event) || MODIFIERS.includes(event.key)) return false;
		this.#letGo();
		const { ctrlKey, shiftKey, altKey, metaKey } = event;
		if (ctrlKey || shiftKey || altKey || metaKey || !this.#act(event)) return false;
		event.preventDefault();
		// Escape would stop a reply that is running.
		event.stopPropagation();
		return true;
	}

	/** Shows what fits; an answer to what is no longer typed is dropped. */
	answered({ kind, query, items, note }: Suggestions): void {
		if (kind !== this.#word?.kind || query !== this.#word.query) return;
		this.#waiting = false;
		if (items.length > 0 || (note !== undefined && !this.#hasFitted)) {
			this.#view.show(kind, query, items, note);
		} else this.#view.hide('No results');
		this.#hasFitted ||= items.length > 0;
		const held = this.#held;
		if (held === undefined) return;
		const { active } = this.#view;
		if (active === undefined) this.#letGo();
		else this.#take(active);
	}

	/** Closes the list, until one is begun anew. */
	end(): void {
		this.#word = undefined;
		this.#held = undefined;
		this.#view.hide();
	}

	#begin(word: TypedWord | undefined): void {
		if (word === undefined) return;
		this.#hasFitted = false;
		this.#ask(word);
	}

	#ask(word: TypedWord): void {
		const { kind, query } = word;
		this.#word = word;
		// "#12" names an issue or a pull request.
		const isNumber = kind === 'context' && /^\d+$/.test(query);
		this.#waiting = !isNumber;
		if (isNumber) this.#view.hide();
		else this.#parts.host.post({ type: 'suggest', kind, query });
	}

	/** @param typed the character, where one was typed */
	#changed(inputType: string, typed: string | null): void {
		if (this.#isInserting) return;
		const word = typedWord(this.#parts.box);
		// What is pasted or dropped never opens a list, but goes on with one that is open; what is undone closes it.
		const isPasted = inputType.startsWith('insertFrom');
		const isUndone = inputType.startsWith('history');
		if (this.#isSame(word) && !isUndone && (!isPasted || this.#view.isOpen)) this.#ask(word);
		else {
			this.end();
			const isBegun = inputType === 'insertText' && (typed === '/' || typed === '#');
			if (isBegun && word?.query === '') this.#begin(word);
		}
	}

	#caretMoved(): void {
		if (this.#word === undefined || this.#isInserting || this.#isComposing) return;
		const word = typedWord(this.#parts.box);
		if (!this.#isSame(word)) this.end();
		else if (this.#view.isOpen && word.query !== this.#word.query) this.#ask(word);
	}

	#isSame(word: TypedWord | undefined): word is TypedWord {
		return word !== undefined && word.kind === this.#word?.kind && word.start === this.#word.start;
	}

	/** Does what the key does to the list; false where that is nothing. */
	#act(event: KeyboardEvent): boolean {
		if (!this.#view.isOpen) return false;
		if (event.key === 'Escape') {
			this.end();
			return true;
		}
		const { active } = this.#view;
		if (active === undefined) return false;
		if (event.key !== 'Enter' && event.key !== 'Tab') return this.#view.move(event.key);
		// What is shown may not fit what is typed.
		if (this.#waiting) this.#held = event;
		else if (!event.repeat) this.#take(active);
		return true;
	}

	/** The key that was held does what it does without a list: another one follows, or nothing fits. */
	#letGo(): void {
		const held = this.#held;
		this.#held = undefined;
		if (held?.key === 'Enter') this.#parts.enter(held);
	}

	#take({ id, insert, goesOn }: Suggestion): void {
		const word = this.#word;
		const conversation = this.#parts.conversation();
		if (word === undefined || conversation === undefined) return;
		const { kind, query } = word;
		this.#insert(word, insert);
		this.#held = undefined;
		const next = goesOn === true ? typedWord(this.#parts.box) : undefined;
		if (next === undefined) this.end();
		else this.#begin(next);
		if (goesOn !== true) {
			this.#parts.host.post({ type: 'takeSuggestion', conversation, kind, id, query });
		}
	}

	/** Puts a text in the place of the word, as if it were typed: one Undo takes it back. */
	#insert({ start, query }: TypedWord, text: string): void {
		const { box } = this.#parts;
		this.#isInserting = true;
		box.focus();
		box.setSelectionRange(start, start + 1 + query.length);
		document.execCommand(text === '' ? 'delete' : 'insertText', false, text);
		this.#isInserting = false;
	}
}
