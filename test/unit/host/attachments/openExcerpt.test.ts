import assert from 'node:assert/strict';
import type { Uri as RealUri } from 'vscode';
import { EXCERPT } from '../../../samples/excerpt.ts';
import {
	languages,
	provideVscode,
	type Uri,
	window,
	workspace,
} from '../../../vscode/apiStandin.ts';

provideVscode();
const { openExcerpt } = await import('../../../../src/host/attachments/openExcerpt.ts');
const { shownTexts } = await import('../../../../src/host/documents/shownTexts.ts');

describe('a text over the box that is in no file', () => {
	const untouched = { window: { ...window }, workspace: { ...workspace } };
	const pasted = { ...EXCERPT, source: 'paste', language: 'markdown', text: 'pasted' } as const;

	/** What VS Code knows of such documents. */
	interface Provider {
		onDidChange(listener: (uri: RealUri) => void): unknown;
		provideTextDocumentContent(uri: Uri | RealUri): string;
	}

	function provider(): Provider {
		const provided: Provider[] = [];
		Object.assign(workspace, {
			registerTextDocumentContentProvider: (_scheme: string, one: Provider) => provided.push(one),
		});
		shownTexts.register();
		return provided[0] ?? assert.fail();
	}

	afterEach(() => {
		Object.assign(window, untouched.window);
		Object.assign(workspace, untouched.workspace);
	});

	it('opens to be read, in its language: closing it asks nothing', async () => {
		const opened: unknown[] = [];
		const { provideTextDocumentContent } = provider();
		Object.assign(workspace, { openTextDocument: async (asked: unknown) => asked });
		Object.assign(languages, {
			setTextDocumentLanguage: async (document: RealUri, language: string) => {
				opened.push([document.scheme, language, provideTextDocumentContent(document)]);
				return document;
			},
		});
		Object.assign(window, { showTextDocument: async () => opened.push('shown') });
		await openExcerpt(pasted, async () => assert.fail());
		assert.deepEqual(opened, [['llama-chat-text', 'markdown', 'pasted'], 'shown']);
	});

	it('is in the tab again that a reload has left without it', async () => {
		const { provideTextDocumentContent, onDidChange } = provider();
		const lost = { ...pasted, text: 'lost by the reload' };
		/** What the tab says: VS Code asks once, and then only where it is told of a change. */
		let tab: string | undefined;
		onDidChange((uri) => {
			tab = provideTextDocumentContent(uri);
		});
		Object.assign(workspace, { openTextDocument: async (asked: unknown) => asked });
		Object.assign(languages, { setTextDocumentLanguage: async (asked: unknown) => asked });
		Object.assign(window, { showTextDocument: async () => {} });
		await openExcerpt(lost, async () => assert.fail());
		assert.equal(tab, 'lost by the reload');
	});
});
