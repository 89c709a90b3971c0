import {
	type Disposable,
	TabInputCustom,
	TabInputNotebook,
	TabInputText,
	type Uri,
	window,
} from 'vscode';
import { ContextKeySetter } from '../vscode/contextKeys.ts';

/** The file that the active editor shows, of whatever kind the editor is; none for one that shows no file. */
export function activeUris(): Uri[] {
	const input = window.tabGroups.activeTabGroup.activeTab?.input;
	const shows =
		input instanceof TabInputText ||
		input instanceof TabInputCustom ||
		input instanceof TabInputNotebook;
	const uri = shows ? input.uri : window.activeTextEditor?.document.uri;
	return uri === undefined ? [] : [uri];
}

/** Keeps VS Code told what commands can take from the active editor: its own key for an open editor also counts Settings and pages. */
export function watchActiveEditor(): Disposable[] {
	const keys = new ContextKeySetter();
	const update = () => {
		const noCode =
			window.activeTextEditor === undefined && window.activeNotebookEditor === undefined;
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
