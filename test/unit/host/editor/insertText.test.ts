import assert from 'node:assert/strict';
import {
	commands,
	provideVscode,
	TabInputNotebook,
	TabInputWebview,
	Uri,
	window,
} from '../../../vscode/apiStandin.ts';

provideVscode();
const { insertText } = await import('../../../../src/host/editor/insertText.ts');
const { noteEditorInUse } = await import('../../../../src/host/editor/editorInUse.ts');

describe('inserting where there is no editor', () => {
	const { showWarningMessage } = window;
	afterEach(() => Object.assign(window, { showWarningMessage }));

	it('is done while the notification stands unanswered: the next Insert says so again', async () => {
		let said = 0;
		const answer = new Promise<undefined>(() => {});
		const saidTwice = new Promise<void>((resolve) => {
			Object.assign(window, {
				showWarningMessage: () => {
					said++;
					if (said === 2) resolve();
					return answer;
				},
			});
		});
		await insertText({ text: 'a', language: '' });
		await insertText({ text: 'a', language: '' });
		await saidTwice;
	});
});

describe('inserting into what VS Code shows as no text, as the results of a search', () => {
	const untouched = { ...window };
	const { executeCommand } = commands;
	afterEach(() => {
		Object.assign(commands, { executeCommand });
		Object.assign(window, untouched, { activeTextEditor: undefined });
	});

	it('is done, with the keyboard there, and no failure', async () => {
		const document = { uri: new Uri('/', 'search-editor'), version: 1 };
		const editor = {
			document,
			options: {},
			selections: [],
			viewColumn: 1,
			edit: async () => {
				document.version++;
				return true;
			},
		};
		const run: string[] = [];
		Object.assign(commands, { executeCommand: async (name: string) => run.push(name) });
		Object.assign(window, {
			activeTextEditor: editor,
			visibleTextEditors: [editor],
			showTextDocument: () => Promise.reject(new Error('Could NOT open editor')),
		});
		await insertText({ text: 'a', language: '' });
		assert.equal(document.version, 2);
		assert.deepEqual(run, ['workbench.action.focusActiveEditorGroup']);
	});
});

describe('inserting into a cell of a notebook that the chat covers', () => {
	const untouched = { ...window };
	afterEach(() => {
		Object.assign(window, untouched, { activeTextEditor: undefined, visibleTextEditors: [] });
		noteEditorInUse();
	});

	const uri = new Uri('/n.ipynb');
	const document = {
		uri: new Uri('/n.ipynb', 'vscode-notebook-cell'),
		version: 1,
		isClosed: false,
	};
	const notebook = { uri, getCells: () => [{ document }] };
	const tab = { input: new TabInputNotebook(uri), isActive: false };

	/** The editor of the cell, as the chat has covered it: VS Code rejects what is written to it. */
	function cover(): void {
		const covered = {
			document,
			options: {},
			selections: [],
			viewColumn: undefined,
			edit: () => Promise.reject(new Error('disposed')),
		};
		const group = { activeTab: tab as object, tabs: [tab], viewColumn: 2 };
		Object.assign(tab, { group });
		Object.assign(window, {
			activeTextEditor: covered,
			activeNotebookEditor: { notebook, selections: [{ start: 0, end: 1 }] },
			visibleTextEditors: [covered],
			tabGroups: { all: [group], activeTabGroup: group },
		});
		noteEditorInUse();
		group.activeTab = { input: new TabInputWebview('mainThreadWebview-llamaChat.chatEditor') };
		Object.assign(window, {
			activeTextEditor: undefined,
			activeNotebookEditor: undefined,
			visibleTextEditors: [],
		});
	}

	const said: string[] = [];
	const written: string[] = [];

	/** @param seen whether the cell has an editor at once */
	function showsAgain(seen: boolean): unknown[] {
		said.length = 0;
		written.length = 0;
		const shown: unknown[] = [];
		const again = {
			document,
			options: {},
			selections: [],
			viewColumn: undefined,
			edit: async () => {
				written.push('here');
				document.version++;
				return true;
			},
		};
		Object.assign(window, {
			showNotebookDocument: async (...asked: unknown[]) => {
				shown.push(...asked);
				const visibleTextEditors = seen ? [again] : [];
				Object.assign(window, { activeNotebookEditor: { notebook }, visibleTextEditors });
			},
			showWarningMessage: async (text: string) => void said.push(text),
		});
		return shown;
	}

	it('shows the notebook first, where it stands, and writes into what is there then', async () => {
		cover();
		const shown = showsAgain(true);
		await insertText({ text: 'a', language: '' });
		assert.deepEqual(shown, [notebook, { viewColumn: 2 }]);
		assert.deepEqual(written, ['here']);
		assert.deepEqual(said, []);
	});

	it('says what to do where its cell has no editor yet', async () => {
		cover();
		showsAgain(false);
		await insertText({ text: 'a', language: '' });
		assert.deepEqual(said, [
			'No editor is active to insert into. Click into it, then insert again.',
		]);
	});
});
