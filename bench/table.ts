/** Prints a Markdown table that also reads well as plain text: the first column is text, the others are figures. */
export function printTable(
	title: string,
	head: readonly string[],
	rows: readonly (readonly string[])[],
	notes: readonly string[],
): void {
	const widths = head.map((cell, column) =>
		Math.max(3, cell.length, ...rows.map((row) => row[column]?.length ?? 0)),
	);
	const line = (cells: readonly string[]) => {
		const padded = widths.map((width, column) => {
			const cell = cells[column] ?? '';
			return column === 0 ? cell.padEnd(width) : cell.padStart(width);
		});
		return `| ${padded.join(' | ')} |`;
	};
	const rule = widths.map((width, column) =>
		column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
	);
	console.log([`\n## ${title}\n`, line(head), line(rule), ...rows.map(line)].join('\n'));
	console.log(notes.map((note) => `\n${note}`).join(''));
}
