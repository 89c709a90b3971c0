import { FilePermission, FileSystemError, type TextDocument, type Uri, workspace } from 'vscode';
import { unreadReason } from '../../core/errors/diskReason.ts';
import { globMatcher } from '../../core/files/glob.ts';
import { looksBinary } from '../attachments/looksBinary.ts';
import { openDocument } from '../vscode/openDocument.ts';

/** In this many bytes at its start VS Code looks for what no text has. */
const LOOKED_AT = 512;

/** Why a document cannot be changed, as a sentence. */
export class CannotChange extends Error {}

/** A document's name, as it is shown. */
export function targetName(uri: Uri): string {
	const notebook = notebookOf(uri);
	if (notebook !== undefined) {
		return `${workspace.asRelativePath(notebook.uri)}, cell ${notebook.cell + 1}`;
	}
	return workspace.asRelativePath(uri.with({ fragment: '' }));
}

/** The notebook that a cell's document is in, and its number there from 0. */
export function notebookOf(uri: Uri): { readonly uri: Uri; readonly cell: number } | undefined {
	const wanted = uri.toString();
	for (const notebook of workspace.notebookDocuments) {
		const cell = notebook
			.getCells()
			.findIndex(({ document }) => document.uri.toString() === wanted);
		if (cell >= 0) return { uri: notebook.uri, cell };
	}
	return undefined;
}

/**
 * The document of a place, as it stands in its editor.
 * @throws CannotChange where there is none that could be changed
 */
export async function openTarget(uri: Uri): Promise<TextDocument> {
	const name = targetName(uri);
	if (uri.scheme === 'vscode-notebook-cell') {
		const document = openDocument(uri);
		if (document === undefined || notebookOf(uri) === undefined) {
			throw new CannotChange(
				`The cell is not there any more, or its notebook was closed: ${name}.`,
			);
		}
		return document;
	}
	if (workspace.notebookDocuments.some((notebook) => notebook.uri.toString() === uri.toString())) {
		throw new CannotChange(`${name} is a notebook. Click into the cell that is to be changed.`);
	}
	await checkFile(uri, name);
	try {
		return await workspace.openTextDocument(uri);
	} catch (error) {
		throw new CannotChange(`${name} cannot be opened: ${unreadReason(error)}`);
	}
}

/** Why nothing can be written to a document; undefined where it can be, or nobody knows. */
export async function readOnlyReason(document: TextDocument): Promise<string | undefined> {
	const uri = notebookOf(document.uri)?.uri ?? document.uri;
	const name = targetName(document.uri);
	if (workspace.fs.isWritableFileSystem(uri.scheme) === false) {
		return `${name} is read-only: nothing can be written where it is.`;
	}
	if (isSetReadOnly(uri)) {
		return `${name} is read-only: the setting files.readonlyInclude says so.`;
	}
	try {
		const { permissions } = await workspace.fs.stat(uri);
		if (permissions === FilePermission.Readonly) return `${name} is read-only.`;
	} catch {
		// It is in no file yet.
	}
	return undefined;
}

/** @throws CannotChange for a file that is gone, or is no text any more, which the document in an editor does not show */
async function checkFile(uri: Uri, name: string): Promise<void> {
	if (workspace.fs.isWritableFileSystem(uri.scheme) === undefined) return;
	const document = openDocument(uri);
	try {
		const bytes = await workspace.fs.readFile(uri);
		const isWide = document?.encoding.startsWith('utf16') === true;
		if (!isWide && looksBinary(bytes, LOOKED_AT))
			throw new CannotChange(`${name} is no text file any more.`);
	} catch (error) {
		if (error instanceof CannotChange) throw error;
		if (error instanceof FileSystemError && error.code === 'FileNotFound') {
			throw new CannotChange(`${name} is gone: it was deleted, moved or renamed.`);
		}
		throw new CannotChange(`${name} cannot be read: ${unreadReason(error)}`);
	}
}

/** As VS Code reads `files.readonlyInclude` and `files.readonlyExclude`. */
function isSetReadOnly(uri: Uri): boolean {
	const folder = workspace.getWorkspaceFolder(uri);
	const root = folder === undefined ? '' : `${folder.uri.path}/`;
	const paths = [uri.path, ...(uri.path.startsWith(root) ? [uri.path.slice(root.length)] : [])];
	const files = workspace.getConfiguration('files', uri);
	const matches = (setting: string) =>
		Object.entries(files.get<Record<string, unknown>>(setting, {})).some(([glob, on]) => {
			const matcher = on === true ? globMatcher(glob) : undefined;
			return matcher !== undefined && paths.some(matcher);
		});
	return matches('readonlyInclude') && !matches('readonlyExclude');
}
