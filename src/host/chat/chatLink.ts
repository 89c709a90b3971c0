/** A chat that a message of another one leads to. */
export interface ChatLink {
	/** The conversation's id. */
	readonly chat: string;
	/** What it is called where it has to be said that it is gone. */
	readonly name: string;
	/** The message that it is shown at; where the reader was without it, or where that is gone. */
	readonly message?: string;
}

/** Shows such a chat; says so where it is not there any more. */
export type FollowLink = (link: ChatLink) => Promise<void>;
