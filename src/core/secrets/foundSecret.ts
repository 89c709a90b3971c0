/** The kind of what is no secret and cannot be seen. */
export const HIDDEN = 'characters that cannot be seen';

/** A piece of a text that is perhaps not to be sent. */
export interface FoundSecret {
	/** What it looks like: "a GitHub token". */
	readonly kind: string;
	/** Where it stands, in UTF-16 code units. */
	readonly start: number;
	readonly end: number;
	readonly text: string;
}
