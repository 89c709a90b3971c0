// What no webview view can undercut: a box that takes the keyboard, and a command that shows it.
const vscode = require('vscode');

exports.activate = (context) => {
	const provider = {
		resolveWebviewView(view) {
			view.webview.options = { enableScripts: true };
			view.webview.html =
				'<!DOCTYPE html><html><body><textarea></textarea><script>document.querySelector("textarea").focus()</script></body></html>';
		},
	};
	context.subscriptions.push(
		vscode.window.registerWebviewViewProvider('emptyView.view', provider),
		vscode.commands.registerCommand('emptyView.open', () =>
			vscode.commands.executeCommand('emptyView.view.focus'),
		),
	);
};
