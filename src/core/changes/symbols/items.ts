import { languageNamed } from '../../editor/languageNames.ts';
import { type Bracket, type Layout, layoutOf } from '../../editor/layout.ts';
import { blanksOf, isBlank } from '../text/documentLines.ts';
import { type Family, familyOf, hasTypesFirst } from './families.ts';

/** Lines of code, and what has been read out of them. */
export interface Code {
	readonly lines: readonly string[];
	readonly layout: Layout;
	readonly id: string;
	readonly family: Family;
	/** The innermost bracket that is open after the last line. */
	readonly open: Bracket | undefined;
}

/** A statement, a declaration, or comments that belong to none: lines [from, to), of which those before `head` are comments and decorators. */
export interface Item {
	readonly from: number;
	readonly head: number;
	readonly to: number;
	/** There is nothing but comments. */
	readonly isComment: boolean;
}

export function codeOf(lines: readonly string[], language: string): Code {
	const id = languageNamed(language);
	// The line behind the last one knows what is open.
	const layout = layoutOf([...lines, ''], id);
	return { lines, layout, id, family: familyOf(id), open: layout.brackets[lines.length] };
}

/** A line without the comment at its end. */
export function codeIn({ lines, layout }: Code, line: number): string {
	return (lines[line] ?? '').slice(0, layout.codeEnds[line]).trim();
}

/** Whether nothing of a line is code: a comment, or a part of one. */
export function isCommentLine(code: Code, line: number): boolean {
	const { lines, layout } = code;
	if (layout.isText[line] === true || isBlank(lines[line])) return false;
	if (layout.follows[line] !== undefined) return true;
	return codeIn(code, line) === '' || layout.follows[line + 1] === line;
}

/** What goes on with the statement above, wherever it stands. */
const GOES_ON =
	/^(?:[)}\]{.?]|&&|\|\||=>|->|(?:else|catch|finally|elif|except|where|throws|rescue|ensure)\b)/;
const DECORATOR = /^@[\w.:]+(?:\s*\(.*)?$/;

/**
 * The statements and declarations that stand directly in lines [from, to).
 *
 * @param container the bracket in which they stand
 */
export function itemsIn(code: Code, from: number, to: number, container?: Bracket): Item[] {
	const items: Item[] = [];
	let lead: number | undefined;
	let current: { from: number; head: number } | undefined;
	let last = from;
	const base = baseIndentation(code, from, to, container);
	const end = () => {
		if (current !== undefined) items.push({ ...current, to: last + 1, isComment: false });
		else if (lead !== undefined)
			items.push({ from: lead, head: lead, to: last + 1, isComment: true });
		current = undefined;
		lead = undefined;
	};
	for (let line = from; line < to; line++) {
		const text = code.lines[line] ?? '';
		if (isBlank(text)) {
			// A comment above a blank line belongs to nothing.
			if (current === undefined) end();
			continue;
		}
		const isInside =
			code.layout.isText[line] === true ||
			code.layout.follows[line] !== undefined ||
			code.layout.brackets[line] !== container;
		if (isInside && (current !== undefined || lead !== undefined)) {
			last = line;
			continue;
		}
		const isDone = current !== undefined && isEnded(code, current.head, last);
		if (isCommentLine(code, line) || isDecorator(code, line)) {
			const belongs = current !== undefined && !isDone && blanksOf(text).length > base;
			if (!belongs) {
				if (current !== undefined) end();
				lead ??= line;
			}
		} else if (current === undefined) {
			current = { from: lead ?? line, head: line };
		} else if (!goesOn(code, current.head, line, isDone, base)) {
			end();
			current = { from: line, head: line };
		}
		last = line;
	}
	end();
	return items;
}

function isDecorator(code: Code, line: number): boolean {
	const text = codeIn(code, line);
	if (code.family === 'css' || code.family === 'yaml' || code.id === 'objective-c') return false;
	if (text.startsWith('#[')) return true;
	if (code.id === 'csharp') return text.startsWith('[') && /\]$|,$/.test(text);
	return DECORATOR.test(text) && (text.includes('(') ? /[()[{,]$/.test(text) : true);
}

/** The least indentation of the lines that stand directly in a part of code. */
function baseIndentation(code: Code, from: number, to: number, container?: Bracket): number {
	let least: number | undefined;
	for (let line = from; line < to; line++) {
		const text = code.lines[line] ?? '';
		if (isBlank(text) || isCommentLine(code, line) || code.layout.isText[line] === true) continue;
		if (code.layout.brackets[line] !== container) continue;
		const width = blanksOf(text).length;
		if (least === undefined || width < least) least = width;
	}
	return least ?? 0;
}

/** Whether a statement is over where its last line ends. */
function isEnded(code: Code, head: number, last: number): boolean {
	if (code.family === 'indentation' || code.family === 'ends' || code.family === 'yaml')
		return false;
	const text = codeIn(code, last);
	return /[};,]$/.test(text) || (text.startsWith('#') && !text.endsWith('\\') && last === head);
}

function goesOn(code: Code, head: number, line: number, isDone: boolean, base: number): boolean {
	const text = codeIn(code, line);
	const width = blanksOf(code.lines[line] ?? '').length;
	if (code.family === 'indentation' || code.family === 'yaml') {
		return width > base || /^(?:else|elif|except|finally)\b/.test(text) || isListItem(code, text);
	}
	if (code.family === 'ends')
		return width > base || /^(?:end|else|elsif|elseif|rescue|ensure|when|until)\b/.test(text);
	if (code.family === 'json') return false;
	if (code.family === 'css') return !isDone;
	if (isDone) return /^(?:else|catch|finally)\b/.test(text) || /^[)\]}.]/.test(text);
	if (width > blanksOf(code.lines[head] ?? '').length || GOES_ON.test(text)) return true;
	if (!hasTypesFirst(code.id)) return false;
	// The type of a function may stand in a line of its own, and so may what is said of its template.
	for (let at = head; at < line; at++) {
		if (/[(;{}=]|^#/.test(codeIn(code, at)) && !/^template\b/.test(codeIn(code, head)))
			return false;
	}
	return true;
}

/** The items of a list may stand as far left as the key that has them. */
function isListItem(code: Code, text: string): boolean {
	return code.family === 'yaml' && /^-(?:\s|$)/.test(text);
}

/** The braces of a declaration, `{` alone in a line or not; undefined where it has none. */
export function bodyOf(code: Code, item: Item, container?: Bracket): Bracket | undefined {
	let found: Bracket | undefined;
	for (let line = item.head + 1; line < item.to; line++) {
		for (let at = code.layout.brackets[line]; at !== undefined && at !== container; at = at.outer) {
			if (at.outer === container && at.opens === '{' && at.line >= item.head) found = at;
		}
	}
	return found;
}
