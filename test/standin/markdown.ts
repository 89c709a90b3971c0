/** A fenced code block whose fence is longer than any run of backticks inside it. */
export function fenced(code: string, language: string): string {
	const fence = '`'.repeat(Math.max(3, longestRun(code) + 1));
	return `${fence}${language}\n${code.replace(/\n$/, '')}\n${fence}`;
}

/** A code span for a table cell: any run of backticks inside is outdone, a pipe does not end the cell. */
export function codeSpan(text: string): string {
	const run = longestRun(text);
	const ticks = '`'.repeat(run + 1);
	const space = run > 0 ? ' ' : '';
	return `${ticks}${space}${text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')}${space}${ticks}`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const rule = head.map(() => '---');
	return [head, rule, ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function longestRun(text: string): number {
	return Math.max(0, ...Array.from(text.matchAll(/`+/g), (run) => run[0].length));
}
