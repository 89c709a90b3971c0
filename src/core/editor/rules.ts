/** What in a language may hold text that is no code, or be taken for its beginning. */
export interface Rule {
	/** Where it begins: the source of a regular expression without groups. */
	readonly open: string;
	/**
	 * `token`: the expression matches all of it. `line`: a comment to the end of its line. `comment`: a comment of several lines.
	 * `text`: a string. `heredoc`: lines that a line of its own ends.
	 */
	readonly as: 'token' | 'line' | 'comment' | 'text' | 'heredoc';
	/** What ends a comment or a string, made from what opened it. */
	readonly close?: (opening: string) => string;
	/** What can stand in it and does not end it: the source of a regular expression without groups. */
	readonly escape?: string;
	/** What begins code within it, by the bracket that ends that. */
	readonly hole?: string;
	/** All that may end one, where that differs from one to the next: the source of a regular expression. */
	readonly closers?: string;
	/** One that is a statement of its own says what the code does, and is set like a comment. */
	readonly isDoc?: boolean;
	/** Its first line too is text, because it counts at the left edge only. */
	readonly isWhole?: boolean;
	readonly terminator?: (opening: string) => Terminator;
}

/** How a heredoc's last line may be indented: not at all, by tabs, or by anything, where punctuation may follow it too. */
export type Terminator = 'exact' | 'tabs' | 'blanks';

/** VS Code's ids of languages, and their rules: where several match at a place, the first of them counts. */
export type Syntax = readonly [ids: string, rules: readonly Rule[]];

const BACKSLASH = '\\\\[^]';

export const line = (open: string): Rule => ({ open: `${open}[^\\n]*`, as: 'line' });
export const token = (open: string): Rule => ({ open, as: 'token' });
export const block = (open: string, close: string): Rule => ({
	open,
	as: 'comment',
	close: () => close,
});
/** A string of one line, or of more where each line ends with a backslash. */
export const short = (quote: string): Rule =>
	token(`${quote}[^${quote}\\\\\\n]*(?:\\\\[^][^${quote}\\\\\\n]*)*${quote}`);
/** One of one line in which a backslash is nothing but that. */
export const plain = (quote: string): Rule => token(`${quote}[^${quote}\\n]*${quote}`);
export const long = (open: string, close: string, more: Partial<Rule> = {}): Rule => ({
	open,
	as: 'text',
	close: () => close,
	...more,
});
export const escaped = (open: string, close: string, more: Partial<Rule> = {}): Rule =>
	long(open, close, { escape: BACKSLASH, ...more });
export const heredoc = (open: string, terminator: NonNullable<Rule['terminator']>): Rule => ({
	open,
	as: 'heredoc',
	terminator,
});

/**
 * Strings between signs of the writer's choice.
 * @param open what tells of one, before its first sign
 * @param words tells of a list of words, in which blanks say nothing: it goes in with its first line
 */
export const chosen = (open: string, words: string): readonly Rule[] =>
	['{}', '()', '[]', '<>', '||', '!!', '//'].flatMap(([first = '', last = '']) => [
		{ ...escaped(`${words}[${first}]`, last), as: 'comment' },
		escaped(`${open}[${first}]`, last),
	]);

export const SLASHES = line('\\/\\/');
export const STARS = block('\\/\\*', '*/');
/** A # that begins a word. */
export const HASH = line('(?<![^\\s;&|(){}\\[\\],])#');
export const QUOTES = [short('"'), short("'")];
export const QUOTED = token('\\\\["\'`\\\\#/]');
/** A character in quotes, which a lone quote sign is not. */
export const CHARACTER = token("(?<![\\w'])'(?:\\\\[^\\n']{1,10}|\\\\'|[^\\\\'\\n]{1,2})'");
export const C = [SLASHES, STARS, QUOTED, short('"')];
export const TRIPLE = escaped('"""', '"""');
export const TRIPLES = [TRIPLE, escaped("'''", "'''")];
export const DOC_TRIPLES = [
	escaped('(?<!\\w)[rRbBuUfFtT]{0,2}"""', '"""', { isDoc: true }),
	escaped("(?<!\\w)[rRbBuUfFtT]{0,2}'''", "'''", { isDoc: true }),
];
export const REGEXP = token(
	'(?<=(?:^|[(,=:[!&|?{};+*%<>~^]|\\b(?:return|typeof|case|if|unless|when|split|and|or|not))[ \\t]{0,8})\\/(?![*/])(?:[^/\\\\\\[\\n]|\\\\.|\\[(?:[^\\]\\\\\\n]|\\\\.){0,80}\\]){1,200}\\/',
);
export const WORD = '(?:"[^"\\n]{1,80}"|\'[^\'\\n]{1,80}\'|\\\\?[A-Za-z_][\\w.-]{0,80})';
export const SHELL_HEREDOC = heredoc(`(?<!<)<<-?[ \\t]{0,8}${WORD}`, (opening) =>
	opening.startsWith('<<-') ? 'tabs' : 'exact',
);
/** One that a method may follow: `<<~SQL.squish`. */
export const NAME = '(?:"[^"\\n]{1,80}"|\'[^\'\\n]{1,80}\'|[A-Za-z_]\\w{0,80})';
export const INDENTED_HEREDOC = heredoc(`(?<!<)<<[~-]?${NAME}`, (opening) =>
	/^<<[~-]/.test(opening) ? 'blanks' : 'exact',
);
export const JS = [
	SLASHES,
	STARS,
	QUOTED,
	REGEXP,
	...QUOTES,
	escaped('`', '`', { hole: '\\$\\{' }),
];
export const CSS = [STARS, QUOTED, ...QUOTES];
export const REST = (open: string): Rule => ({ open, as: 'text', isWhole: true, close: () => '' });
export const POD = {
	open: '^=(?!cut\\b)[a-z]\\w*',
	as: 'text',
	isWhole: true,
	close: () => '\n=cut',
} as const;

/** What a line would end, with what may stand around it taken off. */
export function terminating(line: string, terminator: Terminator): string {
	if (terminator === 'exact') return line;
	return terminator === 'tabs'
		? line.replace(/^\t+/, '')
		: line.trim().replace(/(?<![;,).\]])[;,).\]]+$/, '');
}
