import assert from 'node:assert/strict';
import {
	provideVscode,
	TabInputNotebook,
	TabInputText,
	TabInputWebview,
	Uri,
	window,
} from '../../../vscode/apiStandin.ts';

provideVscode();
const { editorInUse, editorReadIn, fileInUse, noteEditorInUse, notebookInUse } = await import(
	'../../../../src/host/editor/editorInUse.ts'
);

interface Editor {
	readonly viewColumn: number | undefined;
	readonly document: { readonly uri: Uri; isClosed: boolean };
	selections: { isEmpty: boolean }[];
}

describe('the editor in use', () => {
	const untouched = { ...window };

	/** @param column null for one that stands in no column */
	function editor(path: string, column: number | null = 1, scheme = 'file'): Editor {
		const viewColumn = column ?? undefined;
		const document = { uri: new Uri(path, scheme), isClosed: false };
		return { viewColumn, document, selections: [{ isEmpty: true }] };
	}

	const tab = ({ document }: Editor) => ({ input: new TabInputText(document.uri) });
	/** A page, by the type that an extension gives it: VS Code puts a word of its own before. */
	const page = (type: string) => ({ input: new TabInputWebview(`mainThreadWebview-${type}`) });
	const CHAT = page('llamaChat.chatEditor');
	const OUTPUT = () => editor('/log', null, 'output');
	const name = () => editorInUse()?.document.uri.path;

	/** What VS Code shows: the active editor, the tab in front of the active group, and all that is seen and open. */
	function show(
		active: Editor | undefined,
		front: object | undefined,
		seen: Editor[],
		open = seen,
	) {
		const tabs = open.map(tab);
		Object.assign(window, {
			activeTextEditor: active,
			activeNotebookEditor: undefined,
			visibleTextEditors: seen,
			tabGroups: { all: [{ tabs }], activeTabGroup: { activeTab: front } },
		});
		noteEditorInUse();
	}

	const [a, b] = [editor('/a.ts'), editor('/b.ts', 2)];
	afterEach(() => {
		// Of no test is there anything in the next one.
		a.document.isClosed = false;
		a.selections = [{ isEmpty: true }];
		show(editor('/gone'), undefined, []);
		Object.assign(window, untouched);
	});

	it('is the active one, a proposed change and a cell too', () => {
		for (const one of [a, editor('/a', 1, 'llama-chat-change')]) {
			show(one, tab(one), [one]);
			assert.equal(editorInUse(), one);
		}
		const cell = editor('/n.ipynb', null, 'vscode-notebook-cell');
		show(cell, { input: new TabInputNotebook(new Uri('/n.ipynb')) }, [cell]);
		assert.equal(editorInUse(), cell);
	});

	it('is the last one where the chat in an editor is in front, whichever stands first', () => {
		show(b, tab(b), [a, b]);
		show(undefined, CHAT, [a, b]);
		assert.equal(name(), '/b.ts');
		assert.equal(fileInUse()?.path, '/b.ts');
	});

	it('is the last one behind the chat as well, while its tab is open', () => {
		show(a, tab(a), [a]);
		show(undefined, CHAT, [], [a]);
		assert.equal(name(), '/a.ts');
		a.document.isClosed = true;
		assert.equal(name(), undefined);
	});

	it('is the new editor of the last document where that is shown again', () => {
		show(a, tab(a), [a]);
		const again = { ...a };
		show(undefined, CHAT, [again]);
		assert.equal(editorInUse(), again);
	});

	it('is the one in front where Output, or the code of another chat, had the keyboard last', () => {
		show(b, tab(b), [a, b]);
		for (const view of [OUTPUT(), editor('/1', null, 'vscode-chat-code-block')]) {
			show(view, tab(b), [view, a, b]);
			assert.equal(name(), '/b.ts');
		}
		show(OUTPUT(), tab(a), [a, b]);
		assert.equal(name(), '/a.ts', 'in front by now, though it had no keyboard');
	});

	it('is read in Output where something is selected there', () => {
		const output = OUTPUT();
		show(a, tab(a), [a]);
		show(output, tab(a), [a]);
		assert.equal(editorReadIn()?.document.uri.path, '/a.ts');
		output.selections = [{ isEmpty: false }];
		assert.equal(editorReadIn()?.document.uri.path, '/log');
		assert.equal(name(), '/a.ts');
	});

	it('is none where an image, the settings or a file too large for extensions is in front', () => {
		show(a, tab(a), [a, b]);
		for (const front of [{ input: {} }, { input: undefined }, tab(editor('/large.log'))]) {
			show(undefined, front, [b], [a, b]);
			assert.equal(editorInUse(), undefined);
		}
	});

	it('is none behind a page of another extension, which the user may mean, and the last one behind ours', () => {
		show(a, tab(a), [a]);
		for (const type of ['markdown.preview', 'simpleBrowser.view', 'notllamaChat.page']) {
			show(undefined, page(type), [], [a]);
			assert.equal(editorInUse(), undefined, type);
		}
		for (const type of ['llamaChat.chatEditor', 'llamaChat.compare', 'llamaChat.usage']) {
			show(undefined, page(type), [], [a]);
			assert.equal(name(), '/a.ts', type);
		}
	});

	it('is the only one that is seen, and none of several, before any had the keyboard', () => {
		show(editor('/gone'), undefined, []);
		show(undefined, CHAT, [b]);
		assert.equal(name(), '/b.ts');
		show(undefined, CHAT, [a, b]);
		assert.equal(editorInUse(), undefined);
	});

	it('is a notebook with its cell, and no text editor of before, where that was left last', () => {
		const uri = new Uri('/n.ipynb');
		const cell = editor('/n.ipynb#1', null, 'vscode-notebook-cell');
		const notebook = {
			notebook: { uri, getCells: () => [{ document: cell.document }] },
			selections: [{ start: 0, end: 1 }],
		};
		const front = { input: new TabInputNotebook(uri) };
		const showNotebook = (active: Editor | undefined, front: object, isActive: boolean) => {
			show(a, tab(a), [a]);
			Object.assign(window, {
				activeTextEditor: undefined,
				activeNotebookEditor: notebook,
				tabGroups: { all: [{ tabs: [front] }], activeTabGroup: { activeTab: front } },
			});
			noteEditorInUse();
			Object.assign(window, { activeTextEditor: active });
			noteEditorInUse();
			// It tells of leaving the cell first.
			Object.assign(window, { activeTextEditor: undefined });
			noteEditorInUse();
			if (isActive) return;
			Object.assign(window, { activeNotebookEditor: undefined });
			Object.assign(window.tabGroups.activeTabGroup, { activeTab: CHAT });
			noteEditorInUse();
		};
		for (const isActive of [true, false]) {
			showNotebook(undefined, front, isActive);
			assert.equal(editorInUse(), undefined);
			assert.equal(fileInUse(), uri);
			showNotebook(cell, front, isActive);
			if (!isActive) assert.equal(name(), '/n.ipynb#1');
			assert.equal(notebookInUse(), notebook);
		}
		show(a, tab(a), [a]);
		assert.equal(notebookInUse(), undefined);
	});

	it('is no cell that was left for another one, also where that one is drawn and has no editor', () => {
		const uri = new Uri('/n.ipynb');
		const cells = [1, 2, 3].map((n) => editor(`/n.ipynb#${n}`, null, 'vscode-notebook-cell'));
		const [edited, , other] = cells;
		const getCells = (range?: { start: number; end: number }) =>
			cells.slice(range?.start, range?.end).map(({ document }) => ({ document }));
		const notebook = { notebook: { uri, getCells }, selections: [{ start: 0, end: 1 }] };
		const front = { input: new TabInputNotebook(uri) };
		/** The cell that is selected when the user goes to the chat, and whether VS Code tells of that before it tells which one it is. */
		const leave = (selected: number, seen: (Editor | undefined)[]) => {
			const visibleTextEditors = seen;
			const all = [{ tabs: [front] }];
			const activeNotebookEditor = notebook;
			notebook.selections = [{ start: 0, end: 1 }];
			Object.assign(window, {
				activeTextEditor: edited,
				activeNotebookEditor,
				visibleTextEditors,
				tabGroups: { all, activeTabGroup: { activeTab: front } },
			});
			noteEditorInUse();
			Object.assign(window, { activeTextEditor: undefined });
			noteEditorInUse();
			notebook.selections = [{ start: selected, end: selected + 1 }];
			Object.assign(window, { activeNotebookEditor: undefined });
			Object.assign(window.tabGroups, { activeTabGroup: { activeTab: CHAT } });
			noteEditorInUse();
		};
		leave(0, [edited, other]);
		assert.equal(editorInUse(), edited);
		leave(1, [edited, other]);
		assert.equal(editorInUse(), undefined, 'of the drawn one there is no editor');
		assert.equal(notebookInUse(), notebook);
		assert.equal(editorReadIn(), undefined);
		leave(2, [edited, other]);
		assert.equal(editorInUse(), other, 'the one that is selected, whichever was typed in');
		leave(1, []);
		assert.equal(editorInUse(), undefined, 'also behind the chat');
		// As VS Code has it while the keyboard is in the notebook, and in the chat in the side bar.
		const stay = (selected: number) => {
			leave(selected, [edited, other]);
			Object.assign(window, { activeTextEditor: edited, activeNotebookEditor: notebook });
			Object.assign(window.tabGroups, { activeTabGroup: { activeTab: front } });
			noteEditorInUse();
		};
		stay(0);
		assert.equal(editorInUse(), edited);
		stay(1);
		assert.equal(editorInUse(), undefined);
		stay(2);
		assert.equal(editorInUse(), other);
		assert.equal(editorReadIn(), undefined, 'nothing was typed in it: it is meant as a whole');
		for (const one of [edited, other]) one?.selections.splice(0, 1, { isEmpty: false });
		assert.equal(editorReadIn(), undefined);
		stay(0);
		assert.equal(editorReadIn(), edited);
	});
});
