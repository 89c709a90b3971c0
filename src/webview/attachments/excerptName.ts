import type { Excerpt } from '../../shared/conversation/messages.ts';

/** "3–9", or "3". */
function lineRange(excerpt: Pick<Excerpt, 'startLine' | 'endLine'>): string {
	return excerpt.startLine === excerpt.endLine
		? String(excerpt.startLine)
		: `${excerpt.startLine}–${excerpt.endLine}`;
}

/** As it is called in links, chips and accessible names: "src/sum.py" for a file, "src/sum.py:3–9" for lines of it. */
export function excerptName(
	excerpt: Pick<Excerpt, 'label' | 'startLine' | 'endLine' | 'source'>,
): string {
	const { label, source = 'selection' } = excerpt;
	const isLines = source === 'selection' || source === 'symbol';
	return isLines ? `${label}:${lineRange(excerpt)}` : label;
}
