import { FileType, type Uri, workspace } from 'vscode';
import { MAX_EXCERPT_BYTES } from '../../core/attachments/excerptSize.ts';
import type { SecretMatcher } from '../../core/attachments/secretFiles.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import { type ChangedFile, changedFiles, newFile } from '../../core/git/changedFiles.ts';
import type { LeftOut } from '../../core/git/changesThatFit.ts';
import type { CommitChanges } from '../../core/git/commitRequest.ts';
import { withMoves } from '../../core/git/movedFiles.ts';
import { errorText } from '../../shared/errors/errorText.ts';
import { withoutEnd } from '../../shared/text/withoutEnd.ts';
import { placeIn } from '../vscode/placeIn.ts';
import type { GitRepository } from './gitApi.ts';
import { nameOf, unsavedIn, untrackedIn } from './repositories.ts';

/** What a commit in this repository would change. */
export interface ReadChanges extends CommitChanges {
	readonly which: 'staged' | 'all';
}

/** More text of new files than any model takes; in bytes, and in files. */
const MOST_NEW = 2_000_000;
const MOST_NEW_FILES = 300;

/** So much of a file git itself looks at to tell whether it is a text. */
const LOOKED_AT = 8000;

/**
 * What is staged; where nothing is, all that is changed in the working tree, new files among it.
 * @throws ChatError of kind refused where there is nothing, or git cannot say what
 */
export async function readCommitChanges(
	repository: GitRepository,
	isSecret: SecretMatcher,
): Promise<ReadChanges> {
	const { rootUri } = repository;
	try {
		await repository.status();
		const { indexChanges, workingTreeChanges, mergeChanges } = repository.state;
		const isStaged = indexChanges.length > 0;
		const tracked = isStaged ? indexChanges : [...workingTreeChanges, ...mergeChanges];
		const untracked = isStaged ? [] : untrackedIn(repository);
		if (tracked.length === 0 && untracked.length === 0) throw nothing(repository);
		const shown = changedFiles(await repository.diff(isStaged));
		const added = await newFiles(rootUri, untracked, isSecret);
		const files = withMoves([...shown, ...added.files]);
		const known = new Set(files.flatMap(({ path, before }) => [path, before]));
		for (const { path } of added.missing) known.add(path);
		const unshown = tracked
			.map(({ uri }) => placeIn(rootUri, uri))
			.filter((path) => !known.has(path))
			.map((path): LeftOut => ({ path, why: 'unshown' }));
		const unsaved = isStaged
			? []
			: unsavedIn(repository).map((path): LeftOut => ({ path, why: 'unsaved' }));
		const missing = [...added.missing, ...unshown, ...unsaved];
		return { which: isStaged ? 'staged' : 'all', files, missing };
	} catch (error) {
		if (error instanceof ChatError) throw error;
		const why = withoutEnd(errorText(error).trim(), '.');
		throw new ChatError(
			'refused',
			`Git cannot say what is changed in ${nameOf(repository)}: ${why}.`,
		);
	}
}

function nothing(repository: GitRepository): ChatError {
	const unsaved = unsavedIn(repository);
	const hint =
		unsaved.length === 0
			? ''
			: ` Save ${unsaved.length === 1 ? unsaved[0] : `the ${unsaved.length} changed files`} first.`;
	return new ChatError('refused', `There is nothing to commit in ${nameOf(repository)}.${hint}`);
}

/** Files that git does not know yet. One whose name says that it may hold secrets is not even read. */
async function newFiles(
	root: Uri,
	uris: readonly Uri[],
	isSecret: SecretMatcher,
): Promise<CommitChanges> {
	const files: ChangedFile[] = [];
	const missing: LeftOut[] = [];
	let bytes = 0;
	for (const uri of uris) {
		const path = placeIn(root, uri);
		if (isSecret(path)) {
			missing.push({ path, why: 'secret' });
			continue;
		}
		const size = await sizeOf(uri);
		if (size === undefined) missing.push({ path, why: 'unread' });
		else if (
			size > MAX_EXCERPT_BYTES ||
			bytes + size > MOST_NEW ||
			files.length >= MOST_NEW_FILES
		) {
			missing.push({ path, why: 'noRoom' });
		} else {
			bytes += size;
			files.push(newFile(path, await textOf(uri)));
		}
	}
	return { files, missing };
}

/** In bytes; undefined for what is no file: a repository in this one is a folder to it. */
async function sizeOf(uri: Uri): Promise<number | undefined> {
	try {
		const { type, size } = await workspace.fs.stat(uri);
		// Of a link git keeps where it leads, and not what is there.
		return type === FileType.File ? size : undefined;
	} catch {
		return undefined;
	}
}

async function textOf(uri: Uri): Promise<string | undefined> {
	const bytes = await workspace.fs.readFile(uri);
	return bytes.subarray(0, LOOKED_AT).includes(0) ? undefined : new TextDecoder().decode(bytes);
}
