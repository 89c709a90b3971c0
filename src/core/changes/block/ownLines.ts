import { trimmed } from '../text/findLines.ts';

/** The lines of a document, to be asked for few others. */
export class OwnLines {
	readonly #lines: readonly string[];

	constructor(lines: readonly string[]) {
		this.#lines = lines;
	}

	/** Whether the document has a line, wherever it begins. */
	has(line: string): boolean {
		return trimmed(this.#lines).includes(line.trim());
	}
}
