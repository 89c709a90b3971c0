import type { Files } from '../disk/files.ts';

const NEWLINE = 0x0a;

/** A log with what is still to be written to it. */
export interface WholeLog {
	readonly bytes: Buffer;
	/** Its size, and when it last changed, in whole milliseconds since 1970: what tells it from its earlier self. */
	readonly size: number;
	readonly updated: number;
}

/** A file as it is. Rejects with node's error. */
export async function readFileAt(files: Files, path: string): Promise<WholeLog> {
	const { size, mtimeMs } = await files.stat(path);
	return { bytes: await files.readFile(path), size, updated: Math.floor(mtimeMs) };
}

/** What is given to a log and not in its file yet. */
interface Unwritten {
	/** Lines with their ends; "" for none. */
	readonly unwritten: string;
	/** When the last came, in milliseconds since 1970. */
	readonly changed: number;
}

/**
 * The file with the lines that will be appended to it.
 * @param file undefined where it is not there yet
 */
export function withUnwritten(
	file: WholeLog | undefined,
	{ unwritten, changed }: Unwritten,
): WholeLog {
	if (file === undefined) {
		const bytes = Buffer.from(unwritten);
		return { bytes, size: bytes.length, updated: changed };
	}
	if (unwritten === '') return file;
	// As it is when it is written: a line of its own, whatever was torn off before.
	const lineEnd = file.size === 0 || file.bytes.at(-1) === NEWLINE ? '' : '\n';
	const added = Buffer.from(lineEnd + unwritten);
	const bytes = Buffer.concat([file.bytes, added]);
	return { bytes, size: file.size + added.length, updated: changed };
}
