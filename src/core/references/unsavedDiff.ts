// A file of its own in dist/, with the package: what is needed only where a changed file is not saved.
import { formatPatch, OMIT_HEADERS, structuredPatch } from 'diff';

/** Texts that have too little in common take longer, in milliseconds. */
const MOST_MS = 2000;

/** What git shows around a change. */
const CONTEXT = 3;

/**
 * What `git diff` would say of a file with this text, but for the numbers of its objects. The ends of its lines are not compared, nor is
 * a byte order mark: an editor has neither in its text.
 *
 * @param path in the repository, with slashes
 * @param before what Git has of it
 * @param head what git says of the file besides its text, such as another mode; empty where it says nothing
 * @returns an empty text where nothing is changed; undefined where it would take too long
 */
export function unsavedDiff(
	path: string,
	{ before, now }: { readonly before: string; readonly now: string },
	head: readonly string[],
): string | undefined {
	const options = { context: CONTEXT, timeout: MOST_MS };
	const texts = [asLines(before), asLines(now)] as const;
	const patch = structuredPatch('', '', ...texts, undefined, undefined, options);
	if (patch === undefined) return undefined;
	const hunks = formatPatch(patch, OMIT_HEADERS).replace(/\n$/, '');
	const changed = hunks === '' ? [] : [`--- a/${path}`, `+++ b/${path}`, hunks];
	const all = [...head, ...changed];
	return all.length === 0 ? '' : [`diff --git a/${path} b/${path}`, ...all].join('\n');
}

function asLines(text: string): string {
	return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}
