/** Where the keyboard is among the messages: enough to find the same place again when they are shown anew. */
export interface FocusPlace {
	readonly id: string;
	/** The message's number from the top of those that are in the page. */
	readonly index: number;
	/** The name of the control in it; that of a question's edit box is Edit. */
	readonly control: string;
	/** What is selected in an edit box. */
	readonly selection?: readonly [start: number, end: number];
}

/** Undefined when the keyboard is not in a message. */
export function focusPlace(transcript: HTMLElement): FocusPlace | undefined {
	const { activeElement } = document;
	const article = activeElement?.closest<HTMLElement>('article');
	if (!activeElement || !article || !transcript.contains(article)) return undefined;
	const selection =
		activeElement instanceof HTMLTextAreaElement
			? { selection: [activeElement.selectionStart, activeElement.selectionEnd] as const }
			: {};
	return {
		id: article.dataset['id'] ?? '',
		index: articlesOf(transcript).indexOf(article),
		control: controlOf(activeElement),
		...selection,
	};
}

/** Puts the keyboard there again, or into the message that now stands there. False when there is none. */
export function returnFocus(transcript: HTMLElement, place: FocusPlace): boolean {
	const articles = articlesOf(transcript);
	const same = articles.find((article) => article.dataset['id'] === place.id);
	const article = same ?? articles[place.index];
	if (article === undefined) return false;
	const boxes = [...article.querySelectorAll('textarea')];
	const box = boxes.find((one) => controlOf(one) === place.control);
	if (box === undefined) focusControl(article, place.control);
	else {
		box.focus();
		if (place.selection !== undefined) box.setSelectionRange(...place.selection);
	}
	return true;
}

function controlOf(element: Element): string {
	return element.closest('.question-body') ? 'Edit' : nameOf(element);
}

/** The control of this name, or the message itself. */
export function focusControl(article: HTMLElement, control: string): void {
	const buttons = [...article.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')];
	(buttons.find((button) => nameOf(button) === control) ?? article).focus();
}

/** Moves the keyboard to the message before or after the one it is in; from outside of them backwards to the last. */
export function moveFocus(transcript: HTMLElement, by: -1 | 1): void {
	const articles = articlesOf(transcript);
	const at = articles.findIndex((article) => article.contains(document.activeElement));
	const outside = by < 0 ? articles.length - 1 : articles.length;
	const to = articles[at < 0 ? outside : at + by];
	if (to !== undefined) reach(to);
}

/** Gives a message the keyboard, with a ring: after a click Chromium shows none for what a key with Alt, or a jump, has led to. */
export function reach(article: HTMLElement, options?: FocusOptions): void {
	article.focus(options);
	article.dataset['reached'] = 'byKey';
	article.addEventListener('blur', () => delete article.dataset['reached'], { once: true });
}

function articlesOf(transcript: HTMLElement): HTMLElement[] {
	return [...transcript.querySelectorAll('article')];
}

export function nameOf(control: Element): string {
	return control.getAttribute('aria-label') ?? control.textContent;
}
