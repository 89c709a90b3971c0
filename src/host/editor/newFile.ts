import {
	FileType,
	type InputBoxValidationMessage,
	InputBoxValidationSeverity,
	type Uri,
	WorkspaceEdit,
	window,
	workspace,
} from 'vscode';
import { namedFile } from '../../core/changes/named/namedFile.ts';
import { newFileProblem } from '../../core/changes/named/newFileProblem.ts';
import type { CodeBlock } from '../../shared/markdown/codeBlocks.ts';
import type { Say } from '../vscode/say.ts';
import {
	linkOnTheWay,
	typeAt,
	type WorkspacePlace,
	workspacePlaces,
} from '../vscode/workspacePlaces.ts';
import { insertable } from './hiddenText.ts';
import { showUntitled } from './untitledText.ts';

const APPLY = 'Apply';

/**
 * Puts a code block into a new file: one of the name that the block gives, which the user sees and may change, or else a document that is in
 * no file yet. It writes over nothing, and nowhere but in the workspace.
 * @param apply proposes the code as a change of a file that is there
 */
export async function newFile(
	block: CodeBlock,
	apply: (uri: Uri) => Promise<void>,
	say: Say,
): Promise<void> {
	const named = namedFile(block);
	const code = await insertable(named.text);
	if (code === undefined) return;
	const likely = named.path === undefined ? undefined : placeOf(named.path);
	if (likely === undefined) {
		await showUntitled({ text: code, language: named.language });
		if (named.path !== undefined) sayWhyUntitled(named.path, say);
		return;
	}
	const place = await askPlace(likely);
	if (place === undefined) return;
	const type = await typeAt(place.uri);
	if (type === undefined) await make(place.uri, code, say);
	else if ((type & FileType.File) !== 0) void offerApply(place.uri, apply, say);
}

function sayWhyUntitled(path: string, say: Say): void {
	const reason = workspace.workspaceFolders?.length
		? 'it leads out of the workspace'
		: 'no folder is open';
	const text = `The code is in a document without a file. ${path} was not made: ${reason}.`;
	void say({ text, keepsKeyboard: true });
}

/** Asks for the name, with the one that the block gives filled in. */
async function askPlace({ folder, segments }: WorkspacePlace): Promise<WorkspacePlace | undefined> {
	const path = [...(hasSeveralFolders() ? [folder.name] : []), ...segments].join('/');
	const name = await window.showInputBox({
		title: 'New File',
		prompt: 'The file’s path in the workspace. Missing folders are created.',
		value: path,
		valueSelection: [path.lastIndexOf('/') + 1, path.length],
		ignoreFocusOut: true,
		validateInput: problemWith,
	});
	return name === undefined ? undefined : placeOf(name.trim());
}

async function problemWith(name: string): Promise<string | InputBoxValidationMessage | undefined> {
	const path = name.trim();
	const problem = newFileProblem(path);
	if (problem !== undefined) return problem;
	const place = placeOf(path);
	if (place === undefined) return 'It leads out of the workspace.';
	const link = await linkOnTheWay(place);
	if (link !== undefined) return `${link} is a link, which may lead out of the workspace.`;
	const type = await typeAt(place.uri);
	if (type === undefined) return undefined;
	if ((type & FileType.Directory) !== 0) return 'This is a folder.';
	const severity = InputBoxValidationSeverity.Info;
	return { message: 'This file exists already, and is not overwritten.', severity };
}

/** In the folder that the path names first, else in the first one; a path from the root is read from there as well. */
function placeOf(path: string): WorkspacePlace | undefined {
	const places = workspacePlaces(path);
	const inNamed = places.filter(({ folder, segments }) => {
		const rest = path.split('/').filter((part) => part !== '' && part !== '.');
		return rest[0] === folder.name && segments.length === rest.length - 1;
	});
	return (hasSeveralFolders() ? inNamed[0] : undefined) ?? places[0];
}

function hasSeveralFolders(): boolean {
	return (workspace.workspaceFolders ?? []).length > 1;
}

/** VS Code makes the folders, and refuses to write over a file that has come meanwhile. */
async function make(uri: Uri, code: string, say: Say): Promise<void> {
	const edit = new WorkspaceEdit();
	const text = code === '' || code.endsWith('\n') ? code : `${code}\n`;
	const lines = workspace.getConfiguration('files', uri).get('eol') === '\r\n' ? '\r\n' : '\n';
	const contents = new TextEncoder().encode(text.replaceAll('\n', lines));
	edit.createFile(uri, { overwrite: false, ignoreIfExists: false, contents });
	if (!(await workspace.applyEdit(edit))) {
		const name = workspace.asRelativePath(uri);
		void say({ text: `${name} could not be made.`, isError: true });
		return;
	}
	await window.showTextDocument(uri, { preview: false });
}

async function offerApply(uri: Uri, apply: (uri: Uri) => Promise<void>, say: Say): Promise<void> {
	const name = workspace.asRelativePath(uri);
	const text = `${name} is there already, and nothing was written.`;
	const choice = await say({ text, buttons: [APPLY] });
	if (choice === APPLY) await apply(uri);
}
