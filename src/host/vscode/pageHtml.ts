import { Uri, type Webview } from 'vscode';

/**
 * The page's shell: a stylesheet and a script of our own, nothing else. No source outside the extension is allowed at all, so
 * what a model writes can neither load nor run anything. Images are those that the page itself has drawn: it has no address of any
 * other. What the script imports inherits its nonce.
 */
export function pageHtml(webview: Webview, dist: Uri, page: 'webview' | 'usage'): string {
	const nonce = crypto.randomUUID();
	const resource = (file: string) => webview.asWebviewUri(Uri.joinPath(dist, file)).toString();
	const policy = [
		`default-src 'none'`,
		// These two do not follow default-src.
		`base-uri 'none'`,
		`form-action 'none'`,
		`style-src ${webview.cspSource}`,
		`font-src ${webview.cspSource}`,
		'img-src blob:',
		`script-src 'nonce-${nonce}'`,
	].join('; ');
	return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${resource(`${page}.css`)}">
<title>Llama Chat</title>
</head>
<body>
<script type="module" nonce="${nonce}" src="${resource(`${page}.js`)}"></script>
</body>
</html>`;
}
