import { type TextEditor, Uri, workspace } from 'vscode';
import { ChatError } from '../../core/errors/chatError.ts';
import type { VariableName } from '../../core/prompts/promptTemplate.ts';
import { editorInUse, editorReadIn, hasCell, notebookInUse } from '../editor/editorInUse.ts';

/**
 * What the variables of a prompt stand for now. A selection may be empty; all else is there or is told.
 * @param prompt what is asked, for the message
 * @param file the prompt's own file: where no editor says which folder is meant, it is that file's
 * @throws ChatError of kind refused that names the variable
 */
export function editorVariables(
	names: readonly VariableName[],
	prompt: string,
	file: Uri | undefined,
): ReadonlyMap<VariableName, string> {
	return new Map(
		names.map((name) => {
			const value = valueNow(name, file);
			if (typeof value === 'string') return [name, value];
			throw new ChatError(
				'refused',
				`${prompt} needs $${`{${name}}`}: ${value.missing}. Nothing was sent.`,
			);
		}),
	);
}

interface Missing {
	/** Why there is none, as a clause. */
	readonly missing: string;
}

function valueNow(name: VariableName, file: Uri | undefined): string | Missing {
	switch (name) {
		case 'selection':
		case 'selectedText':
			return selectedText(editorReadIn());
		case 'workspaceFolder':
		case 'workspaceFolderBasename': {
			const folder = folderMeant(file);
			if ('missing' in folder) return folder;
			return name === 'workspaceFolder' ? addressOf(folder.uri) : baseName(folder.uri.path);
		}
		default: {
			const uri = activeFile();
			return 'missing' in uri ? uri : partOf(name, uri);
		}
	}
}

type FileVariable = Exclude<
	VariableName,
	'selection' | 'selectedText' | 'workspaceFolder' | 'workspaceFolderBasename'
>;

function partOf(name: FileVariable, uri: Uri): string {
	const base = baseName(uri.path);
	switch (name) {
		case 'file':
			return addressOf(uri);
		case 'fileBasename':
			return base;
		case 'fileBasenameNoExtension':
			return base.replace(/(?!^)\.[^.]*$/, '');
		case 'fileDirname':
			return addressOf(Uri.joinPath(uri, '..'));
	}
}

/** All selections in the order of the document, a line each at least. */
function selectedText(editor: TextEditor | undefined): string {
	if (editor === undefined) return '';
	return editor.selections
		.filter((selection) => !selection.isEmpty)
		.toSorted((one, other) => one.start.compareTo(other.start))
		.map((selection) => editor.document.getText(selection).replace(/\r\n?/g, '\n'))
		.join('\n');
}

/** The file that the user is at: of a cell it is the notebook's. */
function activeFile(): Uri | Missing {
	const document = editorInUse()?.document;
	const notebook =
		notebookInUse()?.notebook ?? workspace.notebookDocuments.find((one) => hasCell(one, document));
	const shown = notebook ?? document;
	if (shown === undefined) return { missing: 'no file is open in an editor' };
	if (shown.isUntitled) return { missing: 'what is open in the editor is not saved in a file yet' };
	return shown.uri;
}

function folderMeant(file: Uri | undefined): { readonly uri: Uri } | Missing {
	const folders = workspace.workspaceFolders ?? [];
	const [first, second] = folders;
	if (first === undefined) return { missing: 'no folder is open' };
	const active = activeFile();
	const near = [active, file]
		.filter((uri) => uri instanceof Uri)
		.map((uri) => workspace.getWorkspaceFolder(uri))
		.find((folder) => folder !== undefined);
	if (near !== undefined || second === undefined) return near ?? first;
	return { missing: 'several folders are open, and no file of one of them is in the editor' };
}

/** A path on this or another machine; of a file system that has none, the whole address. */
function addressOf(uri: Uri): string {
	if (uri.scheme === 'file') return uri.fsPath;
	return uri.scheme === 'vscode-remote' ? uri.path : uri.toString(true);
}

function baseName(path: string): string {
	return (
		path
			.split('/')
			.filter((part) => part !== '')
			.at(-1) ?? ''
	);
}
