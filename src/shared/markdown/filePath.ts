/**
 * Whether a link leads to a file beside others rather than to an address: no scheme, host, query or place in the same text alone, and
 * a folder or an extension in it. `src/a.ts`, `./a.ts#L10` and `a.ts:10` do.
 */
export function isFilePath(href: string): boolean {
	return readFilePath(href) !== undefined;
}

export interface FilePath {
	/** As it was written, decoded, with slashes. May lead out of its folder. */
	readonly path: string;
	/** Counted from 1; undefined for none. */
	readonly line: number | undefined;
	readonly endLine: number | undefined;
}

const PLACE =
	/(?:#L(\d{1,7})(?:C\d{1,7})?(?:-L?(\d{1,7})(?:C\d{1,7})?)?|:(\d{1,7})(?:[:-](\d{1,7}))?)$/;

/** The file that a link leads to; undefined for a link to anything else. */
export function readFilePath(href: string): FilePath | undefined {
	const place = PLACE.exec(href.slice(-40));
	const written = place ? href.slice(0, -place[0].length) : href;
	const [, hashLine, hashEnd, colonLine, colonEnd] = place ?? [];
	const path = decoded(written.split('#', 1)[0] ?? '')?.replaceAll('\\', '/');
	if (path === undefined || !looksLikeFile(path)) return undefined;
	// After a colon the second number is a column, after a hash the last line.
	const between = place?.[0].includes('-') ? (hashEnd ?? colonEnd) : undefined;
	const line = numberOf(hashLine ?? colonLine);
	return { path, line, endLine: numberOf(between) ?? line };
}

function looksLikeFile(path: string): boolean {
	// A scheme, a drive or a host; signs that no path needs, or that would hide where it leads.
	if (/^[a-z][a-z0-9+.-]{0,40}:|^\/\/|[?\p{C}:*"<>|]/iu.test(path)) return false;
	return /[^./]\/|^\.{0,2}\/[^/]|\.[a-z0-9_]{1,12}$/i.test(path) && !path.endsWith('/');
}

function decoded(text: string): string | undefined {
	try {
		return decodeURIComponent(text);
	} catch {
		return undefined;
	}
}

function numberOf(digits: string | undefined): number | undefined {
	return digits === undefined ? undefined : Number(digits);
}
