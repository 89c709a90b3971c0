import { commonLength } from '../../shared/text/commonLength.ts';
import { blockScalars } from './blockScalars.ts';
import { languageNamed } from './languageNames.ts';
import { type Layout, layoutOf } from './layout.ts';
import { type IndentStyle, isCode, levelWidth, relevelled, type Source } from './levels.ts';
import {
	hasLevels,
	isData,
	isMakefile,
	isProse,
	KEEPS_SPACES,
	KEEPS_TABS,
} from './meaningfulBlanks.ts';

/** Where text lands: a line as it is before, and the column of it where the text begins. */
export interface Landing {
	/** The whole line, without its line end. */
	readonly line: string;
	/** From 0; at most the line's length. */
	readonly column: number;
}

/**
 * Fits code to the place where it lands. Every line goes in by the indentation of the line it lands on; what all lines of the code
 * share of their own is taken off. Its levels become the document's tabs or spaces where the code shows for sure what its levels are.
 * In doubt, and where it fits already, everything else stays byte for byte, line ends too.
 *
 * - What stands in a string of several lines, a heredoc or the like keeps all of its columns: they are text.
 * - A docstring, that is a string of several lines which is a statement of its own, goes in with the line where it begins, and so does
 *   a comment: what reads them takes off what their lines share, and they would look misplaced otherwise. So does a text in YAML
 *   after | or >.
 * - What is aligned, or goes on in brackets by more or less than a level, keeps its columns from the line that it belongs to.
 * - Diffs and tables come out as they are. Recipes of makefiles keep their tabs. Prose has no levels.
 *
 * @param text what is inserted, with any line ends
 * @param language of the text, as its fence or VS Code names it; empty where it is not known
 */
export function reindent(
	text: string,
	landing: Landing,
	style: IndentStyle,
	language = '',
): string {
	const pieces = text.split(/(\r\n|\r|\n)/);
	const lines = pieces.filter((_, index) => index % 2 === 0);
	const name = languageNamed(language);
	if (isData(name, lines)) return text;
	const id = name === '' && isMakefile(lines) ? 'makefile' : name;

	const layout = layoutFor(lines, id);
	const base = sharedBlanks(lines, layout);
	const blanks = lines.map((line) => without(base, blanksOf(line)));
	const fitted = fit({ lines, layout, blanks, id }, style);
	const target = blanksOf(landing.line);
	// The first line goes on from where it lands: of the line's indentation it gets what is still missing there.
	const missing = target.slice(landing.column);
	return lines
		.map((line, index) => {
			const end = pieces[index * 2 + 1] ?? '';
			if (layout.isText[index] === true) {
				const there = index === 0 ? target.slice(0, landing.column) : '';
				return without(there, line) + end;
			}
			if (line === '' || (index === 0 && line.trim() === '')) return line + end;
			const before = index === 0 ? missing : target;
			return before + (fitted[index] ?? '') + line.slice(blanksOf(line).length) + end;
		})
		.join('');
}

function layoutFor(lines: readonly string[], id: string): Layout {
	// There is no code in prose whose signs could be told from its words.
	const layout = layoutOf(isProse(id) ? lines.map(() => '') : lines, id);
	if (id === 'yaml') return { ...layout, follows: blockScalars(lines) };
	if (id !== 'makefile') return layout;
	const isText = lines.map((line, index) => line.startsWith('\t') || layout.isText[index] === true);
	return { ...layout, isText };
}

function blanksOf(line: string): string {
	return /^[ \t]*/.exec(line)?.[0] ?? '';
}

/** The white space that all lines of code begin with. */
function sharedBlanks(lines: readonly string[], layout: Layout): string {
	let shared: string | undefined;
	for (const [index, line] of lines.entries()) {
		if (layout.isText[index] === true || layout.follows[index] !== undefined) continue;
		if (line.trim() === '') continue;
		const own = blanksOf(line);
		shared = shared === undefined ? own : shared.slice(0, commonLength(shared, own));
	}
	return shared ?? '';
}

function without(base: string, blanks: string): string {
	return blanks.slice(commonLength(base, blanks));
}

/** What stands in place of each line's white space, without that of the place where the text lands. */
function fit(source: Source, style: IndentStyle): readonly string[] {
	const { insertSpaces, tabSize } = style;
	const { blanks, id, layout } = source;
	if (!hasLevels(id)) return blanks;
	if (blanks.some((own, index) => own.includes('\t') && layout.isText[index] !== true)) {
		if (!insertSpaces || KEEPS_TABS.has(id) || isMixed(source)) return blanks;
		return blanks.map((own) => own.replaceAll('\t', ' '.repeat(tabSize)));
	}
	if (!insertSpaces && KEEPS_SPACES.has(id)) return blanks;
	const unit = levelWidth(source, style);
	if (unit === undefined || (insertSpaces && unit === tabSize)) return blanks;
	return relevelled(source, unit, insertSpaces ? ' '.repeat(tabSize) : '\t');
}

/** Whether spaces stand for levels in code with tabs, or before tabs: how wide its tabs are meant to be, nobody has said. */
function isMixed(source: Source): boolean {
	const { blanks, layout } = source;
	return blanks.some((own, index) => {
		if (!isCode(source, index)) return false;
		const bracket = layout.brackets[index];
		const isInBrackets = bracket !== undefined && bracket.opens !== '{';
		return / \t/.test(own) || (/^ {2}/.test(own) && !isInBrackets);
	});
}
