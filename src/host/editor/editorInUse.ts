import {
	type NotebookDocument,
	type NotebookEditor,
	type Tab,
	TabInputNotebook,
	TabInputTerminal,
	TabInputText,
	TabInputTextDiff,
	TabInputWebview,
	type TextDocument,
	type TextEditor,
	type Uri,
	window,
} from 'vscode';

/** The schemes of what users write in, also where it is shown in a part of an editor and so in no column. */
const WRITTEN_IN = new Set(['file', 'untitled', 'vscode-remote', 'vscode-notebook-cell']);

/** What had the keyboard last of all that users write in: one of the two, or a notebook with the editor of its cell. */
interface InUse {
	readonly text?: TextEditor | undefined;
	readonly notebook?: NotebookEditor | undefined;
}

let inUse: InUse = {};

/** Remembers the active editor; to be called whenever that may be another one. */
export function noteEditorInUse(): void {
	const text = activeOfUser();
	const notebook = window.activeNotebookEditor;
	if (text === undefined && notebook === undefined) return;
	// A notebook tells of leaving its cell before it tells that it is left itself.
	const cell = notebook === inUse.notebook ? inUse.text : undefined;
	inUse = { text: text ?? cell, notebook };
}

/**
 * The text editor that the user is at, or was before they went to the chat, another page of ours, the Output panel or a terminal; it may stand
 * behind that by now. None where something else is in front, as an image or the settings, and none that it can only be guessed to be.
 */
export function editorInUse(): TextEditor | undefined {
	const active = activeOfUser();
	if (active !== undefined && !isLeft(active)) return active;
	const seen = window.visibleTextEditors.filter(isOfUser);
	const last = lastEditor(seen);
	if (active !== undefined) return last;
	const { activeTab } = window.tabGroups.activeTabGroup;
	if (!isBeside(activeTab)) {
		return [last, ...seen].find((editor) => editor && shows(activeTab, editor.document));
	}
	if (last !== undefined || inUse.notebook !== undefined) return last;
	return seen.length === 1 ? seen[0] : undefined;
}

/** The notebook that the user is at, or was; see editorInUse. */
export function notebookInUse(): NotebookEditor | undefined {
	if (window.activeNotebookEditor !== undefined) return window.activeNotebookEditor;
	const { notebook } = inUse;
	const isThere = notebook !== undefined && tabOf(notebook.notebook.uri) !== undefined;
	const { activeTab } = window.tabGroups.activeTabGroup;
	return isThere && activeOfUser() === undefined && isBeside(activeTab) ? notebook : undefined;
}

/**
 * The editor that has what the user is at to be read: also one that cannot be written in, as Output, where something is selected in it. None
 * where that is a whole cell of a notebook, in which nothing is typed.
 */
export function editorReadIn(): TextEditor | undefined {
	const active = window.activeTextEditor;
	if (active?.selections.some(({ isEmpty }) => !isEmpty) && !isLeft(active)) return active;
	const editor = editorInUse();
	const isWhole =
		inUse.notebook !== undefined &&
		hasCell(inUse.notebook.notebook, editor?.document) &&
		inUse.text?.document !== editor?.document;
	return isWhole ? undefined : editor;
}

/** The file or notebook that the user is at, or was. */
export function fileInUse(): Uri | undefined {
	return notebookInUse()?.notebook.uri ?? editorInUse()?.document.uri;
}

/** The tab that shows a file as text, or a notebook. */
export function tabOf(uri: Uri): Tab | undefined {
	return window.tabGroups.all
		.flatMap(({ tabs }) => tabs)
		.find(
			({ input }) =>
				(input instanceof TabInputText || input instanceof TabInputNotebook) &&
				isSame(input.uri, uri),
		);
}

/** Whether a document is that of a notebook's cell. */
export function hasCell(notebook: NotebookDocument, document: TextDocument | undefined): boolean {
	return notebook.getCells().some((cell) => cell.document === document);
}

function activeOfUser(): TextEditor | undefined {
	const active = window.activeTextEditor;
	return active !== undefined && isOfUser(active) ? active : undefined;
}

/** Views of VS Code have editors as well: Output, and the code in its chat. */
function isOfUser({ viewColumn, document }: TextEditor): boolean {
	const { scheme } = document.uri;
	return scheme !== 'output' && (viewColumn !== undefined || WRITTEN_IN.has(scheme));
}

/** In a notebook it is the selected cell's, which need not be the one that was typed in last; a cell that is drawn has none. */
function lastEditor(seen: readonly TextEditor[]): TextEditor | undefined {
	const { text, notebook } = inUse;
	if (notebook === undefined) return text && stillThere(text, seen);
	const selected = selectedIn(notebook);
	if (text !== undefined && selected.includes(text.document)) return stillThere(text, seen);
	return selected.length === 1 ? seen.find(({ document }) => document === selected[0]) : undefined;
}

/** VS Code calls the editor of a cell active also while the keyboard is at another cell, as long as nothing is typed in that. */
function isLeft({ document }: TextEditor): boolean {
	const notebook = window.activeNotebookEditor;
	return (
		notebook !== undefined &&
		hasCell(notebook.notebook, document) &&
		!selectedIn(notebook).includes(document)
	);
}

function selectedIn({ notebook, selections }: NotebookEditor): TextDocument[] {
	return selections.flatMap((range) => notebook.getCells(range)).map(({ document }) => document);
}

/** VS Code makes a new editor when a document is shown again. Of one that is covered the old one tells what is selected. */
function stillThere(last: TextEditor, seen: readonly TextEditor[]): TextEditor | undefined {
	const { document } = last;
	const again = seen.includes(last) ? last : seen.find((one) => one.document === document);
	if (again !== undefined) return again;
	const { uri, isClosed } = document;
	const notebook = inUse.notebook?.notebook;
	const tab = tabOf(notebook && hasCell(notebook, document) ? notebook.uri : uri);
	return isClosed || tab === undefined ? undefined : last;
}

/** What the user goes to from their code and does not mean by "this file". A page of another extension they may well mean. */
function isBeside(tab: Tab | undefined): boolean {
	const input = tab?.input;
	// VS Code puts a word of its own before the type.
	if (input instanceof TabInputWebview) return /\bllamaChat\./.test(input.viewType);
	return tab === undefined || input instanceof TabInputTerminal;
}

function shows(tab: Tab | undefined, { uri }: TextDocument): boolean {
	const input = tab?.input;
	if (input instanceof TabInputText) return isSame(input.uri, uri);
	if (!(input instanceof TabInputTextDiff)) return false;
	return isSame(input.modified, uri) || isSame(input.original, uri);
}

function isSame(one: Uri, other: Uri): boolean {
	return one.toString() === other.toString();
}
