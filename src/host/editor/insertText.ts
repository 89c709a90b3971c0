import { Selection, type TextEditor, window, workspace } from 'vscode';
import type { Insertion } from '../../core/editor/partOfReply.ts';
import { reindent } from '../../core/editor/reindent.ts';
import { notificationText } from '../vscode/notificationText.ts';
import { insertable } from './hiddenText.ts';
import { showUntitled } from './untitledText.ts';

const NEW_FILE = 'Open in New File';

/**
 * Puts text into the active editor as plain text: at every cursor, over every selection, re-indented to the line it lands on,
 * as one step to undo. Where there is no editor, or it cannot be written to, it says so and offers a new file. Where there are characters
 * in it that cannot be seen, it asks first.
 */
export async function insertText({ text: whole, language }: Insertion): Promise<void> {
	const text = await insertable(whole);
	if (text === undefined) return;
	const insertion = { text, language };
	const editor = targetEditor();
	if (editor === undefined) {
		await offerNewFile('No editor is open to insert into.', insertion);
		return;
	}
	if (!(await write(editor, insertion))) {
		const name = workspace.asRelativePath(editor.document.uri);
		await offerNewFile(`${name} cannot be written to.`, insertion);
		return;
	}
	// Back to the code, where one looks next. A notebook's cell cannot be shown this way and keeps its place.
	if (editor.viewColumn !== undefined) {
		await window.showTextDocument(editor.document, editor.viewColumn);
	}
}

/** The active editor; where that is the Output panel's, which nothing can be written to, the editor of a file beside it. */
export function targetEditor(): TextEditor | undefined {
	const active = window.activeTextEditor;
	if (active?.document.uri.scheme !== 'output') return active;
	return window.visibleTextEditors.find(({ viewColumn }) => viewColumn !== undefined) ?? active;
}

async function write(editor: TextEditor, { text, language }: Insertion): Promise<boolean> {
	const { document, options } = editor;
	const style = {
		insertSpaces: options.insertSpaces !== false,
		tabSize: typeof options.tabSize === 'number' ? Math.max(1, options.tabSize) : 4,
	};
	// What has no name is most likely what stands around it.
	const named = language === '' ? document.languageId : language;
	const { version } = document;
	try {
		const done = await editor.edit((edit) => {
			for (const selection of editor.selections) {
				const { start } = selection;
				const landing = { line: document.lineAt(start.line).text, column: start.character };
				edit.replace(selection, reindent(text, landing, style, named));
			}
		});
		// VS Code answers true for a read-only document as well, and leaves it as it is.
		if (!done || (document.version === version && text !== '')) return false;
		// What replaces a selection is selected itself, and the next key would replace all of it.
		editor.selections = editor.selections.map(({ end }) => new Selection(end, end));
		return true;
	} catch {
		// VS Code rejects instead of answering false for an editor that was closed meanwhile.
		return false;
	}
}

async function offerNewFile(problem: string, insertion: Insertion): Promise<void> {
	const choice = await window.showWarningMessage(notificationText(problem), NEW_FILE);
	if (choice === NEW_FILE) await showUntitled(insertion);
}
