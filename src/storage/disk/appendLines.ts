import type { FileHandle } from 'node:fs/promises';
import { withoutEnd } from '../../shared/text/withoutEnd.ts';

const NEWLINE = 0x0a;

/**
 * Appends lines to a file, beginning a new one where its last was torn. Rejects with node's error; a full disk can still have taken a part.
 *
 * @param written is told first how many of the lines are there, whole: these must not come again
 */
export async function appendLines(
	file: FileHandle,
	lines: readonly string[],
	written: (count: number) => unknown,
): Promise<void> {
	const start = (await endsInTornLine(file)) ? '\n' : '';
	const bytes = Buffer.from(`${start}${lines.join('\n')}\n`);
	let done = 0;
	try {
		while (done < bytes.length) {
			done += (await file.write(bytes, done)).bytesWritten;
		}
	} finally {
		await written(wholeLines(lines, done - start.length));
	}
}

/** Whether the last line of a file lacks its line end: it was torn off by a crash or a full disk. */
async function endsInTornLine(file: FileHandle): Promise<boolean> {
	const { size } = await file.stat();
	if (size === 0) {
		return false;
	}
	const { bytesRead, buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
	return bytesRead === 1 && buffer[0] !== NEWLINE;
}

/** Whether a line was torn off by a full disk and then written again, whole, as the next one: nothing of it is missing. */
export function isBeginningOf(text: string, next = ''): boolean {
	// It may end in the middle of a character.
	return next.startsWith(withoutEnd(text, '\ufffd'));
}

/** How many of the lines are whole within the first `bytes` bytes. The last needs no line end: the next write adds it. */
function wholeLines(lines: readonly string[], bytes: number): number {
	let end = 0;
	const torn = lines.findIndex((line) => {
		end += Buffer.byteLength(line) + 1;
		return end - 1 > bytes;
	});
	return torn === -1 ? lines.length : torn;
}
