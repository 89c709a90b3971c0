import type { Suggestion } from '../../shared/suggestions/suggestionProtocol.ts';
import type { AttachingChat } from '../attachments/attachingChat.ts';

/** The most that a list shows: nobody reads more, they type on. */
export const MOST_OFFERS = 50;

/** The chat whose box the list stands under. */
export interface Taking {
	readonly target: AttachingChat;
	/** The id of its conversation. */
	readonly conversation: string;
}

/** Something that a word after # can name. */
export interface Offer extends Suggestion {
	/**
	 * Puts it over the box.
	 * @throws ChatError of kind refused or tooLong, saying why it cannot be attached and what helps
	 */
	readonly take?: (taking: Taking) => Promise<void>;
}

export interface Offers {
	/** Best first. */
	readonly offers: readonly Offer[];
	/** What is to be known of them: what is missing, and why. */
	readonly note?: string;
}

/** What a kind of context finds. */
export interface OfferSource {
	/** @param query what is typed behind the kind's name, or at once */
	find(query: string): Promise<Offers>;
}
