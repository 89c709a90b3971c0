import { type QuickPickItem, window } from 'vscode';
import { attachmentNamed, isImage } from '../../core/attachments/attachments.ts';
import { shortenings } from '../../core/attachments/excerptSize.ts';
import { linesInWords } from '../../core/prompts/prompt.ts';
import type { Excerpt } from '../../shared/conversation/messages.ts';
import type { ComposerBox } from '../composer/composerBox.ts';
import { notificationText } from '../vscode/notificationText.ts';

/** Asks which lines of an attachment are to be sent, and puts just these in its place: what it says it is, is what is sent. */
export async function shortenAttachment(box: ComposerBox, id: string): Promise<void> {
	const excerpt = attachmentNamed(box.attachments, id);
	if (excerpt === undefined || isImage(excerpt)) return;
	const items = shortenings(excerpt).map(
		({ label, excerpt: shorter }): QuickPickItem & { shorter: Excerpt } => ({
			label,
			description: linesInWords(shorter),
			shorter,
		}),
	);
	if (items.length === 0) {
		void window.showInformationMessage(
			notificationText(`${excerpt.label} has a single line: it can only be removed.`),
		);
		return;
	}
	const picked = await window.showQuickPick(items, {
		title: `Shorten ${excerpt.label}, ${linesInWords(excerpt)}`,
		placeHolder: 'Which lines are to be sent?',
	});
	if (picked !== undefined) box.replaceAttachment(excerpt, picked.shorter);
}
