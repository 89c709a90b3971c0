import type { Uri } from 'vscode';

/** The way from a folder to one in it, with slashes; empty where both are the same. */
export function placeIn(root: Uri, inside: Uri): string {
	return inside.path.slice(root.path.length).replace(/^\/|\/$/g, '');
}
