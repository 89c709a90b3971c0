import { commands, type Disposable, Uri, workspace } from 'vscode';

const SCHEME = 'llama-chat-diagram';

/**
 * Shows a Mermaid diagram in VS Code's own Markdown preview. The document is not saved anywhere, and its text is in its address: the preview
 * comes back with it after a reload, and nothing has to be kept for it.
 */
export async function openDiagram(source: string): Promise<void> {
	const uri = Uri.from({ scheme: SCHEME, path: '/Diagram.md', query: source });
	await commands.executeCommand('markdown.showPreview', uri);
}

/** Makes the documents that `openDiagram` names. */
export function provideDiagrams(): Disposable {
	return workspace.registerTextDocumentContentProvider(SCHEME, {
		provideTextDocumentContent: ({ query }) => {
			const longest = Math.max(2, ...Array.from(query.matchAll(/`+/g), ([run]) => run.length));
			const fence = '`'.repeat(longest + 1);
			return `${fence}mermaid\n${query}\n${fence}\n`;
		},
	});
}
