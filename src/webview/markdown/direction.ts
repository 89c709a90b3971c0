import type { Inline } from './inlineNodes.ts';

export type Direction = 'ltr' | 'rtl';

/** A letter, or one of the marks that stand for one where a text is to begin on a side: LRM, RLM, ALM. */
const STRONG = /[\p{L}\u200e\u200f\u061c]/u;

/** Unicode's ranges of Hebrew, Arabic and the other scripts that are written from the right. */
const FROM_RIGHT =
	/[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * The direction of a text, by its first letter or mark of direction as with `dir="auto"`; undefined for one without letters. Code and maths are always
 * written from the left and say nothing of the text around them.
 */
export function directionOf(nodes: readonly Inline[]): Direction | undefined {
	for (const node of nodes) {
		const found = directionOfNode(node);
		if (found !== undefined) return found;
	}
	return undefined;
}

function directionOfNode(node: Inline): Direction | undefined {
	if (node.type === 'text') return directionOfText(node.text);
	if (node.type !== 'span' && node.type !== 'link') return undefined;
	return node.type === 'span' && node.tag === 'code' ? undefined : directionOf(node.children);
}

function directionOfText(text: string): Direction | undefined {
	const letter = STRONG.exec(text)?.[0];
	if (letter === undefined) return undefined;
	return FROM_RIGHT.test(letter) ? 'rtl' : 'ltr';
}

/** Gives an element its direction; without one it has that of the element around it. */
export function showDirection(element: HTMLElement, direction: Direction | undefined): void {
	if (element.dir !== (direction ?? '')) {
		if (direction === undefined) element.removeAttribute('dir');
		else element.dir = direction;
	}
}
