import { EXPLAIN_QUESTION } from '../../core/prompts/prompt.ts';
import { excerptsAtCursor } from '../attachments/excerpts.ts';
import type { ChatPanel } from '../panel/chatController.ts';

/** Sends what the user is at with the question what it does; the answer streams in the side bar. */
export async function explainSelection(panel: ChatPanel): Promise<void> {
	const excerpts = await excerptsAtCursor();
	await panel.reveal();
	await panel.session.ask(EXPLAIN_QUESTION, excerpts);
}

/** Puts what the user is at over the box, to go along with what is typed there. */
export async function addSelection(panel: ChatPanel): Promise<void> {
	const excerpts = await excerptsAtCursor(panel.session.box.excerpts);
	await panel.open();
	panel.session.box.attach(excerpts);
}
