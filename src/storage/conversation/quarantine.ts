import * as v from 'valibot';
import { type Files, OWNER_ONLY, readOrEmpty } from '../disk/files.ts';
import type { UnreadableLine } from './readLog.ts';

const Entry = v.pipe(v.string(), v.parseJson(), v.object({ line: v.number(), text: v.string() }));

/**
 * Copies lines into the quarantine file at this path, as JSON lines of number and text, but for those it holds already:
 * a log only grows, so a line keeps its number. Returns how many were new. Rejects with node's error.
 */
export async function quarantine(
	files: Files,
	path: string,
	lines: readonly UnreadableLine[],
): Promise<number> {
	// Most logs have none, and no such file.
	if (lines.length === 0) return 0;
	const before = await readOrEmpty(files, path);
	const held = new Set(before.split('\n').map(lineNumber));
	const fresh = lines.filter(({ line }) => !held.has(line));
	if (fresh.length > 0) {
		const start = before === '' || before.endsWith('\n') ? '' : '\n';
		const text = fresh.map((entry) => `${JSON.stringify(entry)}\n`).join('');
		await files.appendFile(path, start + text, { mode: OWNER_ONLY });
	}
	return fresh.length;
}

function lineNumber(text: string): number | undefined {
	const entry = v.safeParse(Entry, text);
	return entry.success ? entry.output.line : undefined;
}
