/** What one suite has done and found. */
export interface Figures {
	/** What was done to the product. */
	readonly fault: string;
	/** How often. */
	injected: number;
	/** How often everything was as promised afterwards. */
	survived: number;
	/** Of what was promised to be kept. */
	bytesLost: number;
	/** What else is worth a number. */
	notes: string;
}

const tables = new Map<string, Figures[]>();

/** A row of the table of an area; what is counted in it is printed when all suites have run. */
export function figuresOf(area: string, fault: string): Figures {
	const row: Figures = { fault, injected: 0, survived: 0, bytesLost: 0, notes: '' };
	tables.set(area, [...(tables.get(area) ?? []), row]);
	return row;
}

/** The tables as Markdown, to be pasted into docs/reliability.md. */
export function formatTables(): string {
	return [...tables].map(([area, rows]) => `### ${area}\n\n${formatTable(rows)}`).join('\n\n');
}

function formatTable(rows: readonly Figures[]): string {
	const cells = [
		['fault', 'injected', 'survived', 'bytes lost', 'notes'],
		['---', '--:', '--:', '--:', '---'],
		...rows.map(({ fault, injected, survived, bytesLost, notes }) => [
			fault,
			...[injected, survived, bytesLost].map((count) => count.toLocaleString('en')),
			notes,
		]),
	];
	return cells.map((row) => `| ${row.join(' | ')} |`).join('\n');
}
