import type { SendKey } from '../../shared/composer/composerProtocol.ts';

/**
 * Whether a key press belongs to an input method that is composing text. Chromium reports the Enter that ends a composition
 * with keyCode 229 and isComposing already false on some systems, so both count.
 */
export function isComposing(event: KeyboardEvent): boolean {
	return event.isComposing || event.keyCode === 229;
}

/**
 * Escape goes to the innermost first. What takes it keeps it to itself; what nothing takes goes on to VS Code, where it stops a
 * reply. Keys of an input method never do: VS Code does not see that they are. Where nothing has the keyboard, as after a click
 * beside the text, the browser still closes the menu or the panel that is open.
 * @param close closes what is open on the page, whatever has the keyboard; false where nothing is
 */
export function takeEscape(close: () => boolean): void {
	document.addEventListener('keydown', (event) => {
		if (isComposing(event)) event.stopPropagation();
		else if (event.key !== 'Escape') return;
		else if (document.querySelector(':popover-open, dialog:modal')) event.stopPropagation();
		else if (close()) {
			event.preventDefault();
			event.stopPropagation();
		}
	});
}

/** Whether a key press takes back what was done last. */
export function isUndoKey(event: KeyboardEvent): boolean {
	const { key, code, ctrlKey, metaKey, shiftKey, altKey } = event;
	// Where a layout has no Latin letters, it is the key in the place of Z.
	const isZ = key.toLowerCase() === 'z' || (code === 'KeyZ' && !/^[a-z]$/i.test(key));
	return isZ && (ctrlKey || metaKey) && !shiftKey && !altKey;
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

	/** Sends where this key press does, once however long it is held; true where it is the key that sends. */
	take(event: KeyboardEvent, send: () => void): boolean {
		if (!this.sends(event)) return false;
		event.preventDefault();
		if (!event.repeat) send();
		return true;
	}

	/** Whether this key press sends; never one by which an input method ends a composition. */
	sends(event: KeyboardEvent): boolean {
		if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return false;
		return this.setting === 'enter' || (IS_MAC ? event.metaKey : event.ctrlKey);
	}
}

/**
 * Ctrl+F, Cmd+F on a Mac, where Ctrl+F moves the caret. By the letter, or on a layout without Latin letters by the place of the key.
 */
export function isFindKey(event: KeyboardEvent): boolean {
	const { key, code, ctrlKey, metaKey, shiftKey, altKey } = event;
	const isLetter = key.toLowerCase() === 'f' || (code === 'KeyF' && !/^[a-z]$/i.test(key));
	const isHeld = IS_MAC ? metaKey && !ctrlKey : ctrlKey !== metaKey;
	return isLetter && isHeld && !shiftKey && !altKey;
}
