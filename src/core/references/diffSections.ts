import type { Section } from './textParts.ts';

/** What `diff.submodule` may have git say of a repository within this one. */
const SUBMODULE = /^Submodule (.+?) (?:[0-9a-f]{7,}\b|contains |\d+ )/;

/** The text of `git diff` by files. What it says of a file without a diff, such as that it is not merged, is none of them. */
export function diffSections(diff: string): Section[] {
	return diff
		.split(/^(?=diff --|Submodule |\* Unmerged path )/m)
		.map((text) => text.replace(/\r?\n$/, ''))
		.flatMap((text) => {
			const name = text.startsWith('diff --') ? changedFile(text) : SUBMODULE.exec(text)?.[1];
			return name === undefined ? [] : { name, text };
		});
}

/** The file that a piece is about, by the name that it has now. */
function changedFile(text: string): string {
	// What comes before the first hunk: a line of a file can look like a name as well.
	const head = text.split(/^@@/m, 1)[0] ?? '';
	const named =
		/^(?:rename|copy) to (.+)$/m.exec(head)?.[1] ??
		side(/^\+\+\+ (.+)$/m.exec(head)?.[1]) ??
		side(/^--- (.+)$/m.exec(head)?.[1]);
	if (named !== undefined) return unquoted(named);
	const [, combined] = /^diff --(?:cc|combined) (.+)/.exec(head) ?? [];
	if (combined !== undefined) return unquoted(combined);
	// Without hunks both sides have the same name, as for a binary file or another mode.
	const [, both = ''] = /^diff --git (.+)/.exec(head) ?? [];
	const half = both.slice((both.length + 1) / 2);
	return unquoted(side(half) ?? half);
}

/** Without the letter of the side before it; undefined for what is no file. */
function side(name: string | undefined): string | undefined {
	if (name === undefined || name === '/dev/null') return undefined;
	return name.replace(/\t$/, '').replace(/^("?)[a-z]\//, '$1');
}

/** What git writes after a backslash for bytes that are no letters. */
const ESCAPES: ReadonlyMap<string, number> = new Map([
	['a', 7],
	['b', 8],
	['t', 9],
	['n', 10],
	['v', 11],
	['f', 12],
	['r', 13],
]);

/** A name as it is. Git writes the bytes of names with signs and other letters than the English as octal numbers, in quotes. */
export function unquoted(name: string): string {
	if (!name.startsWith('"')) return name;
	const bytes: number[] = [];
	for (const [piece, escaped] of name.replace(/^"|"$/g, '').matchAll(/\\([0-7]{3}|.)|[^\\]+/gsu)) {
		if (escaped === undefined) for (const byte of new TextEncoder().encode(piece)) bytes.push(byte);
		else if (escaped.length === 3) bytes.push(Number.parseInt(escaped, 8));
		else bytes.push(ESCAPES.get(escaped) ?? escaped.charCodeAt(0));
	}
	return new TextDecoder().decode(Uint8Array.from(bytes));
}
