import { withoutBlankLines } from '../../../shared/text/blankLines.ts';

/** A text as a quotation in Markdown. */
export function quotation(text: string): string {
	return withoutBlankLines(text)
		.split('\n')
		.map((line) => (line === '' ? '>' : `> ${line}`))
		.join('\n');
}

/** Code as a block of Markdown. Its fence is longer than all that is in it. */
export function fenced(code: string, language: string): string {
	let longest = 2;
	for (const [run] of code.matchAll(/`{3,}/g)) longest = Math.max(longest, run.length);
	const fence = '`'.repeat(longest + 1);
	return `${fence}${language}\n${code.replace(/\n$/, '')}\n${fence}`;
}
