import { languageNamed } from '../../editor/languageNames.ts';
import { fileNameComment } from './fileNameComment.ts';
import { readPath } from './readPath.ts';

/** A code block as its fence and its lines have it. */
export interface FencedCode {
	/** All that follows the opening fence, '' for none. */
	readonly info: string;
	/** Lines joined by \n. */
	readonly text: string;
}

/** What a code block says of the file that it is for. */
export interface NamedFile {
	/** As it is written, with slashes; may lead anywhere. Undefined where the block names no file. */
	readonly path: string | undefined;
	/** The code, without a line that only names the file. */
	readonly text: string;
	/** As the fence names it, else by the path's extension; '' where neither tells. */
	readonly language: string;
}

/** The keys that name a file in an info string: `title="src/a.ts"`, `{file=src/a.ts}`, `[filename: a.ts]`. */
const KEY =
	/(?:^|[\s{[(,])(title|name|source|src|file|file_?name|file_?path|path)\s*[=:]\s*(?:"([^"]*)"|'([^']*)'|`([^`]*)`|([^\s"'`{}[\](),]+))/gi;

/** The keys whose value may as well be a caption. */
const CAPTION = /^(?:title|name|source|src)$/i;

/** As an editor cites its own lines: `12:15:src/a.ts`. */
const CITED = /^\d{1,7}:\d{1,7}:(.+)$/;

/** Which file a code block names: its info string, or else a comment that begins it. What could as well be something else names none. */
export function namedFile({ info, text }: FencedCode): NamedFile {
	const [first = '', ...rest] = words(info);
	const inInfo = pathInInfo(info, first, rest);
	const comment = fileNameComment(text, languageNamed(languageIn(first)));
	const path = inInfo ?? comment?.path;
	const isName = comment !== undefined && (inInfo === undefined || sameFile(inInfo, comment.path));
	return {
		path,
		text: isName && comment.isAlone ? comment.without : text,
		language: languageIn(first) || extensionOf(path),
	};
}

function pathInInfo(info: string, first: string, rest: readonly string[]): string | undefined {
	const cited = CITED.exec(first)?.[1];
	if (cited !== undefined) return readPath(cited, 'said');
	for (const [, key = '', ...values] of info.matchAll(KEY)) {
		const value = values.find((group) => group !== undefined) ?? '';
		const path = readPath(value, CAPTION.test(key) ? 'found' : 'said');
		if (path !== undefined) return path;
	}
	// `ts:src/a.ts`; a colon in the first word of a Windows path is that of its drive.
	const afterColon = /^[a-z][\w+#-]+:(.+)$/i.exec(first)?.[1];
	const alone = [afterColon, first].flatMap((word) => word ?? []);
	const bare = rest.join(' ').replace(/^(?:\/\/|#|--|<!--)\s*/, '');
	for (const word of [...alone, bare.replace(/-->$/, '').trim(), ...rest]) {
		const path = readPath(unwrapped(word), 'found');
		if (path !== undefined) return path;
	}
	return undefined;
}

function words(info: string): string[] {
	return info.trim().split(/\s+/);
}

/** `(a.ts)`, `[a.ts]`, `{a.ts}`, `"a.ts"`. */
function unwrapped(word: string): string {
	return (
		/^(?:\((.*)\)|\[(.*)\]|\{(.*)\}|"(.*)"|'(.*)'|`(.*)`)$/.exec(word)?.slice(1).find(Boolean) ??
		word
	);
}

/** The language that the first word is, '' where it is a path or nothing. */
function languageIn(first: string): string {
	if (CITED.test(first)) return '';
	const name = /^[^:,{]*/.exec(first)?.[0] ?? '';
	return readPath(name, 'found') !== undefined ? '' : name;
}

function extensionOf(path: string | undefined): string {
	const name = path?.split('/').at(-1) ?? '';
	const extension = /\.([a-z0-9+]+)$/i.exec(name)?.[1] ?? name;
	return languageNamed(extension);
}

/** The shorter name may leave out the folders. */
function sameFile(one: string, other: string): boolean {
	const [short, long] = one.length < other.length ? [one, other] : [other, one];
	return short === long || long.endsWith(`/${short}`);
}
