import type { Excerpt } from '../../shared/conversation/messages.ts';

/** A piece of a text that is about one thing: a file's problems, a file's changes. */
export interface Section {
	/** What it is about. */
	readonly name: string;
	/** With no line end behind its last line. */
	readonly text: string;
}

/** What of a text goes, and what does not. */
export type TextPart = Pick<Excerpt, 'text' | 'startLine' | 'endLine' | 'lineCount' | 'leftOut'>;

/** As many sections as fit, in their order; the others are named. Of a single one that is too large, its first lines. */
export function sectionsThatFit(sections: readonly Section[], bytes: number): TextPart {
	const kept: Section[] = [];
	const leftOut: string[] = [];
	let size = 0;
	for (const section of sections) {
		const more = sizeOf(section.text) + 2;
		if (size + more - 2 > bytes) {
			leftOut.push(section.name);
			continue;
		}
		size += more;
		kept.push(section);
	}
	const [first] = sections;
	const part =
		kept.length > 0 || first === undefined
			? whole(kept.map(({ text }) => text).join('\n\n'))
			: linesThatFit(first.text, bytes, 'first');
	// What there are some lines of is not left out, but cut.
	const named = kept.length > 0 || first === undefined ? leftOut : leftOut.slice(1);
	return { ...part, ...(named.length === 0 ? {} : { leftOut: named }) };
}

/** As many of the first or the last lines as fit; all of them where they do, an empty text where not one does. */
export function linesThatFit(text: string, bytes: number, which: 'first' | 'last'): TextPart {
	if (sizeOf(text) <= bytes) return whole(text);
	const lines = text.split('\n');
	const ordered = which === 'first' ? lines : lines.toReversed();
	let [count, size] = [0, 0];
	for (const line of ordered) {
		size += sizeOf(line) + 1;
		if (size - 1 > bytes) break;
		count++;
	}
	const before = which === 'first' ? 0 : lines.length - count;
	const startLine = count === 0 ? 1 : before + 1;
	return {
		text: lines.slice(before, before + count).join('\n'),
		startLine,
		endLine: startLine + Math.max(0, count - 1),
		lineCount: lines.length,
	};
}

function whole(text: string): TextPart {
	return { text, startLine: 1, endLine: text.split('\n').length };
}

function sizeOf(text: string): number {
	return new TextEncoder().encode(text).length;
}
