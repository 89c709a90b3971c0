import assert from 'node:assert/strict';
import type { Uri as RealUri } from 'vscode';
import { EXCERPT } from '../../../samples/excerpt.ts';
import { languages, provideVscode, window, workspace } from '../../../vscode/apiStandin.ts';

provideVscode();
const { openExcerpt } = await import('../../../../src/host/attachments/openExcerpt.ts');
const { shownText } = await import('../../../../src/host/documents/shownTexts.ts');

describe('a text over the box that is in no file', () => {
	const untouched = { window: { ...window }, workspace: { ...workspace } };
	afterEach(() => {
		Object.assign(window, untouched.window);
		Object.assign(workspace, untouched.workspace);
	});

	it('opens to be read, in its language: closing it asks nothing', async () => {
		const opened: unknown[] = [];
		Object.assign(workspace, { openTextDocument: async (asked: unknown) => asked });
		Object.assign(languages, {
			setTextDocumentLanguage: async (document: RealUri, language: string) => {
				opened.push([document.scheme, language, shownText(document)]);
				return document;
			},
		});
		Object.assign(window, { showTextDocument: async () => opened.push('shown') });
		const pasted = { ...EXCERPT, source: 'paste', language: 'markdown', text: 'pasted' } as const;
		await openExcerpt(pasted, async () => assert.fail());
		assert.deepEqual(opened, [['llama-chat-text', 'markdown', 'pasted'], 'shown']);
	});
});
