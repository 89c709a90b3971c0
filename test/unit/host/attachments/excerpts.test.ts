import assert from 'node:assert/strict';
import { commands, provideVscode, Uri, window } from '../../../vscode/apiStandin.ts';

provideVscode();
const { excerptsAtCursor } = await import('../../../../src/host/attachments/excerpts.ts');
const { noteEditorInUse } = await import('../../../../src/host/editor/editorInUse.ts');

describe('what the user is at in a notebook', () => {
	const untouched = { ...window };
	const { executeCommand } = commands;
	afterEach(() => {
		Object.assign(commands, { executeCommand });
		Object.assign(window, untouched, { activeTextEditor: undefined, visibleTextEditors: [] });
		noteEditorInUse();
	});

	const SELECTION = {
		isEmpty: false,
		start: { line: 0, character: 1 },
		end: { line: 0, character: 2 },
	};

	function cell(name: string, text: string) {
		const whole = { start: { line: 0, character: 0 }, end: { line: 0, character: 4 } };
		return {
			document: {
				uri: new Uri(`/${name}`, 'vscode-notebook-cell'),
				languageId: 'python',
				version: 1,
				lineCount: 1,
				getText: (range: object) => (range === SELECTION ? 'selected' : text),
				validateRange: () => whole,
			},
		};
	}

	const [code, prose] = [cell('code', 'code'), cell('prose', 'prose')];

	/** @param selected of the cells; the editor of the code's is the active one to VS Code, or one of `document` */
	async function taken(selected: object, document: object = code.document): Promise<string[]> {
		const notebook = {
			uri: new Uri('/n.ipynb'),
			getCells: (range?: object) => (range === undefined ? [code, prose] : [selected]),
		};
		const active = { document, viewColumn: undefined, selections: [SELECTION] };
		Object.assign(window, {
			activeNotebookEditor: { notebook, selections: [{}] },
			activeTextEditor: active,
			visibleTextEditors: [active],
		});
		Object.assign(commands, { executeCommand: async () => [] });
		noteEditorInUse();
		return (await excerptsAtCursor()).map(({ text }) => text);
	}

	it('is the cell that is selected, and not the one that was edited before', async () => {
		assert.deepEqual(await taken(prose), ['prose']);
	});

	it('is what is selected in the editor of the cell that is, or in Output', async () => {
		assert.deepEqual(await taken(code), ['selected']);
		const output = { ...code.document, uri: new Uri('/log', 'output') };
		assert.deepEqual(await taken(prose, output), ['selected']);
	});
});
