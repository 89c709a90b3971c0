import { window, workspace } from 'vscode';
import type { Insertion } from '../../core/editor/partOfReply.ts';
import { languageId } from './languageId.ts';

/** Shows a text in a new document that is in no file yet. */
export async function showUntitled({ text, language }: Insertion): Promise<void> {
	const known = await languageId(language);
	const document = await workspace.openTextDocument({
		content: text,
		...(known === undefined ? {} : { language: known }),
	});
	await window.showTextDocument(document);
}
