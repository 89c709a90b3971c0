import { errorText } from '../../shared/errors/errorText.ts';

/** What an error of the file system means to people. */
export interface DiskReason {
	/** Goes on after "could not be saved: ". */
	readonly reason: string;
	/** What to do about it, a sentence; "" where that is not known. */
	readonly remedy: string;
}

const FULL = 'Free some space on it.';
const DENIED = { reason: 'the system does not allow it', remedy: 'Check who may write there.' };
const TOO_MANY = { reason: 'too many files are open', remedy: 'Close some programs.' };

const REASONS: ReadonlyMap<string, DiskReason> = new Map([
	['ENOSPC', { reason: 'the disk is full', remedy: FULL }],
	['EDQUOT', { reason: 'your share of the disk is used up', remedy: FULL }],
	['EROFS', { reason: 'the disk is read-only', remedy: 'Make it writable again.' }],
	['EACCES', DENIED],
	['EPERM', DENIED],
	['NoPermissions', DENIED],
	['EIO', { reason: 'the disk failed', remedy: 'Check it, and copy what you need from it.' }],
	['ENOENT', { reason: 'the file or its folder is gone', remedy: 'Put it back if you moved it.' }],
	['EMFILE', TOO_MANY],
	['ENFILE', TOO_MANY],
]);

/** By the code in the error's text: VS Code's own errors have Node's only there. */
const CODE = new RegExp(`\\b(${[...REASONS.keys()].join('|')})\\b`);

/** Of what could not be written, after the reason. */
export const KEPT =
	'It is kept in memory and tried again until it works; leave the window open until then.';

function diskReason(error: unknown): DiskReason {
	const text = errorText(error);
	const [, code = ''] = CODE.exec(text) ?? [];
	return REASONS.get(code) ?? { reason: text.replace(/\.$/, ''), remedy: '' };
}

/** "The disk is full. Free some space on it.", after what could not be done. */
export function couldNot(what: string, error: unknown, then = ''): string {
	const { reason, remedy } = diskReason(error);
	return [`${what}: ${reason}.`, remedy, then].filter((part) => part !== '').join(' ');
}

/** What VS Code and Node say of a file that cannot be opened, in the words that go on after "cannot be read: ". */
const UNREAD: readonly (readonly [RegExp, string])[] = [
	[/nonexistent|\bENOENT\b|(?:File|Entry)NotFound/, 'it is not there any more'],
	[/\b(?:EACCES|EPERM|NoPermissions)\b/, 'the system does not allow it'],
	[/\bEISDIR\b|is actually a directory|FileIsADirectory/, 'it is a folder'],
];

/** Before the reason: "Unknown (FileSystemError): ", "Error: ". */
const BEFORE = /^(?:\w{1,40} \(FileSystemError\): )?(?:\w{0,40}Error: )?/;
const CODED = /^E[A-Z0-9]{2,20}: /;

/** Why a file could not be opened, without paths and codes: "it is not there any more.", or what is left of the error's own words. */
export function unreadReason(error: unknown): string {
	const text = errorText(error)
		.replace(/^cannot open .*?\. Detail: /, '')
		.replace(/\.$/, '');
	const { before, inside } = brackets(text);
	// What is to be known by its words is not looked for in a path.
	const words = [before, inside ?? ''].map(withoutQuoted).join(' ');
	const known = UNREAD.find(([pattern]) => pattern.test(words))?.[1];
	const [, code = ''] = CODE.exec(words) ?? [];
	return `${known ?? REASONS.get(code)?.reason ?? ownReason(text, inside)}.`;
}

/** VS Code's own words around a reason: "Unable to read file '/w/a.ts' (…)". */
function brackets(text: string): { readonly before: string; readonly inside?: string } {
	if (!text.startsWith('Unable to ') || !text.endsWith(')')) return { before: text };
	const quoted = text.indexOf("' (");
	const at = quoted < 0 ? text.indexOf(' (') : quoted + 1;
	return at < 0 ? { before: text } : { before: text.slice(0, at), inside: text.slice(at + 2, -1) };
}

/** Without what stands between the first and the last quote: a path, which may have some itself. */
function withoutQuoted(text: string): string {
	const [first, last] = [text.indexOf("'"), text.lastIndexOf("'")];
	return first < last ? text.slice(0, first) + text.slice(last + 1) : text;
}

function ownReason(text: string, inside: string | undefined): string {
	if (inside === undefined) {
		const [before = text] = text.split(/ \((?:FileSystem)?Error\b/, 1);
		if (before !== text && !/^\w+$/.test(before)) return before;
	}
	const reason = (inside ?? text).replace(BEFORE, '');
	// Node's go on with what was done to which path: ", open '/w/a.ts'".
	const [plain] = CODED.test(reason) ? reason.replace(CODED, '').split(', ', 1) : [reason];
	return plain || text;
}
