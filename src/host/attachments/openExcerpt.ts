import {
	commands,
	languages,
	NotebookRange,
	Range,
	type TextDocument,
	TextEditorRevealType,
	Uri,
	window,
	workspace,
} from 'vscode';
import { unreadReason } from '../../core/errors/diskReason.ts';
import { attachmentId } from '../../shared/attachments/attachmentId.ts';
import type { Excerpt } from '../../shared/conversation/messages.ts';
import { addressOfText } from '../documents/shownTexts.ts';
import type { Say } from '../vscode/say.ts';
import { openNotebook } from './readFiles.ts';

/** Opens the document of an excerpt and selects its lines; says so where that cannot be done any more. */
export async function openExcerpt(excerpt: Excerpt, say: Say): Promise<void> {
	try {
		const uri = Uri.parse(excerpt.uri, true);
		if (await showElsewhere(excerpt, uri)) return;
		if (await showNotebook(excerpt, uri)) return;
		const document = await workspace.openTextDocument(uri);
		const cell = await showCell(document);
		if (cell) return;
		const selection = document.validateRange(
			new Range(excerpt.startLine - 1, 0, excerpt.endLine - 1, Number.MAX_SAFE_INTEGER),
		);
		const editor = await window.showTextDocument(document, { selection });
		editor.revealRange(selection, TextEditorRevealType.InCenterIfOutsideViewport);
	} catch (error) {
		const text = `${excerpt.label} cannot be opened: ${unreadReason(error)}`;
		void say({ text, isError: true });
	}
}

/** What has no lines of a document: a folder is shown where VS Code shows files, any other text in an editor of its own. */
async function showElsewhere(excerpt: Excerpt, uri: Uri): Promise<boolean> {
	const { source = 'selection', language, label, text } = excerpt;
	if (source === 'selection' || source === 'symbol' || source === 'file') return false;
	if (source === 'folder') {
		await commands.executeCommand('revealInExplorer', uri);
		return true;
	}
	const address = addressOfText(label, attachmentId(excerpt), text);
	const document = await workspace.openTextDocument(address);
	// Its language may be that of an extension that is gone.
	const inLanguage = languages.setTextDocumentLanguage(document, language);
	await window.showTextDocument(await inLanguage.then(undefined, () => document));
	return true;
}

/** A notebook that was attached whole is shown as one, not as the text of its file. */
async function showNotebook({ language }: Excerpt, uri: Uri): Promise<boolean> {
	const notebook = language === 'markdown' ? await openNotebook(uri) : undefined;
	if (notebook === undefined) return false;
	await window.showNotebookDocument(notebook);
	return true;
}

/** A cell is shown in its notebook, not as a document of its own. */
async function showCell(document: TextDocument): Promise<boolean> {
	for (const notebook of workspace.notebookDocuments) {
		const index = notebook.getCells().findIndex((cell) => cell.document === document);
		if (index < 0) continue;
		const range = new NotebookRange(index, index + 1);
		const editor = await window.showNotebookDocument(notebook, { selections: [range] });
		editor.revealRange(range);
		return true;
	}
	return false;
}
