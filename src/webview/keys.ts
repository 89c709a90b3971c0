/**
 * Whether a key press belongs to an input method that is composing text. Chromium reports the Enter that ends a composition
 * with keyCode 229 and isComposing already false on some systems, so both count.
 */
export function isComposing(event: KeyboardEvent): boolean {
	return event.isComposing || event.keyCode === 229;
}
