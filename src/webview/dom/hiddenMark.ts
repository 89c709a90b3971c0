import {
	canHide,
	type HiddenCharacter,
	type Reading,
	splitHidden,
} from '../../shared/text/hiddenCharacters.ts';
import { element } from './element.ts';

/**
 * A character that cannot be seen, with its number in front of it and its name on hover. The character itself stays in the page's text,
 * where it does nothing to what stands around it.
 */
export function hiddenMark({ character, code, name }: HiddenCharacter): HTMLElement {
	const label = `${name} (${code})`;
	const attributes = { class: 'hidden-character', role: 'img', title: label, 'aria-label': label };
	return element('span', { ...attributes, 'data-code': code }, character);
}

/**
 * A text with its hidden characters marked: text alone where it has none. One node, for there may be more parts than a call takes, and an
 * element that finds out its direction goes through its text with each part that it gets.
 */
export function markedText(text: string, reading: Reading): Text | HTMLElement {
	const parts = splitHidden(text, reading);
	if (parts.every((part) => typeof part === 'string')) return document.createTextNode(text);
	const marked = element('span');
	for (const part of parts) marked.append(typeof part === 'string' ? part : hiddenMark(part));
	return marked;
}

/** Marks the hidden characters of code that is in the page already. */
export function markHidden(code: Node): void {
	if (!canHide(code.textContent ?? '')) return;
	const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
	const found: Text[] = [];
	for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
		const marked = node.parentElement?.classList.contains('hidden-character');
		if (node instanceof Text && !marked) found.push(node);
	}
	for (const text of found) {
		const marked = markedText(text.data, 'code');
		// What has none keeps its node, and with it a selection.
		if (!(marked instanceof Text)) text.replaceWith(marked);
	}
}
