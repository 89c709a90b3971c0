import { shorten } from '../../shared/text/shorten.ts';

/** Longer than any name or id. In characters. */
const LONGEST = 80;

/**
 * A name or an id from a server, to stand in a line of the log: in one line, so that it makes none of its own, and too short to hold what
 * was said.
 */
export function word(text: string): string {
	return shorten(text.replaceAll(/[\p{C}\p{Z}]+/gu, ' ').trim(), LONGEST);
}
