/** A text in lines. What ends them, and a byte order mark, are kept beside. */
export interface DocumentLines {
	readonly text: string;
	/** Without their ends; after a last line end there is one more, which is empty. */
	readonly lines: readonly string[];
	/** Where each begins in the text. */
	readonly starts: readonly number[];
	/** What ends each; '' for the last. */
	readonly ends: readonly string[];
	/** What ends most of them. */
	readonly lineEnd: string;
}

export function linesOf(text: string): DocumentLines {
	const lines: string[] = [];
	const starts: number[] = [];
	const ends: string[] = [];
	const counts = new Map<string, number>();
	let start = text.startsWith('\uFEFF') ? 1 : 0;
	const hasReturns = text.includes('\r');
	for (let at = nextEnd(text, start, hasReturns); at >= 0; at = nextEnd(text, start, hasReturns)) {
		const end = text.startsWith('\r\n', at) ? '\r\n' : text.charAt(at);
		lines.push(text.slice(start, at));
		starts.push(start);
		ends.push(end);
		counts.set(end, (counts.get(end) ?? 0) + 1);
		start = at + end.length;
	}
	lines.push(text.slice(start));
	starts.push(start);
	ends.push('');
	const [most] = [...counts].toSorted(([, one], [, other]) => other - one);
	return { text, lines, starts, ends, lineEnd: most?.[0] ?? '\n' };
}

function nextEnd(text: string, start: number, hasReturns: boolean): number {
	if (!hasReturns) return text.indexOf('\n', start);
	for (let at = start; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === 10 || code === 13) return at;
	}
	return -1;
}

/** The line, from 0, in which an offset lies. */
export function lineAt({ starts }: DocumentLines, offset: number): number {
	let low = 0;
	let high = starts.length - 1;
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if ((starts[middle] ?? 0) <= offset) low = middle;
		else high = middle - 1;
	}
	return low;
}

/** The white space at the start of a line. */
export function blanksOf(line: string): string {
	return /^[ \t]*/.exec(line)?.[0] ?? '';
}

export function isBlank(line: string | undefined): boolean {
	return line === undefined || line.trim() === '';
}

/** A part of a list of lines without the blank ones at its ends. */
export function withoutBlankEnds(
	lines: readonly string[],
	from = 0,
	to = lines.length,
): { readonly from: number; readonly to: number } {
	let first = from;
	let end = to;
	while (first < end && isBlank(lines[first])) first++;
	while (end > first && isBlank(lines[end - 1])) end--;
	return { from: first, to: end };
}
