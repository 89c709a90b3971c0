import { withoutBeginning, withoutEnd } from '../../shared/text/withoutEnd.ts';

const BELL = 0x07;
const ESCAPE = 0x1b;
/** ESC \ in one. */
const STRING_END = 0x9c;
/** ESC [ in one. */
const CONTROL = 0x9b;
/** ESC P, X, ], ^ and _ in one: they begin titles, links and the like. */
const STRINGS: ReadonlySet<number> = new Set([0x90, 0x98, 0x9d, 0x9e, 0x9f]);

/** The text of a terminal as it is read: without what is no text, without blanks behind lines and lines behind the last. */
export function terminalText(copied: string): string {
	const lines = withoutSequences(copied).split('\n');
	const text = lines.map((line) => seenOf(line).trimEnd()).join('\n');
	return withoutEnd(withoutBeginning(text, '\n'), '\n');
}

/** Without what a terminal is told beside its text: colours, moves, titles, links. */
function withoutSequences(text: string): string {
	const kept: string[] = [];
	let start = 0;
	for (let at = 0; at < text.length; ) {
		const code = text.charCodeAt(at);
		if (!isControl(code)) {
			at++;
			continue;
		}
		kept.push(text.slice(start, at));
		at = code === ESCAPE ? endOfEscape(text, at + 1) : endOf(code, text, at + 1);
		start = at;
	}
	kept.push(text.slice(start));
	return kept.join('');
}

/** What is no text, but for the line's end, the tab, and what goes back in the line. */
function isControl(code: number): boolean {
	const stays = code >= 0x08 && code <= 0x0a;
	return (code < 0x20 && !stays && code !== 0x0d) || (code >= 0x7f && code < 0xa0);
}

/** @param at behind the ESC */
function endOfEscape(text: string, at: number): number {
	const code = text.charCodeAt(at);
	// ESC and a capital stand for the one sign that is 0x40 above it.
	if (code >= 0x40 && code <= 0x5f) return endOf(code + 0x40, text, at + 1);
	return pastAll(text, at, 0x20, 0x2f) + 1;
}

/** @param at behind the sign */
function endOf(code: number, text: string, at: number): number {
	if (code === CONTROL) return pastAll(text, pastAll(text, at, 0x30, 0x3f), 0x20, 0x2f) + 1;
	if (!STRINGS.has(code)) return at;
	for (let end = at; end < text.length; end++) {
		const sign = text.charCodeAt(end);
		if (sign === BELL || sign === STRING_END) return end + 1;
		if (sign === ESCAPE) return text[end + 1] === '\\' ? end + 2 : end;
	}
	return text.length;
}

function pastAll(text: string, at: number, from: number, to: number): number {
	let end = at;
	while (text.charCodeAt(end) >= from && text.charCodeAt(end) <= to) end++;
	return end;
}

/** What is seen of a line that was written several times, as by a progress bar. */
function seenOf(line: string): string {
	const end = withoutEnd(line, '\r');
	if (!/[\b\r]/.test(end)) return end;
	const seen: string[] = [];
	let at = 0;
	for (const char of end) {
		if (char === '\r') at = 0;
		else if (char === '\b') at = Math.max(0, at - 1);
		else seen[at++] = char;
	}
	return seen.join('');
}
