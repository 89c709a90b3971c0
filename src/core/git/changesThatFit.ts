import { cut } from '../../shared/text/shorten.ts';
import type { ChangedFile } from './changedFiles.ts';

/** A file of which a request does not have all, and why. */
export type LeftOut =
	| {
			readonly path: string;
			readonly why: 'secret' | 'binary' | 'noRoom' | 'unsaved' | 'unread' | 'unshown';
	  }
	/** Only so many of the lines that git shows go. */
	| { readonly path: string; readonly why: 'cut'; readonly lines: number; readonly of: number };

export interface FittingChanges {
	/** The changes that go, file by file. */
	readonly text: string;
	readonly leftOut: readonly LeftOut[];
}

export interface Room {
	/** In tokens, for the changes. */
	readonly tokens: number;
	/** The tokens of a text. */
	tokensOf(text: string): number;
	/** Whether a file's name says that it may hold secrets. */
	isSecret(path: string): boolean;
}

/** With fewer tokens the change of a file says nothing. */
const LEAST = 120;
/** What says in the place of the rest that there is more takes at most so many. */
const FOR_NOTE = 24;
/** A line that is longer is data, or was made by a machine. */
const LONGEST_LINE = 1000;
const KEPT_OF_LONG_LINE = 300;

/** Files that a tool writes: they say what was done only where nothing else does. */
const MADE =
	/(^|\/)(package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|bun\.lockb|go\.sum|go\.work\.sum|packages\.lock\.json|gradle\.lockfile|Package\.resolved|project\.assets\.json)$|[.-]lock(\.(json|ya?ml|hcl))?$|\.min\.(js|css|mjs)$|\.(js|css|mjs)\.map$/i;

/** Whether a tool writes it: a lock file, or what a build has made smaller. */
export function isMade(path: string): boolean {
	return MADE.test(path);
}

/**
 * As much of the changes as there is room for. Files whose names say that they may hold secrets never go, and of binary ones only that
 * they changed. Where there is not room for all, what tools write goes last, and large files are cut before any other is left out.
 */
export function changesThatFit(files: readonly ChangedFile[], room: Room): FittingChanges {
	const leftOut: LeftOut[] = [];
	const leave = (path: string, why: Exclude<LeftOut['why'], 'cut'>) => leftOut.push({ path, why });
	const open = files.filter(({ path, before }) => {
		const secret = room.isSecret(path) || (before !== undefined && room.isSecret(before));
		if (secret) leave(path, 'secret');
		return !secret;
	});
	for (const { path, binary } of open) if (binary) leave(path, 'binary');
	const sized = open.map((file) => ({ file, size: room.tokensOf(file.text) + 2 }));
	const written = sized.filter(({ file }) => !isMade(file.path));
	const made = sized.filter(({ file }) => isMade(file.path));
	const shares = new Map<ChangedFile, number>();
	let left = room.tokens;
	for (const group of [written, made]) {
		for (const [file, share] of shared(group, left)) shares.set(file, share);
		left -= group.reduce((sum, { file, size }) => sum + Math.min(size, shares.get(file) ?? 0), 0);
	}
	const texts = sized.flatMap(({ file, size }) => {
		const share = shares.get(file);
		const part = share === undefined ? undefined : partOf(file.text, size, share, room);
		if (part === undefined) {
			leave(file.path, 'noRoom');
			return [];
		}
		const { text, lines, of } = part;
		if (lines < of && !file.binary) leftOut.push({ path: file.path, why: 'cut', lines, of });
		return [text];
	});
	return { text: texts.join('\n\n'), leftOut };
}

interface Sized {
	readonly file: ChangedFile;
	readonly size: number;
}

/** How many tokens each file may take: small ones all they need, the others the same. What is not in it has to stay out. */
function shared(files: readonly Sized[], tokens: number): Map<ChangedFile, number> {
	const shares = new Map<ChangedFile, number>();
	const kept: Sized[] = [];
	let least = 0;
	for (const one of files.toSorted((a, b) => a.size - b.size)) {
		least += Math.min(one.size, LEAST);
		if (least > tokens) break;
		kept.push(one);
	}
	let left = tokens;
	for (const [index, { file, size }] of kept.entries()) {
		const share = Math.min(size, Math.floor(left / (kept.length - index)));
		shares.set(file, share);
		left -= share;
	}
	return shares;
}

interface Part {
	readonly text: string;
	/** How many lines of the change are whole in it, and how many there are. */
	readonly lines: number;
	readonly of: number;
}

/** The first lines of a change that fit; undefined where not even its head does. */
function partOf(text: string, size: number, share: number, room: Room): Part | undefined {
	const lines = text.split('\n');
	const of = lines.length;
	if (size <= share) return { text, lines: of, of };
	const kept: string[] = [];
	let whole = 0;
	let used = FOR_NOTE;
	for (const line of lines) {
		const short = shortened(line);
		used += room.tokensOf(`${short}\n`);
		if (used > share) break;
		kept.push(short);
		if (short === line) whole++;
	}
	// A head without a line of the change says no more than the file's name.
	const first = lines.findIndex((line) => line.startsWith('@@'));
	if (kept.length === 0 || kept.length <= first + 1) return undefined;
	const more = of - kept.length;
	const note = more === 0 ? [] : [`[${inWords(more, 'line')} more of this file left out]`];
	return { text: [...kept, ...note].join('\n'), lines: whole, of };
}

function shortened(line: string): string {
	if (line.length <= LONGEST_LINE) return line;
	const kept = cut(line, KEPT_OF_LONG_LINE);
	return `${kept}[${inWords(line.length - kept.length, 'character')} more of this line left out]`;
}

/** "1 line", "1,200 lines". */
function inWords(count: number, what: string): string {
	return `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
}

const REASONS: Readonly<Record<Exclude<LeftOut['why'], 'cut'>, string>> = {
	secret: 'may hold secrets, by its name',
	binary: 'no text',
	noRoom: 'no room',
	unsaved: 'has changes that are not saved',
	unread: 'cannot be read',
	unshown: 'git shows nothing of it',
};

/** "a.ts (40 of 1,200 lines)", "logo.png (no text)". */
export function leftOutName(one: LeftOut): string {
	const why =
		one.why === 'cut'
			? `${one.lines.toLocaleString('en')} of ${inWords(one.of, 'line')}`
			: REASONS[one.why];
	return `${one.path} (${why})`;
}
