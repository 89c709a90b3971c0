import { EXPLAIN_QUESTION } from '../../core/prompts/prompt.ts';
import { excerptsAtCursor } from '../attachments/excerpts.ts';
import type { OpenChats } from '../chat/openChats.ts';

/** The chat that is asked to explain. */
export interface ExplainingChat {
	readonly chats: Pick<OpenChats, 'ask'>;
	/** Shows the chat; the editor keeps the keyboard. */
	reveal(): Promise<void>;
}

/** Sends what the user is at with the question what it does; the answer streams in the side bar. */
export async function explainSelection(chat: ExplainingChat): Promise<void> {
	const excerpts = await excerptsAtCursor();
	await chat.reveal();
	await chat.chats.ask(EXPLAIN_QUESTION, excerpts);
}
