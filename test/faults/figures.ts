/** What one suite has done and found. */
export class Figures {
	/** What was done to the product. */
	readonly fault: string;
	/** How often. */
	injected = 0;
	/** How often everything was as promised afterwards. */
	survived = 0;
	/** What else is worth a number. */
	notes = '';
	#promised = 0;
	#lost = 0;

	constructor(fault: string) {
		this.fault = fault;
	}

	/** Of what was promised to be kept, so far. */
	get bytesLost(): number {
		return this.#lost;
	}

	/** Compares what was promised to be kept with what is there: what follows the first difference is lost. */
	compare(promised: string, kept: string): void {
		const [one, other] = [Buffer.from(promised), Buffer.from(kept)];
		const differs = one.findIndex((byte, at) => byte !== other[at]);
		this.#promised += one.length;
		this.#lost += differs === -1 ? 0 : one.length - differs;
	}

	/** The notes, with what was compared; a suite that compares no text says nothing of bytes. */
	get remarks(): string {
		const compared = `${formatCount(this.#lost)} of ${formatCount(this.#promised)} bytes lost`;
		return [...(this.#promised === 0 ? [] : [compared]), this.notes]
			.filter((remark) => remark !== '')
			.join('; ');
	}
}

const tables = new Map<string, Figures[]>();

/** A row of the table of an area; what is counted in it is printed when all suites have run. */
export function figuresOf(area: string, fault: string): Figures {
	const row = new Figures(fault);
	tables.set(area, [...(tables.get(area) ?? []), row]);
	return row;
}

/** The tables as Markdown, to be pasted into docs/reliability.md. */
export function formatTables(): string {
	return [...tables].map(([area, rows]) => `### ${area}\n\n${formatTable(rows)}`).join('\n\n');
}

function formatTable(rows: readonly Figures[]): string {
	const cells = [
		['fault', 'injected', 'survived', 'notes'],
		['---', '--:', '--:', '---'],
		...rows.map(({ fault, injected, survived, remarks }) => [
			fault,
			formatCount(injected),
			formatCount(survived),
			remarks,
		]),
	];
	return cells.map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function formatCount(count: number): string {
	return count.toLocaleString('en');
}
