import { iconButton, textButton } from '../dom/element.ts';

/** Where a value comes from: it is not sent in this chat, as the settings have it, or of this chat's own. */
export type Source = 'notSent' | 'settings' | 'chat';

/** The two ways from a value of this chat's own: back to the settings, and to none at all. */
export class Override {
	readonly reset: HTMLButtonElement;
	/** Only where the settings have a value: without one, back to the settings is just that. */
	readonly none: HTMLButtonElement;
	#canReset = false;

	/**
	 * @param name what it is a value of
	 * @param none what having none is called
	 */
	constructor(name: string, none: string, reset: () => void, toNone: () => void) {
		this.reset = iconButton(`Reset ${name}`, 'discard', () => {
			if (this.#canReset) reset();
		});
		this.reset.classList.add('parameter-reset');
		this.none = textButton(none, 'secondary', () => {
			// It goes away: the keyboard goes on to what takes it back.
			this.reset.focus();
			toNone();
		});
		this.none.setAttribute('aria-label', `${none} for ${name}`);
		this.none.classList.add('parameter-none');
	}

	/**
	 * @param hasSetting whether the settings have a value
	 * @param hasTyped whether something stands in the field that is no value
	 */
	show(source: Source, hasSetting: boolean, hasTyped = false): void {
		this.#canReset = source !== 'settings' || hasTyped;
		// It stays where it is and keeps the keyboard, so that nothing jumps.
		this.reset.setAttribute('aria-disabled', String(!this.#canReset));
		this.none.hidden = !hasSetting || source === 'notSent';
	}
}
