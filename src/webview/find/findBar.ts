import type { Place, Reveal } from '../../shared/reading/readingProtocol.ts';
import type { Content } from '../dom/content.ts';
import { element, iconButton } from '../dom/element.ts';
import { isComposing, isFindKey } from '../dom/keys.ts';
import { Lazy } from '../dom/lazy.ts';
import type { FindResults } from './findResults.ts';
import type { Follower } from './revealFound.ts';

/** What finds; it also brings in view what the history has found. */
export const results = new Lazy(() => import('./findResults.ts'));

/**
 * Where it is said what to find in the messages. What finds it is loaded when the bar is opened first; the bar itself is there at
 * once, so that no key goes elsewhere meanwhile.
 */
export class FindBar {
	readonly root: HTMLElement;
	readonly #content: Content;
	readonly #follower: Follower;
	readonly #rest: () => void;
	readonly #box = element('input', { 'aria-label': 'Find in Chat', type: 'text', dir: 'auto' });
	readonly #count = element('span', { class: 'find-count', 'aria-live': 'polite' });
	#results: FindResults | undefined;
	#cameFrom: Element | null = null;
	/** Where the reader was before it was opened, null at the end; undefined where that was in another chat. */
	#place: Place | null | undefined;

	/**
	 * @param content what is searched
	 * @param follower knows where the reader is, and is let go of when a match is about to be scrolled into view
	 * @param rest gives the keyboard to where it is when nothing else has it
	 */
	constructor(content: Content, follower: Follower, rest: () => void) {
		this.#content = content;
		this.#rest = rest;
		this.#follower = follower;
		this.#box.placeholder = 'Find in Chat';
		this.root = element(
			'div',
			{ class: 'find-bar', role: 'search' },
			this.#box,
			this.#count,
			iconButton('Previous Match', 'arrow-up', () => this.#step(-1)),
			iconButton('Next Match', 'arrow-down', () => this.#step(1)),
			iconButton('Close Find', 'close', () => this.#close()),
		);
		this.root.hidden = true;
		this.#box.addEventListener('input', () => this.#inResults((found) => found.search()));
		this.root.addEventListener('keydown', (event) => this.#key(event));
		document.addEventListener('keydown', (event) => {
			const isHeld = event.ctrlKey || event.metaKey || event.altKey;
			const isStep = event.key === 'F3' && !isHeld && !this.root.hidden;
			if (!isStep && !isFindKey(event)) return;
			event.preventDefault();
			// VS Code listens further out, and would open a search of its own.
			event.stopPropagation();
			if (isStep) this.#step(event.shiftKey ? -1 : 1);
			// Under the panel of parameters it could not be reached.
			else if (document.querySelector('dialog[open]') === null) this.open();
		});
	}

	/** Shows it with the keyboard in it. */
	open(): void {
		if (this.root.hidden) {
			this.#cameFrom = document.activeElement;
			this.#place = this.#note();
			this.root.hidden = false;
			this.#inResults((found) => found.open());
		}
		this.#box.focus();
		this.#box.select();
	}

	/** Brings a message in view that the history has found, and shows what was searched; the keyboard stays where it is. */
	reveal(article: HTMLElement, wanted: Reveal): void {
		const revealed = results.loaded?.revealFound(article, wanted, this.#follower);
		if (revealed === undefined || wanted.query === '') return;
		if (this.root.hidden) this.#cameFrom = document.activeElement;
		this.root.hidden = false;
		this.#box.value = revealed.searched;
		this.#place = this.#note();
		this.#inResults((found) => found.openAt(revealed.range));
	}

	/** Where the reader is left. */
	#note(): Place | null {
		this.#follower.hasMoved = false;
		return this.#follower.place();
	}

	/** Another chat is shown, in which the place from before is none. */
	chatChanged(): void {
		this.#place = undefined;
	}

	/** By Escape, which leads back to where the reader was. Who has scrolled on since stays there. False where it is not open. */
	close(): boolean {
		if (this.root.hidden) return false;
		this.#close();
		if (this.#place !== undefined && !this.#follower.hasMoved) this.#follower.restore(this.#place);
		return true;
	}

	#close(): void {
		this.root.hidden = true;
		this.#inResults((found) => found.close());
		if (this.#cameFrom instanceof HTMLElement) this.#cameFrom.focus();
		// From nowhere, or from what is gone by now.
		if (document.activeElement !== this.#cameFrom || this.#cameFrom === document.body) this.#rest();
	}

	#key(event: KeyboardEvent): void {
		if (isComposing(event)) return;
		if (event.key === 'Escape') {
			this.close();
		} else if (event.key === 'Enter' && event.target === this.#box) {
			this.#step(event.shiftKey ? -1 : 1);
		} else return;
		event.preventDefault();
		// Escape would also stop a reply that is running.
		event.stopPropagation();
	}

	#step(step: -1 | 1): void {
		this.#inResults((found) => found.step(step));
	}

	/** At once, or, in the order in which it was asked for, when what finds is loaded. */
	#inResults(act: (found: FindResults) => void): void {
		if (this.#results !== undefined) act(this.#results);
		else void this.#load().then(act).catch(reportError);
	}

	async #load(): Promise<FindResults> {
		const { FindResults: Results } = await results.load();
		this.#results ??= new Results({
			content: this.#content,
			bar: this.root,
			box: this.#box,
			follower: this.#follower,
			onReveal: (reveal) => {
				this.#follower.release();
				reveal();
				this.#note();
			},
			counted: (text) => {
				if (this.#count.textContent !== text) this.#count.textContent = text;
			},
		});
		return this.#results;
	}
}
