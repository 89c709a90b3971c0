import { Uri } from 'vscode';
import type { Proposal } from '../../core/changes/proposal.ts';
import { SCHEMES } from '../documents/schemes.ts';

/** The document that VS Code shows: it has the name of the file, by which VS Code knows the language. */
export function proposalAddress({ id, target }: Pick<Proposal, 'id' | 'target'>): Uri {
	return Uri.from({ scheme: SCHEMES.change, path: `/${id}/${fileName(Uri.parse(target, true))}` });
}

export function proposalId({ path }: Uri): string {
	return path.split('/')[1] ?? '';
}

/** A notebook's cell is no notebook, and is not to be shown as one. */
function fileName(uri: Uri): string {
	const name = uri.path.split('/').at(-1) || 'document';
	return uri.scheme === 'vscode-notebook-cell' ? `${name} cell` : name;
}
