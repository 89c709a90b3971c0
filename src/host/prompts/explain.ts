import { EXPLAIN_QUESTION } from '../../core/prompts/prompt.ts';
import { excerptsAtCursor } from '../attachments/excerpts.ts';
import type { ChatController } from '../panel/chatController.ts';

/** Sends what the user is at with the question what it does; the answer streams in the side bar. */
export async function explainSelection(controller: ChatController): Promise<void> {
	const excerpts = await excerptsAtCursor();
	await controller.reveal();
	await controller.chats.ask(EXPLAIN_QUESTION, excerpts);
}

/** Puts what the user is at over the box, to go along with what is typed there. */
export async function addSelection(controller: ChatController): Promise<void> {
	const excerpts = await excerptsAtCursor(controller.chats.box.excerpts);
	await controller.open();
	controller.chats.box.attach(excerpts);
}
