import { BRACED } from './bracedLanguages.ts';
import { languageNamed } from './languageNames.ts';
import { OTHERS } from './otherLanguages.ts';
import {
	block,
	CHARACTER,
	DOC_TRIPLES,
	escaped,
	heredoc,
	line,
	long,
	QUOTED,
	QUOTES,
	type Rule,
	SHELL_HEREDOC,
	STARS,
	type Syntax,
	short,
	TRIPLES,
	token,
	WORD,
} from './rules.ts';

const MARKUP: readonly Rule[] = [
	block('<!--', '-->'),
	long('<!\\[CDATA\\[', ']]>'),
	long('<pre\\b', '</pre'),
	long('<textarea\\b', '</textarea'),
	long('<xmp\\b', '</xmp'),
	escaped('`', '`', { hole: '\\$\\{' }),
	line('(?<=^[ \\t]{0,40})\\/\\/'),
	block('(?<![\\w"\'])\\/\\*', '*/'),
];

const MARKUPS: readonly Syntax[] = [
	['vue svelte html', MARKUP],
	['xml', MARKUP.slice(0, 2)],
];

/** The ids of the table and their rules. */
const SYNTAXES: ReadonlyMap<string, readonly Rule[]> = new Map(
	[...BRACED, ...OTHERS, ...MARKUPS].flatMap(([ids, rules]) =>
		ids.split(' ').map((id) => [id, rules] as const),
	),
);

/** Where nobody has named the language: what hardly means anything else in any of them. */
const UNNAMED: readonly Rule[] = [
	line('(?<=^[ \\t]{0,40})(?:\\/\\/|#|--|;)'),
	STARS,
	QUOTED,
	...DOC_TRIPLES,
	token('`{3,}'),
	...QUOTES,
	SHELL_HEREDOC,
	heredoc(`<<~${WORD}`, () => 'blanks'),
	escaped('`', '`', { hole: '\\$\\{' }),
];
/** A language that the table does not know: most are written like C, as far as it matters here. */
const UNKNOWN: readonly Rule[] = [
	line('(?<!:)\\/\\/'),
	STARS,
	QUOTED,
	...TRIPLES,
	short('"'),
	CHARACTER,
];

/** The rules of a language by VS Code's id, '' for none. */
export function syntaxOf(id: string): readonly Rule[] {
	return id === '' ? UNNAMED : (SYNTAXES.get(languageNamed(id)) ?? UNKNOWN);
}
