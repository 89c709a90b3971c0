import assert from 'node:assert/strict';
import type { Uri as RealUri } from 'vscode';
import { NotebookCellKind, provideVscode, Uri, workspace } from '../../../vscode/apiStandin.ts';

provideVscode();
const { readFiles } = await import('../../../../src/host/attachments/readFiles.ts');

describe('a notebook that is attached', () => {
	const uri = new Uri('/work/analysis.ipynb');
	const cell = (kind: number, languageId: string, text: string) => ({
		kind,
		document: { languageId, getText: () => text },
		outputs: [{ items: [{ data: 'iVBORw0KGgo=' }] }],
	});
	const notebook = {
		uri,
		version: 7,
		getCells: () => [
			cell(NotebookCellKind.Markup, 'markdown', '# Sales'),
			cell(NotebookCellKind.Code, 'python', 'unsaved = 1\r\nprint(unsaved)'),
			cell(NotebookCellKind.Code, 'python', '  \n'),
		],
	};
	afterEach(() => Object.assign(workspace, { textDocuments: [], notebookDocuments: [] }));

	async function attached() {
		return readFiles([uri as unknown as RealUri], 0);
	}

	const excerpt = {
		uri: 'file:///work/analysis.ipynb',
		label: 'work/analysis.ipynb',
		language: 'markdown',
		startLine: 1,
		endLine: 6,
		version: 7,
		source: 'file',
		text: '# Sales\n\n```python\nunsaved = 1\nprint(unsaved)\n```',
	};

	it('is its cells as they stand in the editor, without what they have put out', async () => {
		workspace['notebookDocuments'] = [notebook];
		const { excerpts, refusals } = await attached();
		assert.deepEqual(refusals, []);
		assert.deepEqual(excerpts, [excerpt]);
	});

	it('is read as one too while it is not open', async () => {
		workspace['openNotebookDocument'] = async () => notebook;
		assert.deepEqual((await attached()).excerpts, [excerpt]);
	});

	it('is not taken without a word where no cell has any text', async () => {
		workspace['notebookDocuments'] = [{ ...notebook, getCells: () => [] }];
		const { excerpts, refusals } = await attached();
		assert.deepEqual(excerpts, []);
		assert.deepEqual(refusals, ['work/analysis.ipynb is empty.']);
	});
});
