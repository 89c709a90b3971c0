import {
	type Disposable,
	TabInputCustom,
	TabInputNotebook,
	TabInputText,
	type Uri,
	window,
} from 'vscode';
import { ContextKeySetter } from '../vscode/contextKeys.ts';
import { editorInUse, fileInUse, notebookInUse, noteEditorInUse } from './editorInUse.ts';

/** The file that the active editor shows, of whatever kind the editor is; of the chat in an editor, that which was in use before. */
export function activeUris(): Uri[] {
	const input = window.tabGroups.activeTabGroup.activeTab?.input;
	const shows =
		input instanceof TabInputText ||
		input instanceof TabInputCustom ||
		input instanceof TabInputNotebook;
	const uri = shows ? input.uri : fileInUse();
	return uri === undefined ? [] : [uri];
}

/** Keeps VS Code told what commands can take from the active editor: its own key for an open editor also counts Settings and pages. */
export function watchActiveEditor(): Disposable[] {
	const keys = new ContextKeySetter();
	const update = () => {
		noteEditorInUse();
		const noCode = editorInUse() === undefined && notebookInUse() === undefined;
		keys.update({ noCode, noFile: activeUris().length === 0 });
	};
	update();
	return [
		window.onDidChangeActiveTextEditor(update),
		window.onDidChangeActiveNotebookEditor(update),
		window.tabGroups.onDidChangeTabs(update),
		window.tabGroups.onDidChangeTabGroups(update),
	];
}
