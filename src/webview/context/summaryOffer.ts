import type { ContextView } from '../../shared/context/contextProtocol.ts';
import { element, textButton } from '../dom/element.ts';
import type { HostPort } from '../dom/hostPort.ts';

/** What can be done about messages that do not fit: never by itself, for it costs. */
class SummaryOffer {
	readonly root = element('div', { class: 'context-summary' });
	readonly #summarise: HTMLButtonElement;
	readonly #preview: HTMLButtonElement;
	readonly #cancel: HTMLButtonElement;

	constructor(host: HostPort) {
		const button = (label: string, type: 'summarise' | 'previewSummary' | 'cancelSummary') =>
			textButton(label, 'secondary', () => host.post({ type }));
		this.#summarise = button('Summarise What Does Not Fit', 'summarise');
		this.#preview = button('Preview Summary', 'previewSummary');
		this.#cancel = button('Cancel Summary', 'cancelSummary');
		this.root.append(this.#summarise, this.#preview, this.#cancel);
		this.root.hidden = true;
	}

	/** The keyboard stays with what takes the place of the button that it was on. */
	show(view: ContextView | undefined): void {
		const all = [this.#summarise, this.#preview, this.#cancel];
		const focused = all.find((button) => button === document.activeElement);
		const tokens = view?.noRoom ?? 0;
		const isMade = view?.summarising === true;
		const canAsk = view?.fits === true && view.noRoom !== undefined && !isMade;
		this.root.hidden = !canAsk && !isMade;
		for (const button of [this.#summarise, this.#preview]) button.hidden = !canAsk;
		this.#cancel.hidden = !isMade;
		this.#summarise.title = `Has the model summarise these messages once, which costs a request of ≈${tokens.toLocaleString('en')} tokens. The summary is then sent in their place`;
		if (focused === undefined || !(focused.hidden || this.root.hidden)) return;
		if (this.root.hidden) document.querySelector<HTMLElement>('.box textarea')?.focus();
		else (isMade ? this.#cancel : this.#summarise).focus();
	}
}

const offers = new WeakMap<HTMLElement, SummaryOffer>();

/** Shows what is offered in an element of its own. */
export function showOffer(place: HTMLElement, host: HostPort, view: ContextView | undefined): void {
	const offer = offers.get(place) ?? new SummaryOffer(host);
	if (!offers.has(place)) place.append(offer.root);
	offers.set(place, offer);
	offer.show(view);
}
