import { Uri, window, workspace } from 'vscode';
import { ChatError } from '../../core/errors/chatError.ts';
import { fileInUse } from '../editor/editorInUse.ts';
import { placeIn } from '../vscode/placeIn.ts';
import { findGit, type GitRepository, repositoriesOf, repositoryOf } from './gitApi.ts';

/**
 * The repositories that VS Code has open.
 * @param without what cannot be done without them: "The changes cannot be read."
 * @throws ChatError of kind refused, saying why there are none and what helps
 */
export async function openRepositories(without: string): Promise<readonly GitRepository[]> {
	const git = await findGit();
	if ('missing' in git) throw new ChatError('refused', `${without} ${git.missing}`);
	const repositories = await repositoriesOf(git);
	if (repositories.length > 0) return repositories;
	throw new ChatError(
		'refused',
		'VS Code has found no Git repository in this workspace. The Source Control view says why, and can open one.',
	);
}

/** That of the file in use; where there is none and there are several, the one that the user picks. */
export async function pickRepository(
	repositories: readonly GitRepository[],
	title: string,
): Promise<GitRepository | undefined> {
	const file = fileInUse();
	const active = file && repositoryOf(repositories, file);
	if (active !== undefined || repositories.length === 1) return active ?? repositories[0];
	const items = repositories.map((repository) => ({
		label: nameOf(repository),
		description: workspace.asRelativePath(repository.rootUri),
		repository,
	}));
	const picked = await window.showQuickPick(items, { title });
	return picked?.repository;
}

/** Whatever a button of the Source Control view gives along: of which repository it is; undefined where it does not say. */
export function rootGivenWith(args: readonly unknown[]): Uri | undefined {
	const [source] = args;
	if (typeof source !== 'object' || source === null || !('rootUri' in source)) return undefined;
	return source.rootUri instanceof Uri ? source.rootUri : undefined;
}

export function nameOf({ rootUri }: Pick<GitRepository, 'rootUri'>): string {
	return rootUri.path.slice(rootUri.path.lastIndexOf('/') + 1);
}

/** The number by which the extension says that Git does not know a file. */
const UNTRACKED = 7;

/** The files that git does not know yet. */
export function untrackedIn({ state }: GitRepository): Uri[] {
	const changes = [
		...(state.untrackedChanges ?? []),
		...state.workingTreeChanges.filter(({ status }) => status === UNTRACKED),
	];
	return [...new Map(changes.map(({ uri }) => [uri.toString(), uri])).values()];
}

/** The files with changes that only an editor has: Git knows what is on the disk. From the top of the repository. */
export function unsavedIn(repository: GitRepository): string[] {
	const isIn = (uri: Uri) => repositoryOf([repository], uri) !== undefined;
	return workspace.textDocuments
		.filter(({ isDirty, uri }) => isDirty && isIn(uri))
		.map(({ uri }) => placeIn(repository.rootUri, uri));
}
