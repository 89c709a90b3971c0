/** What can hold several lines of text that is not code. */
interface Quote {
	/** Finds where one begins in a line, and names what ends it in its first group, if that is not always the same. */
	readonly begins: RegExp;
	/** What ends it; of a heredoc, a line of its own. */
	readonly end: string | 'heredoc';
}

const TRIPLE: Quote = { begins: /("""|''')/g, end: '' };
const BACKTICK: Quote = { begins: /(`)/g, end: '' };
/** `<<END`, `<<'END'`, `<<-END`, `<<~END`, and PHP's `<<<END`. */
const HEREDOC: Quote = { begins: /<<[<~-]?\s?(["']?)([A-Za-z_]\w*)\1/g, end: 'heredoc' };

/** By the names that fences and VS Code have for languages. */
const BY_LANGUAGE: readonly (readonly [RegExp, readonly Quote[]])[] = [
	[/^(py|python\d?|toml|kotlin|kt|swift|scala|java|csharp|cs|elixir|julia|groovy)$/, [TRIPLE]],
	[
		/^(js|jsx|mjs|cjs|ts|tsx|mts|cts|javascript|typescript|javascriptreact|typescriptreact|go|golang|vue|svelte)$/,
		[BACKTICK],
	],
	[
		/^(sh|bash|zsh|ksh|shell|shellscript|console|perl|pl|ruby|rb|php|dockerfile|terraform|hcl)$/,
		[HEREDOC],
	],
];

/** Where the language is not known, all of them: one that does not end is none. */
const ANY = [TRIPLE, BACKTICK, HEREDOC];

/**
 * For each line whether it begins inside a string or a heredoc: its blanks are text then, and not indentation. A string that is a
 * statement of its own, such as a docstring, is set like the code around it, so its lines are none of these.
 *
 * @param language as a fence or VS Code names it, in any case; empty where it is not known
 */
export function linesInStrings(lines: readonly string[], language: string): boolean[] {
	const name = language.toLowerCase();
	const quotes = BY_LANGUAGE.find(([names]) => names.test(name))?.[1] ?? (name === '' ? ANY : []);
	const inside = lines.map(() => false);
	let line = 0;
	let column = 0;
	while (line < lines.length) {
		const found = firstIn(lines[line] ?? '', column, quotes);
		const last = found === undefined ? undefined : endOf(lines, line, found);
		if (found === undefined || last === undefined) {
			line++;
			column = 0;
			continue;
		}
		if (!found.isStatement) for (let at = line + 1; at <= last.line; at++) inside[at] = true;
		({ line, column } = last);
	}
	return inside;
}

interface Found {
	readonly quote: Quote;
	/** What ends it. */
	readonly end: string;
	/** Where its text begins. */
	readonly after: number;
	readonly isStatement: boolean;
}

/** The first that begins in a line, from a column on. */
function firstIn(text: string, from: number, quotes: readonly Quote[]): Found | undefined {
	let first: (Found & { readonly at: number }) | undefined;
	for (const quote of quotes) {
		quote.begins.lastIndex = from;
		const match = quote.begins.exec(text);
		if (match === null || (first !== undefined && match.index >= first.at)) continue;
		first = {
			quote,
			end: (quote.end === 'heredoc' ? match[2] : match[1]) ?? '',
			at: match.index,
			after: match.index + match[0].length,
			isStatement: quote === TRIPLE && /^\s*[A-Za-z]{0,2}$/.test(text.slice(0, match.index)),
		};
	}
	return first;
}

/** The last line that begins inside it, and where in it code goes on; undefined where it does not end. */
function endOf(
	lines: readonly string[],
	line: number,
	{ quote, end, after }: Found,
): { line: number; column: number } | undefined {
	if (quote.end === 'heredoc') {
		const last = lines.findIndex((text, at) => at > line && text.trim().replace(/;$/, '') === end);
		return last < 0 ? undefined : { line: last, column: (lines[last] ?? '').length };
	}
	for (let at = line, from = after; at < lines.length; at++, from = 0) {
		const closing = closes(lines[at] ?? '', end, from);
		if (closing >= 0) return { line: at, column: closing + end.length };
	}
	return undefined;
}

/** Where a string ends in a line, behind no backslash. */
function closes(text: string, end: string, from: number): number {
	for (let at = from; at < text.length; at++) {
		if (text[at] === '\\') at++;
		else if (text.startsWith(end, at)) return at;
	}
	return -1;
}
