import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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
