import { element } from '../dom/element.ts';
import { hiddenMark } from '../dom/hiddenMark.ts';
import { createFormula } from './formula.ts';
import type {
	Inline,
	InlineFootnote,
	InlineHidden,
	InlineLink,
	InlineMaths,
	InlineText,
} from './inlineNodes.ts';

/**
 * Makes the children of an element show `next` where they showed `shown`. What is the same keeps its nodes, and a text
 * that only grew is appended to, so that a selection in it survives.
 * @param after the last of the children that are to be left alone, null for none.
 */
export function patchInline(
	parent: Element,
	shown: readonly Inline[],
	next: readonly Inline[],
	after: ChildNode | null = null,
): void {
	let present = after ? after.nextSibling : parent.firstChild;
	for (const [index, node] of next.entries()) {
		const old = shown[index];
		const following = present?.nextSibling ?? null;
		if (old && present) patchNode(present, old, node);
		else parent.append(createNode(node));
		present = following;
	}
	while (present) {
		const following = present.nextSibling;
		present.remove();
		present = following;
	}
}

/**
 * Makes one of texts that stand side by side, in a list of nodes and among the children of an element that show them.
 * @returns the nodes that are then shown.
 */
export function mergeTexts(
	parent: Element,
	shown: readonly Inline[],
	after: ChildNode | null,
): Inline[] {
	const merged: Inline[] = [];
	let present = after ? after.nextSibling : parent.firstChild;
	for (const node of shown) {
		const following: ChildNode | null = present?.nextSibling ?? null;
		const last = merged.at(-1);
		const before = present?.previousSibling;
		if (last?.type === 'text' && node.type === 'text' && before instanceof Text) {
			before.appendData(node.text);
			present?.remove();
			merged[merged.length - 1] = { type: 'text', text: last.text + node.text };
		} else {
			merged.push(node);
		}
		present = following;
	}
	return merged;
}

function patchNode(present: ChildNode, old: Inline, next: Inline): void {
	if (old.type === 'text' && next.type === 'text' && present instanceof Text) {
		patchText(present, old.text, next.text);
		return;
	}
	if (old.type === 'maths' && next.type === 'maths' && old.source === next.source) return;
	if (old.type === 'footnote' && next.type === 'footnote' && old.label === next.label) return;
	if (old.type === 'hidden' && next.type === 'hidden' && old.code === next.code) return;
	if (isLeaf(old) || isLeaf(next) || !(present instanceof Element)) {
		present.replaceWith(createNode(next));
		return;
	}
	const sameSpan = old.type === 'span' && next.type === 'span' && old.tag === next.tag;
	const bothLinks =
		old.type === 'link' &&
		next.type === 'link' &&
		!old.image &&
		!next.image &&
		linkTag(old) === linkTag(next);
	if (bothLinks && old.href !== next.href) setTarget(present, next);
	if (sameSpan || bothLinks) patchInline(present, old.children, next.children);
	else if (!sameImage(old, next)) present.replaceWith(createNode(next));
}

function isLeaf(node: Inline): node is InlineMaths | InlineText | InlineHidden | InlineFootnote {
	return node.type !== 'span' && node.type !== 'link';
}

function patchText(present: Text, old: string, next: string): void {
	if (next === old) return;
	if (next.startsWith(old)) present.appendData(next.slice(old.length));
	else if (old.startsWith(next)) present.deleteData(next.length, old.length - next.length);
	else present.data = next;
}

function sameImage(old: Inline, next: Inline): boolean {
	if (old.type !== 'link' || next.type !== 'link') return false;
	return old.image && next.image && old.href === next.href && textOf(old) === textOf(next);
}

function createNode(node: Inline): Node {
	if (node.type === 'text') return document.createTextNode(node.text);
	if (node.type === 'maths') return createFormula(node);
	if (node.type === 'hidden') return hiddenMark(node);
	if (node.type === 'footnote') {
		return element('sup', { class: 'footnote', title: `Footnote ${node.label}` }, node.label);
	}
	if (node.type === 'span') {
		const made = document.createElement(node.tag);
		patchInline(made, [], node.children);
		return made;
	}
	const made = document.createElement(linkTag(node));
	if (node.href !== '') setTarget(made, node);
	if (node.image) {
		made.className = 'image-link';
		made.append(element('span', { class: 'image-mark' }, 'image'));
		if (node.children.length === 0) made.append(node.href);
	}
	patchInline(made, [], node.children, made.lastChild);
	return made;
}

/** A link without a target is none. */
function linkTag({ href }: InlineLink): 'span' | 'a' {
	return href === '' ? 'span' : 'a';
}

function setTarget(link: Element, { href }: InlineLink): void {
	link.setAttribute('href', href);
	link.setAttribute('title', href);
}

function textOf(node: Inline): string {
	if (node.type === 'maths') return node.source;
	if (node.type === 'footnote') return node.label;
	if (node.type === 'hidden') return node.character;
	return node.type === 'text' ? node.text : node.children.map(textOf).join('');
}
