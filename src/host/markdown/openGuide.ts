import { commands, Uri } from 'vscode';

/** Shows the guide, which ships beside the code, in VS Code's Markdown preview. */
export async function openGuide(extension: Uri): Promise<void> {
	await commands.executeCommand('markdown.showPreview', Uri.joinPath(extension, 'docs/guide.md'));
}
