import * as fs from 'node:fs/promises';

/** The file operations the store is made of: Node's own, or a test's, which lets any of them fail over real files. */
export type Files = Pick<
	typeof fs,
	'appendFile' | 'mkdir' | 'open' | 'readdir' | 'readFile' | 'rename' | 'rm' | 'stat' | 'writeFile'
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
 * Puts a whole file in the place of what is there, so that a reader, a failure or a power cut finds the old or the new one.
 * Rejects with node's error; then nothing has changed.
 */
export async function replaceFile(files: Files, path: string, text: string): Promise<void> {
	const whole = `${path}.${crypto.randomUUID()}`;
	try {
		await files.writeFile(whole, text, { mode: 0o600, flush: true });
		await files.rename(whole, path);
	} catch (error) {
		await files.rm(whole, { force: true }).catch(() => {});
		throw error;
	}
}
