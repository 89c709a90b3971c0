/** Where messages are shown. */
export interface Content {
	/** Stays as long as the page. Besides what is shown it may hold what was shown before, which is out of sight. */
	readonly root: HTMLElement;
	/** Holds what is shown now; another element later. */
	readonly shown: HTMLElement;
}

/** A question of the shown branch. */
export interface Asked {
	readonly id: string;
	/** Its beginning in one line, or what goes along with it where nothing was typed. */
	readonly text: string;
}
