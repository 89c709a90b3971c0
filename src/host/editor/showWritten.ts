import { commands, type TextDocument, type TextDocumentShowOptions, window } from 'vscode';

/**
 * Brings a document to the front that was written to. Some cannot be shown as a text, as the results of a search: their editor gets the
 * keyboard. Never rejects: what was to be done is done.
 */
export async function showWritten(
	document: TextDocument,
	options: TextDocumentShowOptions,
): Promise<void> {
	try {
		await window.showTextDocument(document, options);
	} catch {
		await commands.executeCommand('workbench.action.focusActiveEditorGroup');
	}
}
