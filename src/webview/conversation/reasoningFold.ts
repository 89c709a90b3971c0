import { element } from '../dom/element.ts';
import { markedText } from '../dom/hiddenMark.ts';

/** What the model thought aloud, folded, and for how long it did: from the first piece to the last, by the page's clock until the host says. */
export class ReasoningFold {
	readonly #text = element('pre', {
		class: 'reasoning-text',
		dir: 'auto',
		tabindex: '0',
		role: 'region',
		'aria-label': 'Reasoning',
	});
	readonly #summary = element('summary', {}, 'Reasoning');
	readonly root = element('details', { class: 'reasoning' }, this.#summary, this.#text);
	#all = '';
	/** Milliseconds of the page's clock; undefined until a piece comes live. */
	#began: number | undefined;
	#last = 0;
	#timer: ReturnType<typeof setInterval> | undefined;

	/** @param text what was thought before the reply was shown */
	constructor(text: string) {
		this.#all = text;
		this.#text.append(markedText(text, 'text'));
		this.root.hidden = text === '';
	}

	/** All that was thought so far. */
	get text(): string {
		return this.#all;
	}

	/** How long it took, in milliseconds, as the host has measured it. */
	took(ms: number): void {
		if (this.#timer === undefined) this.#summary.textContent = reasoned(ms);
	}

	append(text: string): void {
		if (text === '') return;
		this.#all += text;
		// The time of what was there before is not known, so there is none to show.
		const known = this.#began !== undefined || this.root.hidden;
		this.root.hidden = false;
		this.#text.append(markedText(text, 'text'));
		if (!known) return;
		this.#last = performance.now();
		this.#began ??= this.#last;
		this.#timer ??= setInterval(() => this.#showRunning(), 1000);
		this.#showRunning();
	}

	/** The reply's text has begun, or the reply has ended. */
	settle(): void {
		if (this.#timer === undefined) return;
		this.dispose();
		this.#summary.textContent = reasoned(this.#last - (this.#began ?? this.#last));
	}

	dispose(): void {
		clearInterval(this.#timer);
		this.#timer = undefined;
	}

	#showRunning(): void {
		const elapsed = performance.now() - (this.#began ?? this.#last);
		this.#summary.textContent = `Reasoning… ${seconds(elapsed)}`;
	}
}

/** What comes at once was thought before: how long that took, nobody here knows. */
function reasoned(ms: number): string {
	return ms < 500 ? 'Reasoning' : `Reasoned for ${seconds(ms)}`;
}

function seconds(ms: number): string {
	return `${Math.round(ms / 1000)} s`;
}
