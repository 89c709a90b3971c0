import { isMissing } from './fileErrors.ts';
import type { Files } from './files.ts';

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
