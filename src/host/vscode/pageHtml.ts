import { Uri, type Webview, workspace } from 'vscode';

/** What a page is made of before anything is asked of it. */
export interface PageFiles {
	readonly style: string;
	readonly script: string;
}

/**
 * Reads a page's style and script.
 * @param dist the folder that they are in
 * @throws FileSystemError when one of them is not there
 */
export async function readPage(
	dist: Uri,
	page: 'webview' | 'usage' | 'compare',
): Promise<PageFiles> {
	const text = async (file: string) =>
		new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(dist, file)));
	const [style, script, shared] = await Promise.all([
		text(`${page}.css`),
		text(`${page}.js`),
		// Answers look there as they do in a chat.
		page === 'compare' ? text('webview.css') : '',
	]);
	return { style: shared + style, script };
}

/**
 * The page's shell with a style and a script of our own, nothing else. They stand in it: each file that a page asks for goes through
 * a service worker and the window, and the page would be on the screen that much later. No source outside the extension is allowed
 * at all, so what a model writes can neither load nor run anything. Images are those that the page itself has drawn: it has no
 * address of any other. A thread is made of the page's own script and may do no more than that: Find in Chat has one for expressions,
 * which may take for ever. What the script imports inherits its nonce, and is looked for where the base leads.
 * @param dist the folder with what the script imports
 * @param place where the page is shown: VS Code gives views and editors other backgrounds, and a page cannot see which is behind it
 */
export function pageHtml(
	webview: Webview,
	dist: Uri,
	{ style, script }: PageFiles,
	place: 'view' | 'editor' = 'view',
): string {
	const nonce = crypto.randomUUID();
	const policy = [
		`default-src 'none'`,
		// These two do not follow default-src.
		`base-uri ${webview.cspSource}`,
		`form-action 'none'`,
		`style-src 'nonce-${nonce}'`,
		// The icons, which the style holds.
		'font-src data:',
		'img-src blob:',
		// What searches by an expression, which may have to be ended.
		'worker-src blob:',
		`script-src 'nonce-${nonce}'`,
	].join('; ');
	return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<base href="${webview.asWebviewUri(dist)}/">
<style nonce="${nonce}">${style}</style>
<title>Llama Chat</title>
</head>
<body class="in-${place}">
<script type="module" nonce="${nonce}">${script}</script>
</body>
</html>`;
}
