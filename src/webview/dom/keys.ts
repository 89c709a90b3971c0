import type { SendKey } from '../../shared/composer/composerProtocol.ts';

/**
 * Whether a key press belongs to an input method that is composing text. Chromium reports the Enter that ends a composition
 * with keyCode 229 and isComposing already false on some systems, so both count.
 */
export function isComposing(event: KeyboardEvent): boolean {
	return event.isComposing || event.keyCode === 229;
}

const IS_MAC = /^Mac/.test(navigator.platform);

/** The key that sends what is typed, as it is set; the box and the edit boxes ask the same one. */
export class SendKeys {
	setting: SendKey = 'enter';

	/** "Enter", "Ctrl+Enter": as it is called in a tooltip. */
	get inWords(): string {
		if (this.setting === 'enter') return 'Enter';
		return IS_MAC ? '⌘Enter' : 'Ctrl+Enter';
	}

	/** The key that begins a new line. */
	get newLineInWords(): string {
		return this.setting === 'enter' ? 'Shift+Enter' : 'Enter';
	}

	/** Whether this key press sends; never one by which an input method ends a composition. */
	sends(event: KeyboardEvent): boolean {
		if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return false;
		return this.setting === 'enter' || (IS_MAC ? event.metaKey : event.ctrlKey);
	}
}
