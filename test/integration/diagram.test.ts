import assert from 'node:assert/strict';
import { Uri, workspace } from 'vscode';
import { chatSuite } from './chatSuite.ts';

describe('Open Diagram', () => {
	chatSuite();

	for (const [name, source, fence] of [
		['its source', 'graph TD;\nA-->B["50 % & more? #1"];', '```'],
		['a source that holds a fence itself', 'graph TD;\n````\nA', '`````'],
	] as const) {
		it(`previews a Markdown document with ${name}`, async () => {
			const uri = Uri.from({ scheme: 'llama-chat-diagram', path: '/Diagram.md', query: source });
			const document = await workspace.openTextDocument(Uri.parse(uri.toString(), true));
			assert.equal(document.languageId, 'markdown');
			assert.equal(document.getText(), `${fence}mermaid\n${source}\n${fence}\n`);
		});
	}
});
