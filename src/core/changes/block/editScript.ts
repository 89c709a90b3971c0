/** Lines of a document, and what they are to become. */
export interface EditScript {
	readonly old: readonly string[];
	readonly lines: readonly string[];
	/** Other ways to read the same, to be tried in this order where the first one is not found. */
	readonly others: readonly {
		readonly old: readonly string[];
		readonly lines: readonly string[];
	}[];
	/** The other ways come of several lines that could divide the two, and not of forgotten signs. */
	readonly isDivided: boolean;
	/** Its old lines were written to be looked for, and may be a part of a line. */
	readonly isSearch: boolean;
	/** It breaks off. */
	readonly isOpen: boolean;
	/** Which file of several it is for: those of one number belong together. */
	readonly file: number;
}
