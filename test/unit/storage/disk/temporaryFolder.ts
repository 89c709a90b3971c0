import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Files, nodeFiles } from '../../../../src/storage/disk/files.ts';

/** Runs something in a folder of its own, which is gone afterwards. */
export async function inTemporaryFolder(run: (folder: string) => Promise<void>): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'llama-chat-'));
	try {
		await run(folder);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** The onError of a test in which nothing may fail. */
export function unexpected(error: unknown): void {
	throw error;
}

/**
 * The file operations of a window that does something beside another: what that does just after this one has read the names in a
 * folder.
 *
 * @param other what the other window does, by the folder; it is told once of each look
 */
export function besideAnother(other: (folder: string) => Promise<unknown>): Files {
	const readdir: typeof nodeFiles.readdir = new Proxy(nodeFiles.readdir, {
		async apply(target, self, args: Parameters<typeof nodeFiles.readdir>) {
			const names: unknown = await Reflect.apply(target, self, args);
			await other(String(args[0]));
			return names;
		},
	});
	return { ...nodeFiles, readdir };
}
