import { type TextDocument, type Uri, workspace } from 'vscode';

/** The document of a place, if it is open. */
export function openDocument(uri: Uri | string): TextDocument | undefined {
	const wanted = uri.toString();
	return workspace.textDocuments.find((one) => one.uri.toString() === wanted);
}
