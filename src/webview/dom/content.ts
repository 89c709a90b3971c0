/** Where messages are shown. */
export interface Content {
	/** Stays as long as the page. Besides what is shown it may hold what was shown before, which is out of sight. */
	readonly root: HTMLElement;
	/** Holds what is shown now; another element later. */
	readonly shown: HTMLElement;
}
