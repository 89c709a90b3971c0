import { type MenuEntry, type MenuItem, openMenu } from '../../dom/moreMenu.ts';
import { codeActions } from './codeToolbar.ts';
import type { MessageActions } from './messageRow.ts';
import { fenced, quotation } from './quotation.ts';

/** A message that has a context menu. */
export interface MenuMessage {
	/** Undefined while it comes in. */
	actions(): MessageActions | undefined;
	/** All of it, as it was written. */
	text(): string;
	/** Puts a quotation into the box. */
	ask(text: string): void;
}

/**
 * Gives a message a context menu: what can be done with what the pointer or the keyboard is at, then with the message. Text boxes keep
 * the one that they have.
 */
export function takeContextMenu(article: HTMLElement, message: MenuMessage): void {
	article.addEventListener('contextmenu', (event) => {
		const { target, clientX: left, clientY: top } = event;
		if (!(target instanceof Element) || isTextBox(target)) return;
		event.preventDefault();
		// On Windows the key that has opened the menu asks for another one when it is let go.
		if (target.closest('[role="menu"]')) return;
		open(article, message, target, { left, top, bottom: top });
	});
	article.addEventListener('keydown', (event) => {
		const { target, key } = event;
		const opens = key === 'ContextMenu' || (key === 'F10' && event.shiftKey);
		if (!opens || !(target instanceof Element) || isTextBox(target)) return;
		event.preventDefault();
		if (!target.closest('[role="menu"]')) open(article, message, target, spotOf(target));
	});
}

function open(
	article: HTMLElement,
	message: MenuMessage,
	target: Element,
	spot: { left: number; top: number; bottom: number },
): void {
	openMenu('Message Actions', entriesFor(message, article, target), article, spot);
}

function isTextBox(target: Element): boolean {
	return target.closest('textarea, input') !== null;
}

/** Below what has the keyboard, in view also where its end is not. */
function spotOf(target: Element): { left: number; top: number; bottom: number } {
	const { left, top, bottom } = target.getBoundingClientRect();
	return target.matches('article')
		? { left, top: Math.max(0, top), bottom: Math.max(0, top) }
		: { left, top, bottom: Math.min(bottom, innerHeight) };
}

function entriesFor(message: MenuMessage, article: HTMLElement, target: Element): MenuEntry[] {
	const selected = getSelection()?.toString() ?? '';
	const code = target.closest('.code-block');
	const copySelection = { label: 'Copy Selection', run: () => copy(selected) };
	const actions = message.actions();
	const groups: MenuEntry[][] = [
		selected.trim() === '' ? [] : [copySelection],
		linkItems(target.closest('a')),
		code === null ? [] : [...codeActions(code)],
		[askItem(message, article, code)],
		actions === undefined ? [] : [...actions.main, ...actions.more()],
	];
	return groups
		.filter((group) => group.length > 0)
		.flatMap((group, at): MenuEntry[] => (at === 0 ? group : ['line', ...group]));
}

function linkItems(link: HTMLAnchorElement | null): MenuItem[] {
	if (link === null) return [];
	const href = link.getAttribute('href');
	if (!href) return [];
	return [
		{ label: 'Open Link', run: () => link.click() },
		{ label: 'Copy Link', run: () => copy(href) },
	];
}

/** Asks about what is selected in the message, else about the code block, else about the whole. */
function askItem(message: MenuMessage, article: HTMLElement, code: Element | null): MenuItem {
	const text = selectedIn(article) ?? (code ? fencedCode(code) : message.text());
	return { label: 'Ask About This', run: () => message.ask(quotation(text)) };
}

/** What is selected in a message; where that is a part of a code block, as code. */
function selectedIn(article: HTMLElement): string | undefined {
	const selection = getSelection();
	const range = selection?.rangeCount ? selection.getRangeAt(0) : undefined;
	const text = selection?.toString() ?? '';
	if (range === undefined || text.trim() === '' || !range.intersectsNode(article)) return undefined;
	const { commonAncestorContainer: around } = range;
	const code = (around instanceof Element ? around : around.parentElement)?.closest('.code-block');
	return code ? fenced(text, languageOf(code)) : text;
}

function fencedCode(block: Element): string {
	return fenced(block.querySelector('pre code')?.textContent ?? '', languageOf(block));
}

function languageOf(block: Element): string {
	return block.querySelector('.code-language')?.textContent ?? '';
}

function copy(text: string): void {
	navigator.clipboard.writeText(text).catch(reportError);
}
