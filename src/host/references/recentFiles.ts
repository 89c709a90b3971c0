import {
	type Disposable,
	type Tab,
	TabInputCustom,
	TabInputNotebook,
	TabInputText,
	TabInputTextDiff,
	type Uri,
	window,
	workspace,
} from 'vscode';

/** So many are kept. */
const KEPT = 30;

/** A file that an editor has, or had. */
export interface RecentFile {
	readonly uri: Uri;
	readonly isOpen: boolean;
}

/** The files of the editors: those that are open, and those that were in front since the extension was woken. */
export class RecentFiles implements Disposable {
	/** The last one in front first. */
	#inFront: Uri[] = [];
	readonly #listening: Disposable[];

	constructor() {
		const note = (uri: Uri | undefined) => {
			if (uri !== undefined) this.#inFront = distinct([uri, ...this.#inFront]).slice(0, KEPT);
		};
		note(window.activeTextEditor?.document.uri);
		this.#listening = [
			window.onDidChangeActiveTextEditor((editor) => note(editor?.document.uri)),
			window.onDidChangeActiveNotebookEditor((editor) => note(editor?.notebook.uri)),
		];
	}

	/** The open ones first, of each the last one in front first. */
	list(): RecentFile[] {
		const tabs = window.tabGroups.all.flatMap((group) => [
			...group.tabs.filter(({ isActive }) => isActive),
			...group.tabs.filter(({ isActive }) => !isActive),
		]);
		const open = distinct(tabs.flatMap(fileOf));
		const isOpen = new Set(open.map(String));
		const [openBefore, closed] = [true, false].map((wanted) =>
			this.#inFront.filter((uri) => isOpen.has(String(uri)) === wanted),
		);
		return [
			...distinct([...(openBefore ?? []), ...open]).map((uri) => ({ uri, isOpen: true })),
			...(closed ?? []).filter(isFile).map((uri) => ({ uri, isOpen: false })),
		];
	}

	dispose(): void {
		for (const listener of this.#listening) listener.dispose();
	}
}

function fileOf({ input }: Tab): Uri[] {
	const uri =
		input instanceof TabInputText ||
		input instanceof TabInputNotebook ||
		input instanceof TabInputCustom
			? input.uri
			: input instanceof TabInputTextDiff
				? input.modified
				: undefined;
	return uri !== undefined && (isFile(uri) || uri.scheme === 'untitled') ? [uri] : [];
}

/** Other schemes have what is made to be read: outputs, the texts of commits, settings. */
function isFile({ scheme }: Uri): boolean {
	return workspace.fs.isWritableFileSystem(scheme) !== undefined;
}

function distinct(uris: readonly Uri[]): Uri[] {
	return [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
}
