import { Uri } from 'vscode';

/** The user's own folder on this computer; undefined where it does not say which it is. */
export function homeFolder(): Uri | undefined {
	const home = process.env['HOME'] ?? process.env['USERPROFILE'];
	return home ? Uri.file(home) : undefined;
}
