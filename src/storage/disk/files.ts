import { constants } from 'node:fs';
import * as fs from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The file operations all of storage is made of: Node's own, or a test's, which lets any of them fail over real files. */
export type Files = Pick<
	typeof fs,
	| 'appendFile'
	| 'mkdir'
	| 'open'
	| 'readdir'
	| 'readFile'
	| 'rename'
	| 'rm'
	| 'stat'
	| 'utimes'
	| 'writeFile'
>;

export const nodeFiles: Files = fs;

/** What people write to a model, and what they pay for it, is theirs alone. */
export const OWNER_ONLY = 0o600;

/** Flags of `open`: to read and to append to a file that is there. */
export const APPEND = constants.O_RDWR | constants.O_APPEND;

/** The same, for one that is made where it is not there. */
export const APPEND_OR_CREATE = APPEND | constants.O_CREAT;

/**
 * Has the system put a folder's entries on the disk: a file that is new or renamed is only then sure to be found after a
 * power failure. Windows cannot, and needs not; a file system that cannot says so and is left alone.
 */
export async function syncFolder(files: Files, path: string): Promise<void> {
	try {
		await using folder = await files.open(path, 'r');
		await folder.sync();
	} catch {
		// The file itself is written: a reason to say that it was not would be a false alarm.
	}
}

/**
 * Puts a whole file in the place of what is there, so that a reader, a failure or a power cut finds the old or the new one;
 * once it resolves, the new one. The folder is made where there is none. Rejects with node's error; then nothing has changed.
 *
 * @param updated when it is to be taken to have been written, in seconds since 1970; now, if not given
 */
export async function replaceFile(
	files: Files,
	path: string,
	content: string | Uint8Array,
	updated?: number,
): Promise<void> {
	const whole = `${path}.${crypto.randomUUID()}`;
	await files.mkdir(dirname(path), { recursive: true });
	try {
		await files.writeFile(whole, content, { mode: OWNER_ONLY, flush: true });
		if (updated !== undefined) await files.utimes(whole, updated, updated);
		await files.rename(whole, path);
	} catch (error) {
		await files.rm(whole, { force: true }).catch(() => {});
		throw error;
	}
	await syncFolder(files, dirname(path));
}

/** As replaceFile names a file that is not whole yet. */
const UNFINISHED = /\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Removes what windows that died in the middle of replaceFile have left in a folder and all below it. Rejects with node's error.
 *
 * @param before milliseconds since 1970: what was touched later a window may still be writing
 */
export async function removeUnfinished(
	folder: string,
	before: number,
	files: Files = nodeFiles,
): Promise<void> {
	const names = await namesIn(files, folder, { recursive: true });
	for (const name of names.filter((name) => UNFINISHED.test(name))) {
		const path = join(folder, name);
		try {
			// Not its mtime: that may have been set to years ago.
			const { ctimeMs } = await files.stat(path);
			if (ctimeMs < before) await files.rm(path, { force: true });
		} catch (error) {
			// It has its name by now, or another window was quicker.
			if (!isMissing(error)) throw error;
		}
	}
}

/** The names in a folder; none where there is no such folder. Rejects with node's error for others. */
export async function namesIn(
	files: Files,
	folder: string,
	options: { readonly recursive?: boolean } = {},
): Promise<string[]> {
	return files.readdir(folder, options).catch(ifMissing<string[]>([]));
}

/** A file of a folder: its size in bytes, and when it was last written in milliseconds since 1970. */
export type FileInFolder = { name: string; size: number; mtimeMs: number };

/**
 * The whole files in a folder, in no order, for whoever is to remove some: not those that a window is still writing, and not those
 * that another window removes meanwhile. Rejects with node's error for others.
 */
export async function wholeFilesIn(files: Files, folder: string): Promise<FileInFolder[]> {
	const names = (await namesIn(files, folder)).filter((name) => !UNFINISHED.test(name));
	const found = await Promise.all(
		names.map(async (name): Promise<FileInFolder[]> => {
			try {
				const { size, mtimeMs } = await files.stat(join(folder, name));
				return [{ name, size, mtimeMs }];
			} catch (error) {
				return ifMissing([])(error);
			}
		}),
	);
	return found.flat();
}

/** The text of a file; "" where there is no such file. Rejects with node's error for others. */
export async function readOrEmpty(files: Files, path: string): Promise<string> {
	return files.readFile(path, 'utf8').catch(ifMissing(''));
}

/** Size in bytes, and when it was last written in whole milliseconds since 1970: what tells a file from its earlier self. */
export type FileState = { size: number; updated: number };

/** The states of the files with these ids; one that is gone or empty has none. Rejects with node's error for others. */
export async function fileStates(
	files: Files,
	ids: readonly string[],
	path: (id: string) => string,
): Promise<Map<string, FileState>> {
	const states = new Map<string, FileState>();
	await Promise.all(
		ids.map(async (id) => {
			try {
				const { size, mtimeMs } = await files.stat(path(id));
				if (size > 0) states.set(id, { size, updated: Math.floor(mtimeMs) });
			} catch (error) {
				if (!isMissing(error)) throw error;
			}
		}),
	);
	return states;
}

/** Whether an error of node:fs says that there is no such file or folder. */
export function isMissing(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** What a file or folder that is not there stands for; to be given to `catch`, which rejects with all other errors. */
export function ifMissing<T>(value: T): (error: unknown) => T {
	return (error) => {
		if (isMissing(error)) return value;
		throw error;
	};
}
