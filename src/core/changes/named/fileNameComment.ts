import { readPath } from './readPath.ts';

export interface FileNameComment {
	readonly path: string;
	/** Whether the line says nothing else. */
	readonly isAlone: boolean;
	/** The text without the line, and without one blank line that set it off. */
	readonly without: string;
}

/** What has to be the first line of a file, before any comment. */
const BEFORE =
	/^(?:#!|<\?php\s*$|<\?xml\b|<!doctype\b|#.{0,40}\bcoding[:=]|@charset\b|['"]use strict['"];?\s*$|\s*$)/i;

/** What begins a comment of a whole line, in most languages. */
const LINE = /^(?:\/\/[/!]?|#+|--+|;+|%+|'|(?:REM|::)\s)/i;

const HTML = ['<!--', '-->'] as const;
/** What stands around a comment. */
const AROUND = [
	HTML,
	['{/*', '*/}'],
	['/*', '*/'],
	['{{!', '}}'],
	['{#', '#}'],
	['<%#', '%>'],
	['(*', '*)'],
	['"""', '"""'],
	["'''", "'''"],
] as const;

/** A longer line names no file. In UTF-16 units. */
const LONGEST = 1000;

/** "File: src/a.ts"; and what stands around the name. */
const LABEL = /^(?:@?file(?:[ _-]?(?:name|path))?|path|module|in|source)\s*:\s*|^@file\s+/i;
/** "src/a.ts (new)", "src/a.ts - the parser": more than the name. */
const MORE = /^(\S+)(?:\s+[-–—:(]|:\s).*$/;
/** Behind a name they say no more than that it is the file's. */
const NOTHING_MORE = /\((?:new(?: file)?|updated|modified|changed|full(?: file)?|complete)\)$/i;

/**
 * The comment at the beginning of a code block that names its file; undefined for none.
 * @param language as VS Code calls it, '' for none
 */
export function fileNameComment(text: string, language: string): FileNameComment | undefined {
	const lines = text.split('\n');
	const at = lines.findIndex((line) => !BEFORE.test(line));
	// Further down a comment is about what is around it.
	if (at < 0 || at > 3) return undefined;
	const said = saidIn(lines[at]?.trim() ?? '', language === 'markdown');
	const named = said === undefined ? undefined : nameIn(said);
	if (named === undefined) return undefined;
	const isSetOff = lines[at + 1]?.trim() === '';
	const rest = [...lines.slice(0, at), ...lines.slice(at + (isSetOff ? 2 : 1))];
	return { ...named, without: rest.join('\n') };
}

/** What a comment says; in Markdown a line with # or - is none. */
function saidIn(line: string, isMarkdown: boolean): string | undefined {
	if (line.length > LONGEST) return undefined;
	for (const [before, after] of isMarkdown ? [HTML] : AROUND) {
		const isAround = line.startsWith(before) && line.endsWith(after);
		if (isAround && line.length > before.length + after.length) {
			return line
				.slice(before.length, -after.length)
				.replace(/^[*!-]+/, '')
				.trim();
		}
	}
	const begins = isMarkdown ? null : LINE.exec(line);
	return begins === null ? undefined : line.slice(begins[0].length).trim();
}

function nameIn(said: string): Pick<FileNameComment, 'path' | 'isAlone'> | undefined {
	const bare = said.replace(LABEL, '').replace(NOTHING_MORE, '').trim();
	const isLabelled = bare !== said && LABEL.test(said);
	const how = isLabelled ? 'said' : 'found';
	const alone = pathIn(bare, how);
	if (alone !== undefined) return { path: alone, isAlone: true };
	const first = MORE.exec(bare)?.[1];
	const path = first === undefined ? undefined : pathIn(first.replace(/:$/, ''), 'found');
	return path === undefined ? undefined : { path, isAlone: false };
}

function pathIn(word: string, how: 'said' | 'found'): string | undefined {
	const bare =
		/^(?:`([^`]*)`|"([^"]*)"|'([^']*)'|\*\*([^*]*)\*\*)$/.exec(word)?.slice(1).find(Boolean) ??
		word;
	return /\s/.test(bare) ? undefined : readPath(bare, how);
}
