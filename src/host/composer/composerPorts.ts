import type { ImageStore } from '../../core/attachments/imageStore.ts';
import type { Chat } from '../../core/chat/chat.ts';
import type { Failure } from '../../shared/conversation/messages.ts';
import type { SecretAnswer } from '../../shared/conversation/withheldText.ts';
import type { RefusedFrom } from '../../shared/panel/chatStatus.ts';

/** What a box needs of the session it stands in. */
export interface ComposerPorts {
	readonly images: ImageStore;
	/** The chat that is shown. */
	chat(): Chat;
	/** A chat of this window, by its conversation's id. */
	liveChat(id: string): Chat | undefined;
	/** Does what may be refused; a refusal is shown as the notice. */
	refusable(action: () => Promise<void>, refused?: () => void, from?: RefusedFrom): Promise<void>;
	/** Shows why something was not done, over the box. */
	notify(failure: Failure): void;
}

/** How a message is sent. */
export interface SendOptions {
	readonly withoutImages?: boolean;
	/** Although it does not fit, by the estimate. */
	readonly anyway?: boolean;
	/** What the user wants of what looks like a secret. */
	readonly secrets?: SecretAnswer;
}

/** What became of a text that was to be sent. */
export type Became =
	/** Nothing: it is sent as it is. */
	| 'text'
	/** Nothing, and it is not sent: it stays where it is. */
	| 'left'
	/** Something over the box, and this is what stays in the box. */
	| { readonly rest: string };

/**
 * Lets a text become something over the box before it is sent, to be seen there first.
 * @param conversation the chat whose box it is
 * @throws ChatError where it cannot
 */
export type Become = (text: string, conversation: string) => Promise<Became>;

/** What a box tells the one who shows it. */
export interface ComposerListener {
	/** What stands around the conversation has changed: here attachments and queue. */
	statusChanged(): void;
	/** What was sent is in the conversation; `text` is what of the box that was, where the page has not sent it. */
	accepted(text?: string): void;
	/** What was sent is not in the conversation; the notice says why. */
	refused(): void;
	/** A message was taken out of the queue to be changed. */
	unqueued(text: string): void;
	/** A message comes back to the box. */
	returned(text: string): void;
}
