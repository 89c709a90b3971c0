import * as fs from 'node:fs/promises';
import { dirname } from 'node:path';
import { isMissing } from './fileErrors.ts';

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
		// For its owner alone: it is about what people write to a model.
		await files.writeFile(whole, content, { mode: 0o600, flush: true });
		if (updated !== undefined) await files.utimes(whole, updated, updated);
		await files.rename(whole, path);
	} catch (error) {
		await files.rm(whole, { force: true }).catch(() => {});
		throw error;
	}
	await syncFolder(files, dirname(path));
}

/** The names in a folder; none where there is no such folder. Rejects with node's error for others. */
export async function namesIn(files: Files, folder: string): Promise<string[]> {
	try {
		return await files.readdir(folder);
	} catch (error) {
		if (isMissing(error)) return [];
		throw error;
	}
}
