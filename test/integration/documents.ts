import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
	commands,
	Selection,
	TabInputTextDiff,
	type TextDocument,
	type TextEditor,
	Uri,
	window,
	workspace,
} from 'vscode';
import { until } from './until.ts';

/** The folder that is open: a copy of the sample workspace. */
export const FOLDER = process.env['LLAMA_CHAT_TEST_FOLDER'] ?? '';

/** A selection by lines and columns as the status bar counts them, from 1; with two numbers, a cursor. */
export function at(line: number, column: number, endLine = line, endColumn = column): Selection {
	return new Selection(line - 1, column - 1, endLine - 1, endColumn - 1);
}

/** Shows a document with these selections, as the active editor. */
export async function show(
	document: TextDocument,
	...selections: Selection[]
): Promise<TextEditor> {
	const editor = await window.showTextDocument(document);
	editor.selections = selections.length === 0 ? [at(1, 1)] : selections;
	return editor;
}

/** A file of the folder; with a text, one that is written first. */
export async function file(name: string, text?: string): Promise<TextDocument> {
	const path = join(FOLDER, name);
	if (text !== undefined) await writeFile(path, text);
	return workspace.openTextDocument(Uri.file(path));
}

/** VS Code gives the name of one that was just closed again, and now and then its text with it. */
export async function untitled(content: string, language = 'plaintext'): Promise<TextDocument> {
	return until(async () => {
		const document = await workspace.openTextDocument({ content, language });
		return document.getText() === content ? document : undefined;
	});
}

/** Closes every editor without asking whether to save. */
export async function closeEditors(): Promise<void> {
	while (window.tabGroups.all.some(({ tabs }) => tabs.length > 0)) {
		await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
	}
}

/** The diff of a proposed change, where that is in front. */
export function proposedDiff(): TabInputTextDiff | undefined {
	const input = window.tabGroups.activeTabGroup.activeTab?.input;
	return input instanceof TabInputTextDiff && input.modified.scheme === 'llama-chat-change'
		? input
		: undefined;
}
