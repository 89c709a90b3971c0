import { lineCountOf } from '../../shared/attachments/pastedText.ts';
import type { Excerpt } from '../../shared/conversation/messages.ts';

/** A pasted text as a chip of its own. */
export function pastedExcerpt(pasted: string): Excerpt {
	const text = pasted.replace(/\r\n?/g, '\n');
	const lines = lineCountOf(text);
	return {
		uri: 'untitled:Pasted',
		label: `Pasted, ${lines.toLocaleString('en')} ${lines === 1 ? 'line' : 'lines'}`,
		language: 'plaintext',
		startLine: 1,
		endLine: lines,
		version: 0,
		text,
		source: 'paste',
	};
}
