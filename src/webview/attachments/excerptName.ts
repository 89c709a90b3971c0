import type { Excerpt } from '../../shared/conversation/messages.ts';

/** "3–9", or "3". */
function lineRange(excerpt: Pick<Excerpt, 'startLine' | 'endLine'>): string {
	return excerpt.startLine === excerpt.endLine
		? String(excerpt.startLine)
		: `${excerpt.startLine}–${excerpt.endLine}`;
}

/** "src/sum.py:3–9", as it is called in links, chips and accessible names. */
export function excerptName(excerpt: Pick<Excerpt, 'label' | 'startLine' | 'endLine'>): string {
	return `${excerpt.label}:${lineRange(excerpt)}`;
}
