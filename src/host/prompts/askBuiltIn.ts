import { BUILT_IN_PROMPTS, type BuiltInName } from '../../core/prompts/builtInPrompts.ts';
import { excerptsAtCursor } from '../attachments/excerpts.ts';
import type { OpenChats } from '../chat/openChats.ts';

/** The chat that is asked. */
export interface AskedChat {
	readonly chats: Pick<OpenChats, 'ask'>;
	/** Shows the chat; the editor keeps the keyboard. */
	reveal(): Promise<void>;
}

/** Sends a built-in prompt with what the user is at; the answer streams in the side bar. */
export async function askBuiltIn(chat: AskedChat, name: BuiltInName): Promise<void> {
	const text = BUILT_IN_PROMPTS.find((prompt) => prompt.name === name)?.text ?? '';
	const excerpts = await excerptsAtCursor();
	await chat.reveal();
	await chat.chats.ask(text, excerpts);
}
