import type { ContextView } from '../../shared/context/contextProtocol.ts';
import { roundedTokens } from '../../shared/text/roundedTokens.ts';
import { element } from '../dom/element.ts';
import type { HostPort } from '../dom/hostPort.ts';
import { Lazy } from '../dom/lazy.ts';

const details = new Lazy(() => import('./contextParts.ts'));

/** How full the model's context is with the next request: a ring and a number in the header, its parts in a fold under it. */
export class ContextMeter {
	readonly #ring = element('span', { class: 'meter-ring' });
	readonly #short = element('span', { class: 'meter-text' });
	/** Stands in the header. */
	readonly button = element(
		'button',
		{ type: 'button', class: 'meter', 'aria-expanded': 'false' },
		this.#ring,
		this.#short,
	);
	/** Stands over the box: what will not be sent. */
	readonly warning = element('p', { class: 'context-warning', role: 'status' });
	readonly #host: HostPort;
	/** Stands after the header, and over what is below it: the parts, where they are asked for. */
	readonly fold = element('div', {
		class: 'context-fold',
		role: 'region',
		'aria-label': 'Context',
	});
	#shown = '';
	#view: ContextView | undefined;

	constructor(host: HostPort) {
		this.#host = host;
		this.fold.hidden = true;
		this.button.addEventListener('click', () => this.#toggle());
		document.addEventListener('pointerdown', ({ target }) => {
			const isOurs =
				target instanceof Node && [this.fold, this.button].some((part) => part.contains(target));
			if (!isOurs && !this.fold.hidden) this.#toggle();
		});
	}

	/** Closes the details, and gives the keyboard that was in them back to their button. False where they are not open. */
	close(): boolean {
		if (this.fold.hidden) return false;
		const hadFocus = this.fold.contains(document.activeElement);
		this.#toggle();
		if (hadFocus) this.button.focus();
		return true;
	}

	show(view: ContextView | undefined): void {
		this.button.hidden = view === undefined;
		if (view === undefined) this.close();
		const key = JSON.stringify(view);
		// What stays is left alone, so that the keyboard is not taken from a button of it.
		if (view === undefined || key === this.#shown) return;
		this.#shown = key;
		this.#short.textContent = inShort(view);
		this.#ring.hidden = view.context === null;
		this.#ring.style.setProperty('--used', String(usedOf(view)));
		this.button.setAttribute('aria-label', inWords(view));
		this.button.title = inWords(view);
		const full = !view.fits || view.unsent.some(({ why }) => why === 'noRoom');
		this.button.classList.toggle('full', full);
		const warning = warningOf(view);
		if (this.warning.textContent !== warning) this.warning.textContent = warning;
		this.#view = view;
		this.#fill();
	}

	#toggle(): void {
		if (!this.fold.hidden) this.#setOpen(false);
		else void details.load().then(() => this.#setOpen(this.#view !== undefined), reportError);
	}

	#setOpen(isOpen: boolean): void {
		this.fold.hidden = !isOpen;
		this.#fill();
		this.button.setAttribute('aria-expanded', String(isOpen));
	}

	/** While it is open: it is asked for seldom, and the numbers change with every key. */
	#fill(): void {
		if (this.#view === undefined || this.fold.hidden) return;
		const hadFocus = this.fold.contains(document.activeElement);
		details.loaded?.showParts(this.fold, this.#view, this.#host);
		if (hadFocus && !this.fold.contains(document.activeElement)) this.button.focus();
	}
}

/** A model's context is a round number: 8,192 is called 8k. */
function shortContext(tokens: number): string {
	return tokens < 1_000_000 ? `${Math.round(tokens / 1000)}k` : roundedTokens(tokens);
}

function inShort({ tokens, context }: ContextView): string {
	return context === null
		? `≈${roundedTokens(tokens)}`
		: `≈${roundedTokens(tokens)}/${shortContext(context)}`;
}

/** How much of the context is used, from 0 to 1; 0 where it is not known. */
function usedOf({ tokens, context }: ContextView): number {
	return context === null || context <= 0 ? 0 : Math.min(1, tokens / context);
}

/** Begins with what is seen, so that it can be called by that as well. */
function inWords(view: ContextView): string {
	const { tokens, context } = view;
	const of = context === null ? '' : ` of ${context.toLocaleString('en')}`;
	return `Context ${inShort(view)}: about ${tokens.toLocaleString('en')}${of} tokens`;
}

/** What is not to be learned only after sending. That nothing fits at all is said with what can be done about it (Findings). */
function warningOf({ fits, unsent, summarising }: ContextView): string {
	if (summarising) return 'A summary of what does not fit is being made…';
	const count = unsent.filter(({ why }) => why === 'noRoom').length;
	if (!fits || count === 0) return '';
	return count === 1
		? '1 earlier message does not fit and will not be sent.'
		: `${count} earlier messages do not fit and will not be sent.`;
}
