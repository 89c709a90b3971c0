import { isBlank } from '../text/documentLines.ts';
import { diffScripts } from './diffScripts.ts';
import type { EditScript } from './editScript.ts';

const SEARCH = /^\s{0,8}(?:<{5,9}|-{5,9})\s?(?:SEARCH|ORIGINAL|OLD|FIND|BEFORE)\b[^\n]*$/i;
const BARE_SEARCH = /^<{7}\s*$/;
const MIDDLE = /^={5,9}(?:[ \t]REPLACE)?$/;
const REPLACE = /^\s{0,8}(?:>{5,9}|\+{5,9})\s?(?:REPLACE|UPDATED|NEW|AFTER)?\b[^\n]*$/i;
const NAMES_FILE =
	/^(?:\/\/|#|<!--|\*\*|`)?\s*(?:file(?:name)?:\s*)?([\w@.~-][\w@./\\ -]{0,200}\.\w{1,12})(?:\s*-->|\*\*|`|:)?$/i;

/** The changes that a block describes: by search and replace, or as a diff. Undefined where it is neither. */
export function editsIn(
	lines: readonly string[],
	language: string,
	document: readonly string[],
	path: string | undefined,
): readonly EditScript[] | undefined {
	const isSearch = lines.some((line) => SEARCH.test(line) && !document.includes(line));
	const isBare =
		lines.some((line) => BARE_SEARCH.test(line)) &&
		lines.some((line) => MIDDLE.test(line.trim())) &&
		!document.some((line) => BARE_SEARCH.test(line));
	if (isSearch || isBare) return ofPath(searchScripts(lines), path);
	const diff = diffScripts(lines, language, document);
	return diff && ofPath(diff, path);
}

/** Scripts whose file is known to be another are left out; where one file is known to be the document, all others are. */
function ofPath(
	{
		scripts,
		files,
	}: { readonly scripts: readonly EditScript[]; readonly files: readonly string[] },
	path: string | undefined,
): readonly EditScript[] {
	if (path === undefined || !files.some((file) => isSamePath(file, path))) return scripts;
	return scripts.filter(({ file }) => isSamePath(files[file] ?? '', path));
}

function isSamePath(file: string, path: string): boolean {
	const parts = file
		.replaceAll('\\', '/')
		.replace(/^\.?\//, '')
		.replace(/^[ab]\//, '');
	return parts !== '' && (`/${path}`.endsWith(`/${parts}`) || `/${file}`.endsWith(`/${path}`));
}

function searchScripts(lines: readonly string[]): { scripts: EditScript[]; files: string[] } {
	const scripts: EditScript[] = [];
	const files: string[] = [];
	let name = '';
	for (let index = 0; index < lines.length; index++) {
		const line = lines[index] ?? '';
		const named = NAMES_FILE.exec(line.trim())?.[1];
		if (named !== undefined) name = named;
		if (!SEARCH.test(line) && !BARE_SEARCH.test(line)) continue;
		const stop = (at: number) => at >= lines.length || SEARCH.test(lines[at] ?? '');
		let end = index + 1;
		while (!stop(end) && !isReplaceEnd(lines[end] ?? '')) end++;
		const isOpen = stop(end);
		const body = lines.slice(index + 1, end);
		if (files.at(-1) !== name) files.push(name);
		scripts.push({
			...readings(withoutHints(body)),
			isSearch: true,
			isOpen,
			file: files.length - 1,
		});
		index = isOpen ? end - 1 : end;
	}
	return { scripts, files };
}

function isReplaceEnd(line: string): boolean {
	return REPLACE.test(line) || /^>{7}\s*$/.test(line);
}

/** Without the lines about where it is, which models count wrong. */
function withoutHints(body: readonly string[]): readonly string[] {
	let from = 0;
	while (/^:(?:start|end)_line:\s*\d+\s*$/.test(body[from] ?? '')) from++;
	return from > 0 && /^-{5,9}\s*$/.test(body[from] ?? '') ? body.slice(from + 1) : body.slice(from);
}

/** What to look for and what to put there. Where several lines could divide the two, each may be it. */
function readings(
	body: readonly string[],
): Pick<EditScript, 'old' | 'lines' | 'others' | 'isDivided'> {
	const middles = body.flatMap((line, index) => (MIDDLE.test(line.trim()) ? [index] : []));
	const all = middles.map((middle) => ({
		old: body.slice(0, middle),
		lines: body.slice(middle + 1),
	}));
	const [first = { old: [], lines: [] }, ...others] = all;
	return { ...first, others, isDivided: others.length > 0 };
}

/** Whether a script changes nothing, wherever it may belong. */
export function isIdle({ old, lines }: EditScript): boolean {
	return (
		old.length === lines.length &&
		old.every((line, index) => line === lines[index]) &&
		!old.every(isBlank)
	);
}
