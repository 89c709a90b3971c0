import type { Bracket, Layout } from './layout.ts';

/** How a document indents. */
export interface IndentStyle {
	readonly insertSpaces: boolean;
	/** Columns of one level, at least 1. */
	readonly tabSize: number;
}

/** Lines of code and what has been found out about them. */
export interface Source {
	readonly lines: readonly string[];
	readonly layout: Layout;
	/** The white space at the start of each line, without what all lines share. */
	readonly blanks: readonly string[];
	/** VS Code's id of the language, '' for none. */
	readonly id: string;
}

/** What ends a line that opens a block, of which the next line is one level deeper. */
const OPENS_BLOCK = /(?:[:>]|\b(?:then|do|else|begin|try|loop|repeat)|\bdo ?\|[^|]{0,80}\|)$/;
/** Where an end follows, a block needs no sign at the end of the line. */
const BEGINS_BLOCK =
	/^\s*(?:local\s+function|private\s+def|def|defp|defmodule|class|module|if|unless|while|until|for|case|when|else|elseif|elsif|begin|rescue|ensure|function|sub|struct|try|catch|finally)\b/i;
const WITH_END = new Set(['ruby', 'crystal', 'lua', 'julia', 'matlab', 'vb', 'elixir']);
/** Where braces make blocks, a colon does so behind these only. */
const BRACED =
	/^(?:javascript|typescript|javascriptreact|typescriptreact|c|cpp|objective-c|objective-cpp|cuda|csharp|java|kotlin|scala|dart|go|rust|swift|php|perl|css|scss|less|groovy|d|json|jsonc)$/;
const LABEL = /^(?:case\b.*|default ?|public ?|private ?|protected ?):$/;
/** A tag that is closed, or closes, opens nothing. */
const NO_TAG = /\/>$|<\/[^<>]{0,80}>$|-->$|\?>$/;

/** The widest level that anybody writes. */
const WIDEST = 8;

/**
 * The width of one level in code that is indented with spaces, in columns, as the lines show it that open a block; undefined where
 * that cannot be told: they differ, or there are none. What is only aligned, continued or listed says nothing about levels.
 *
 * @param style of the document that the code goes to
 */
export function levelWidth(
	source: Source,
	{ insertSpaces, tabSize }: IndentStyle,
): number | undefined {
	const { lines, layout, blanks } = source;
	if (layout.isDoubtful) return undefined;
	const heads = headsOf(layout);
	const sure: number[] = [];
	const likely: number[] = [];
	let before: number | undefined;
	for (const [index, line] of lines.entries()) {
		if (!isCode(source, index)) continue;
		if (before !== undefined) {
			const around = layout.brackets[before];
			const head = around?.closed?.line === before ? (heads[before] ?? before) : before;
			const step = (blanks[index]?.length ?? 0) - (blanks[head]?.length ?? 0);
			const opening = step > 0 ? openingOf(source, before, index, head) : undefined;
			if (opening !== undefined) (opening === 'sure' ? sure : likely).push(step);
		}
		if (!isComment(source, index)) before = index;
		else if (line.length === 0) before = undefined;
	}
	// Where the document's own level is there, the code fits, whatever else is in it.
	if (insertSpaces && sure.includes(tabSize)) return tabSize;
	if (sure.length > 0) return agreed(sure);
	const ofBrackets = agreed(likely);
	// More than a level in brackets is how a long line goes on.
	return ofBrackets !== undefined && ofBrackets < tabSize ? ofBrackets : undefined;
}

/** What nearly all say; undefined where they differ, or where it is no width of a level. */
function agreed(steps: readonly number[]): number | undefined {
	const counts = new Map<number, number>();
	for (const step of steps) counts.set(step, (counts.get(step) ?? 0) + 1);
	const [most] = [...counts].toSorted(([, one], [, other]) => other - one);
	if (most === undefined) return undefined;
	const [width, count] = most;
	return width > 1 && width <= WIDEST && count >= steps.length * 0.75 ? width : undefined;
}

/** For each line the first of its statement: that of the bracket in which it goes on. */
function headsOf({ brackets }: Layout): number[] {
	const heads: number[] = [];
	for (const [index, bracket] of brackets.entries()) {
		const goesOn = bracket !== undefined && bracket.opens !== '{';
		heads.push(goesOn ? baseOf(bracket, brackets, heads) : index);
	}
	return heads;
}

/** The line that what stands in a bracket belongs to: the bracket's own, or where that only ends a statement, the statement's first. */
function baseOf(
	{ line, after }: Bracket,
	brackets: Layout['brackets'],
	heads: readonly number[],
): number {
	const around = brackets[line];
	const ends = around?.closed?.line === line && around.closed.column < after;
	return ends ? (heads[line] ?? line) : line;
}

/** Whether a line has indentation: it is not blank, and begins in no string and no comment. */
export function isCode({ lines, layout }: Source, index: number): boolean {
	return (
		layout.isText[index] !== true &&
		layout.follows[index] === undefined &&
		(lines[index] ?? '').trim() !== ''
	);
}

/** The code of a line, without a comment at its end. */
function codeOf({ lines, layout }: Source, index: number): string {
	return (lines[index] ?? '').slice(0, layout.codeEnds[index]);
}

function isComment(source: Source, index: number): boolean {
	return codeOf(source, index).trim() === '';
}

/** Whether a line, which is deeper than the head of the one before it, is so by a level. */
function openingOf(
	source: Source,
	before: number,
	index: number,
	head: number,
): 'sure' | 'likely' | undefined {
	const bracket = source.layout.brackets[index];
	const code = codeOf(source, before).trim();
	if (bracket?.line === before && isHanging(source, bracket)) {
		const { closed, opens } = bracket;
		if (closed === undefined) return opens === '{' ? 'sure' : 'likely';
		// As in blocks, what closes it stands under what opens it.
		const closing = leadingWidth(source.lines[closed.line] ?? '');
		const isBlock = closing === closed.column && closing === leadingWidth(source.lines[head] ?? '');
		return isBlock ? 'sure' : 'likely';
	}
	if (bracket !== undefined && bracket.opens !== '{') return undefined;
	if (WITH_END.has(source.id) && BEGINS_BLOCK.test(source.lines[head] ?? '')) return 'sure';
	if (!OPENS_BLOCK.test(code) || NO_TAG.test(code)) return undefined;
	if (BRACED.test(source.id) && code.endsWith(':') && !LABEL.test(code)) return undefined;
	return 'sure';
}

function leadingWidth(line: string): number {
	return line.length - line.trimStart().length;
}

/** Whether a bracket is the last thing in its line. */
function isHanging(source: Source, { line, after }: Bracket): boolean {
	return codeOf(source, line).slice(after).trim() === '';
}

/** A line that is deeper than others, and what its white space becomes. */
interface Placed {
	readonly width: number;
	readonly blanks: string;
	/** Where a list's item begins behind its dashes, in columns from the line's start; the width where it is none. */
	readonly content: number;
}

/**
 * Gives the white space of each line with levels of another width. Every line stands as deep in the one that it belongs to as it
 * did: by a level of the document where that was a level, else by the same number of columns, as what is aligned has to be.
 *
 * @param unit columns of a level in the code, which has spaces only
 * @param level what stands for one in the document
 */
export function relevelled(source: Source, unit: number, level: string): string[] {
	const { lines, layout, blanks } = source;
	const heads = headsOf(layout);
	const results: string[] = [];
	const stacks = new Map<Bracket | undefined, Placed[]>();
	const stackOf = (bracket: Bracket | undefined) => {
		const found = stacks.get(bracket) ?? [];
		stacks.set(bracket, found);
		return found;
	};
	/** By how many levels or columns a line goes in. */
	const deeper = (outer: string, columns: number, isAligned = false) => {
		// A tab behind spaces would reach anywhere.
		if (isAligned || columns !== unit || (level === '\t' && outer.endsWith(' '))) {
			return outer + ' '.repeat(columns);
		}
		return outer + level;
	};
	let isContinued = false;
	for (const [index, line] of lines.entries()) {
		const own = blanks[index] ?? '';
		const width = own.length;
		const followed = layout.follows[index];
		if (!isCode(source, index)) {
			const outer = followed === undefined ? undefined : blanks[followed];
			const goesWith = outer !== undefined && own.startsWith(outer) && line.trim() !== '';
			results.push(goesWith ? (results[followed ?? 0] ?? '') + own.slice(outer.length) : own);
			continue;
		}
		const bracket = layout.brackets[index];
		const stack = stackOf(bracket);
		const parent = stack.findLast((placed) => placed.width < width);
		const base = bracket === undefined ? 0 : baseOf(bracket, layout.brackets, heads);
		const baseWidth = blanks[base]?.length ?? 0;
		let result: string;
		if (parent !== undefined) {
			const inItem = width - parent.content;
			result =
				parent.content > parent.width && inItem >= 0
					? deeper(parent.blanks + ' '.repeat(parent.content - parent.width), inItem)
					: deeper(parent.blanks, width - parent.width);
		} else if (bracket === undefined) {
			const levels = width % unit === 0 ? width / unit : 0;
			result = levels > 0 ? level.repeat(levels) : own;
		} else if (width === baseWidth) {
			result = results[base] ?? '';
		} else if (width > baseWidth) {
			const opener = blanks[bracket.line]?.length ?? 0;
			const isAligned = standsUnder(source, bracket, width, width - baseWidth === unit);
			result =
				isAligned && width >= opener
					? (results[bracket.line] ?? '') + ' '.repeat(width - opener)
					: deeper(results[base] ?? '', width - baseWidth, isAligned);
		} else {
			result = outerResult(stacks, bracket, width, deeper) ?? own;
		}
		results.push(result);
		const isDedented = bracket !== undefined && width <= baseWidth;
		if (
			!isComment(source, index) &&
			!isDedented &&
			!isContinued &&
			!line.startsWith('#', leadingWidth(line))
		) {
			while ((stack.at(-1)?.width ?? -1) >= width) stack.pop();
			const dashes = /^\s*((?:- +)+)\S/.exec(line)?.[1] ?? '';
			stack.push({ width, blanks: result, content: width + dashes.length });
		}
		isContinued = codeOf(source, index).endsWith('\\');
	}
	return results;
}

/** Whether a line is set by what stands behind the bracket in which it is, and not by levels. */
function standsUnder(source: Source, bracket: Bracket, width: number, isLevel: boolean): boolean {
	const { line, after, opens } = bracket;
	const rest = codeOf(source, line).slice(after);
	if (rest.trim() === '') return false;
	const column =
		after - leadingWidth(source.lines[line] ?? '') + (source.blanks[line]?.length ?? 0);
	return column + leadingWidth(rest) === width || (opens !== '{' && !isLevel);
}

/** For a line less deep than the one whose bracket it stands in: as deep as it is in what is around that. */
function outerResult(
	stacks: ReadonlyMap<Bracket | undefined, readonly Placed[]>,
	inner: Bracket,
	width: number,
	deeper: (outer: string, columns: number) => string,
): string | undefined {
	for (let bracket: Bracket | undefined = inner; bracket !== undefined; ) {
		bracket = bracket.outer;
		const placed = stacks.get(bracket)?.findLast((one) => one.width <= width);
		if (placed !== undefined) return deeper(placed.blanks, width - placed.width);
	}
	return undefined;
}
