import { type TextDocument, type Uri, workspace } from 'vscode';
import type { Section } from '../../core/references/textParts.ts';
import { type GitRepository, repositoryOf } from '../git/gitApi.ts';
import { placeIn } from '../vscode/placeIn.ts';

export interface Unsaved {
	/** A piece for each changed file, by its name. */
	readonly sections: readonly Section[];
	/** What is not saved and is in no piece, in words. */
	readonly leftOut: readonly string[];
}

/**
 * What is not staged as the editors have it, saved or not: Git itself knows only what is on the disk.
 * @param onDisk what Git says, a piece for each file
 */
export async function withUnsaved(
	repository: GitRepository,
	onDisk: readonly Section[],
): Promise<Unsaved> {
	const sections = new Map(onDisk.map((section) => [section.name, section]));
	const leftOut: string[] = [];
	const isIn = ({ uri }: { readonly uri: Uri }) => repositoryOf([repository], uri) !== undefined;
	const pathOf = ({ uri }: { readonly uri: Uri }) => placeIn(repository.rootUri, uri);
	for (const document of workspace.textDocuments) {
		if (!document.isDirty || !isIn(document)) continue;
		const path = pathOf(document);
		const known = sections.get(path);
		const before = await staged(repository, document);
		// A file that Git does not know has no changes: it is among the new ones, or ignored.
		if (before === undefined && known === undefined) continue;
		const text =
			before === undefined ? undefined : await diffOf(path, before, document, known?.text);
		if (text === undefined) leftOut.push(notSaved(path));
		else if (text === '') sections.delete(path);
		else sections.set(path, { name: path, text });
	}
	// The file of a notebook is written by whoever knows its kind.
	const notebooks = workspace.notebookDocuments.filter((one) => one.isDirty && isIn(one));
	leftOut.push(...notebooks.map((notebook) => notSaved(pathOf(notebook))));
	const byName = (one: Section, other: Section) => (one.name < other.name ? -1 : 1);
	return { sections: [...sections.values()].toSorted(byName), leftOut };
}

function notSaved(path: string): string {
	return `what is not saved in ${path}`;
}

/** What is staged of a file, or was committed of it; undefined where Git has no such file, or several versions that are to be merged. */
async function staged(
	repository: GitRepository,
	{ uri }: TextDocument,
): Promise<string | undefined> {
	try {
		return await repository.show('', uri.fsPath);
	} catch {
		return undefined;
	}
}

async function diffOf(
	path: string,
	before: string,
	document: TextDocument,
	onDisk = '',
): Promise<string | undefined> {
	const head = onDisk.split('\n').filter((line) => /^(?:old|new) mode \d+$/.test(line));
	const { unsavedDiff } = await import('../../core/references/unsavedDiff.ts');
	return unsavedDiff(path, { before, now: document.getText() }, head);
}
