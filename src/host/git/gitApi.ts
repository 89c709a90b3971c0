import {
	type Disposable,
	type Event,
	type Extension,
	env,
	extensions,
	type Uri,
	workspace,
} from 'vscode';
import { answerInTime } from '../vscode/answerInTime.ts';

/** How long VS Code's Git extension may take to start, in milliseconds. */
const START_MS = 5000;

/** A file that differs, of VS Code's Git extension. */
export interface GitChange {
	readonly uri: Uri;
	/** The number of a kind in that extension. */
	readonly status: number;
}

/** A repository as VS Code's Git extension gives it: what is used of it here. */
export interface GitRepository {
	readonly rootUri: Uri;
	readonly state: {
		readonly indexChanges: readonly GitChange[];
		readonly workingTreeChanges: readonly GitChange[];
		readonly mergeChanges: readonly GitChange[];
		/** Absent before 1.109, where these are among those of the working tree. */
		readonly untrackedChanges?: readonly GitChange[];
	};
	/** Looks anew what is changed. */
	status(): Promise<void>;
	/** The text of `git diff`, or with true of `git diff --cached`. */
	diff(cached?: boolean): Promise<string>;
	/** The message box of the Source Control view. */
	readonly inputBox: { value: string };
	/** The last commits, the latest first. Rejects where there is none. */
	log(options: { readonly maxEntries: number }): Promise<readonly { readonly message: string }[]>;
	/** A file's text as it is in a commit, or in the index under an empty name. */
	show(ref: string, path: string): Promise<string>;
	/** Those of the paths of the file system that are ignored. */
	checkIgnore?(paths: string[]): Promise<ReadonlySet<string>>;
}

/** Version 1 of what VS Code's Git extension offers to others. */
export interface GitApi {
	readonly state: 'uninitialized' | 'initialized';
	readonly onDidChangeState: Event<'uninitialized' | 'initialized'>;
	readonly repositories: readonly GitRepository[];
}

interface GitExtension {
	/** False where it has begun with `git.enabled` off, and where there is no git. */
	readonly enabled: boolean;
	/** @throws Error while it is not enabled */
	getAPI(version: 1): GitApi;
}

/** VS Code's Git extension, or in whole sentences why it is out of reach and what helps. */
export type Git = GitApi | { readonly missing: string };

/** Why git is out of reach. */
export interface NoGit {
	/** In a few words. */
	readonly short: string;
	/** In whole sentences, with what helps. */
	readonly missing: string;
}

/** What is known of it without starting the extension; undefined where nothing speaks against asking it. */
export function gitOutOfReach(): NoGit | undefined {
	const extension = gitExtension();
	if (extension === undefined) return noExtension();
	// One that has begun goes on, but there is nothing of Git in the window any more.
	if (workspace.getConfiguration('git').get('enabled') === false) {
		return {
			short: 'git.enabled is off',
			missing:
				"VS Code's setting git.enabled is off. Switch it on, or run git diff in the terminal and attach it with #terminal.",
		};
	}
	return extension.isActive && !extension.exports?.enabled ? NOT_FOUND : undefined;
}

/** The extension has begun, and has nothing to offer. */
const NOT_FOUND: NoGit = {
	short: 'VS Code finds no git',
	missing:
		"VS Code's Git extension finds no git. Install git, or name it in the setting git.path, and reload the window.",
};

function noExtension(): NoGit {
	const { remoteName } = env;
	if (remoteName !== undefined) {
		return {
			short: 'not in this remote window',
			missing: `In this remote window (${remoteName}) Llama Chat runs beside you and VS Code's Git extension with the files, where it cannot be asked. Run git diff in the terminal and attach it with #terminal.`,
		};
	}
	if (!workspace.isTrusted) {
		return {
			short: 'not in a workspace that you do not trust',
			missing:
				"VS Code's Git extension does not run in a workspace that you have not trusted. Trust it first.",
		};
	}
	return {
		short: 'the extension Git is not there',
		missing: "VS Code's Git extension is not there or is disabled. Enable the extension Git.",
	};
}

function gitExtension(): Extension<GitExtension | undefined> | undefined {
	return extensions.getExtension<GitExtension | undefined>('vscode.git');
}

export async function findGit(): Promise<Git> {
	const outOfReach = gitOutOfReach();
	if (outOfReach !== undefined) return outOfReach;
	const extension = gitExtension();
	const git = extension?.isActive
		? extension.exports
		: await answerInTime(extension?.activate() ?? Promise.resolve(undefined), START_MS);
	if (git === undefined) {
		return { missing: "VS Code's Git extension has not started. Try again in a moment." };
	}
	if (!git.enabled) return NOT_FOUND;
	try {
		return git.getAPI(1);
	} catch (error) {
		return { missing: `VS Code's Git extension cannot be asked: ${String(error)}` };
	}
}

/** The repositories that are open, once the extension has looked for them. */
export async function repositoriesOf(api: GitApi): Promise<readonly GitRepository[]> {
	if (api.state === 'initialized') return api.repositories;
	let listening: Disposable | undefined;
	const initialized = new Promise((resolve) => {
		listening = api.onDidChangeState(resolve);
	});
	await answerInTime(initialized, START_MS);
	listening?.dispose();
	return api.repositories;
}

/** The repository that a file or folder is in, the innermost one; undefined for none. */
export function repositoryOf(
	repositories: readonly GitRepository[],
	uri: Uri,
): GitRepository | undefined {
	let innermost: GitRepository | undefined;
	for (const repository of repositories) {
		const root = repository.rootUri;
		const inside =
			root.scheme === uri.scheme &&
			root.authority === uri.authority &&
			(uri.path === root.path || uri.path.startsWith(`${root.path.replace(/\/$/, '')}/`));
		const deeper = root.path.length > (innermost?.rootUri.path.length ?? -1);
		if (inside && deeper) innermost = repository;
	}
	return innermost;
}
