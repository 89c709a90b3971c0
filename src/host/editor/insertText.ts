import { Selection, type TextEditor, window, workspace } from 'vscode';
import type { Insertion } from '../../core/editor/partOfReply.ts';
import { reindent } from '../../core/editor/reindent.ts';
import { notificationText } from '../vscode/notificationText.ts';
import { unawaited } from '../vscode/say.ts';
import { editorInUse, hasCell, notebookInUse, tabOf } from './editorInUse.ts';
import { insertable } from './hiddenText.ts';
import { showWritten } from './showWritten.ts';
import { showUntitled } from './untitledText.ts';

const NEW_FILE = 'Open in New File';

/**
 * Puts text into the editor in use as plain text: at every cursor, over every selection, re-indented to the line it lands on,
 * as one step to undo. Where there is no editor, or it cannot be written to, it says so and offers a new file. Where there are characters
 * in it that cannot be seen, it asks first.
 */
export async function insertText({ text: whole, language }: Insertion): Promise<void> {
	const text = await insertable(whole);
	if (text === undefined) return;
	const insertion = { text, language };
	const editor = await targetEditor();
	if (editor === undefined) {
		offerNewFile(noEditor(), insertion);
		return;
	}
	if (!(await write(editor, insertion))) {
		const name = workspace.asRelativePath(editor.document.uri);
		offerNewFile(`${name} cannot be written to.`, insertion);
		return;
	}
	// Back to the code, where one looks next. A notebook's cell cannot be shown this way and keeps its place.
	if (editor.viewColumn !== undefined) {
		await showWritten(editor.document, { viewColumn: editor.viewColumn });
	}
}

/** The editor that the user is at, brought to the front where something covers it: VS Code writes into no other. */
async function targetEditor(): Promise<TextEditor | undefined> {
	const editor = editorInUse();
	if (editor === undefined || window.visibleTextEditors.includes(editor)) return editor;
	const notebook = notebookInUse()?.notebook;
	if (notebook !== undefined && hasCell(notebook, editor.document)) {
		const viewColumn = tabOf(notebook.uri)?.group.viewColumn;
		await window.showNotebookDocument(notebook, viewColumn === undefined ? {} : { viewColumn });
		// The cell has another editor by then, or none yet: the one that was covered takes nothing any more.
		return window.visibleTextEditors.find(({ document }) => document === editor.document);
	}
	const tab = tabOf(editor.document.uri);
	if (tab === undefined) return editor;
	return window.showTextDocument(editor.document, {
		viewColumn: tab.group.viewColumn,
		preview: false,
	});
}

/** Which of several is meant cannot be known before one of them has had the keyboard. */
function noEditor(): string {
	return window.activeNotebookEditor !== undefined ||
		window.visibleTextEditors.some(({ viewColumn }) => viewColumn !== undefined)
		? 'No editor is active to insert into. Click into it, then insert again.'
		: 'No editor is open to insert into.';
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

/** What waits for this to be done is not to wait for the answer: a notification can stand there for hours. */
function offerNewFile(problem: string, insertion: Insertion): void {
	const asked = window.showWarningMessage(notificationText(problem), NEW_FILE);
	unawaited(
		asked.then(async (choice) => {
			if (choice === NEW_FILE) await showUntitled(insertion);
		}),
	);
}
