import assert from 'node:assert/strict';
import { commands, Uri, window, workspace } from 'vscode';
import { ask, chatSuite, run } from './chatSuite.ts';
import { page } from './page.ts';
import { answer } from './stubs.ts';
import { until } from './until.ts';

describe('Open Diagram', () => {
	const suite = chatSuite({}, { oneServer: true });

	const previews = () =>
		window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ label }) => /Diagram/.test(label));

	it('of one that could load something asks first, and names what', async () => {
		await commands.executeCommand('workbench.action.closeAllEditors');
		await run('open');
		await until(() => page.view?.visible);
		const source = 'flowchart LR\nA@{ img: "https://example.com/?data=all", label: "x" }';
		suite.standin.script({ kind: 'reply', text: `\`\`\`mermaid\n${source}\n\`\`\`` });
		const { id } = await ask();
		const asked = answer('showWarningMessage', (_message, _options, open) =>
			asked.length === 1 ? undefined : open,
		);
		page.post({ type: 'openDiagram', id, block: 0 });
		await until(() => asked.length === 1);
		assert.deepEqual(asked[0]?.slice(1), [
			{ modal: true, detail: 'https://example.com/?data=all' },
			'Open',
		]);
		assert.equal(previews().length, 0);
		page.post({ type: 'openDiagram', id, block: 0 });
		await until(() => previews().length === 1);
		assert.equal(asked.length, 2);
		await commands.executeCommand('workbench.action.closeAllEditors');
	});

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
