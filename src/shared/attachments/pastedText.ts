/** A paste of more lines becomes a chip: in the box it would push away what was typed. */
const MOST_LINES = 30;

/** How many UTF-16 units a pasted text may have to become a chip: a longer one may be more than a message takes of attached text. */
const MOST_UNITS = 512 * 1024;

/** The lines of a text; an empty one has one. What follows its last line end is none where it is empty. */
export function lineCountOf(text: string): number {
	const ends = text.match(/\r\n?|\n/g)?.length ?? 0;
	return Math.max(1, /[\r\n]$/.test(text) ? ends : ends + 1);
}

/** Whether a pasted text becomes a chip. */
export function isLongPaste(text: string): boolean {
	return text.length <= MOST_UNITS && lineCountOf(text) > MOST_LINES;
}
