import type { DocumentSymbol } from '../change.ts';
import { blanksOf, type DocumentLines, isBlank, lineAt } from '../text/documentLines.ts';
import type { Declaration } from './declaration.ts';
import { familyOf } from './families.ts';
import { type Code, codeOf, isCommentLine } from './items.ts';
import { type Unit, unitsIn } from './units.ts';

/** A declaration of the document: lines of it that have been read, and where they begin in the document. */
export interface Target {
	readonly code: Code;
	readonly unit: Unit;
	readonly at: number;
}

/** What the kinds of VS Code's symbols cannot be. */
const NO_CALLABLE = /^(?:class|interface|struct|enum|module|namespace|package|enummember)$/i;
const NO_TYPE = /^(?:function|method|constructor|field|property|enummember|operator)$/i;
const NO_VALUE = /^(?:function|method|class|interface|struct|constructor)$/i;
const HOLDS_LOCALS = /^(?:function|method|constructor)$/i;
const IS_MEMBER = /^(?:method|property|field|constructor|key|enummember)$/i;

/** Finds declarations of the document by VS Code's symbols; what a symbol is and where it ends is read in the text once more, and has to agree. */
export class Targets {
	readonly #document: DocumentLines;
	readonly #symbols: readonly DocumentSymbol[];
	readonly #language: string;
	#byName: Map<string, DocumentSymbol[]> | undefined;

	constructor(document: DocumentLines, symbols: readonly DocumentSymbol[], language: string) {
		this.#document = document;
		this.#symbols = symbols;
		this.#language = language;
	}

	/** All that a declaration of a block may stand for. One that cannot be read counts too: there would be two of the name. */
	find(declares: Declaration): {
		readonly targets: readonly Target[];
		readonly lines: readonly number[];
	} {
		const isCode = !/^(?:css|json|yaml)$/.test(familyOf(this.#language));
		const found = new Map<number, Target | undefined>();
		for (const symbol of this.#named(nameKey(declares.name))) {
			if (isCode && !couldBe(symbol.kind, declares.group)) continue;
			if (declares.group === 'value' && this.#isLocal(symbol)) continue;
			const target = this.#read(symbol);
			if (target !== undefined && !isSame(declares, target.unit.declares)) continue;
			const { first } = this.#linesOf(symbol);
			const line = target === undefined ? first : target.at + target.unit.head;
			found.set(line, found.get(line) ?? target);
		}
		const targets = [...found.values()];
		const known = targets.filter((target) => target !== undefined);
		const lines = [...found.keys()].toSorted((one, other) => one - other);
		return { targets: known.length === targets.length ? known : [], lines };
	}

	/** Those in no other. */
	get outermost(): readonly DocumentSymbol[] {
		let end = -1;
		const sorted = this.#symbols.toSorted((a, b) => a.start - b.start || b.end - a.end);
		return sorted.filter((symbol) => {
			if (symbol.start < end) return false;
			end = symbol.end;
			return true;
		});
	}

	#named(name: string): readonly DocumentSymbol[] {
		if (this.#byName === undefined) {
			this.#byName = new Map();
			for (const symbol of this.#symbols) {
				const key = nameKey(symbol.name);
				this.#byName.set(key, [...(this.#byName.get(key) ?? []), symbol]);
			}
		}
		return this.#byName.get(name) ?? [];
	}

	#isLocal({ start, end }: DocumentSymbol): boolean {
		return this.#symbols.some(
			(other) =>
				other.start <= start &&
				other.end >= end &&
				other.end - other.start > end - start &&
				HOLDS_LOCALS.test(other.kind),
		);
	}

	#linesOf({ start, end }: DocumentSymbol): {
		first: number;
		last: number;
		before: string;
		behind: string;
	} {
		const { text, lines, starts } = this.#document;
		const inside = text.slice(start, end);
		const from = start + inside.length - inside.trimStart().length;
		const to = Math.max(from, start + inside.trimEnd().length);
		const first = lineAt(this.#document, from);
		const last = lineAt(this.#document, to);
		return {
			first,
			last,
			before: (lines[first] ?? '').slice(0, from - (starts[first] ?? 0)),
			behind: (lines[last] ?? '').slice(to - (starts[last] ?? 0)),
		};
	}

	#read(symbol: DocumentSymbol): Target | undefined {
		const { first, last, before, behind } = this.#linesOf(symbol);
		if (familyOf(this.#language) === 'none') return undefined;
		// There is more than this in its lines.
		if (!/^[\w\s.=$@*&<>:,[\]#"'~]*$/.test(before)) return undefined;
		if (!/^[)\]};,]*(?:$|\/\/|#|\/\*|--)/.test(behind.replace(/\s+/g, ''))) return undefined;
		const at = leadAbove(this.#document.lines, first, this.#language);
		const end = this.#withComments(first, last);
		const code = codeOf(this.#document.lines.slice(at, end), this.#language);
		const isMember = IS_MEMBER.test(symbol.kind) || code.family === 'json';
		const units = unitsIn(code, 0, code.lines.length, undefined, isMember);
		const [unit] = units;
		if (unit === undefined || units.length > 1 || unit.isOpen || unit.declares === undefined)
			return undefined;
		if (at + unit.head > last || unit.from > 0 || unit.to < code.lines.length) return undefined;
		return this.#goesOn(at + unit.head, end) ? undefined : { code, unit, at };
	}

	/** The line behind a declaration, with the comments that end its body where only their indentation tells. */
	#withComments(first: number, last: number): number {
		const { lines } = this.#document;
		let end = last + 1;
		if (familyOf(this.#language) !== 'indentation') return end;
		const width = blanksOf(lines[first] ?? '').length;
		for (let line = end; line < lines.length; line++) {
			const text = lines[line] ?? '';
			if (isBlank(text)) continue;
			if (!text.trimStart().startsWith('#') || blanksOf(text).length <= width) break;
			end = line + 1;
		}
		return end;
	}

	/** Whether what stands below belongs to a declaration as well, so that the symbol does not reach to its end. */
	#goesOn(head: number, end: number): boolean {
		const { lines } = this.#document;
		let next = end;
		while (next < lines.length && isBlank(lines[next])) next++;
		if (next >= lines.length) return false;
		const below = lines[next] ?? '';
		return (
			blanksOf(below).length > blanksOf(lines[head] ?? '').length ||
			/^\s*(?:\{|\.|=>|=)/.test(below) ||
			(familyOf(this.#language) === 'ends' &&
				next === end &&
				/^\s*end\b/.test(below) &&
				blanksOf(below) === blanksOf(lines[head] ?? ''))
		);
	}
}

/** The first of the lines of comments and decorators right above a line. */
export function leadAbove(lines: readonly string[], line: number, language: string): number {
	let first = line;
	while (first > 0 && !isBlank(lines[first - 1]) && isLead(lines[first - 1] ?? '', language))
		first--;
	if (first > 0 && /^\s*[)\]}]+$/.test(lines[first - 1] ?? '')) {
		// The end of a decorator of several lines.
		for (let at = first - 1; at >= 0 && at > first - 60 && !isBlank(lines[at]); at--) {
			if (!/^\s*@/.test(lines[at] ?? '')) continue;
			const code = codeOf(lines.slice(at, line), language);
			const [unit, ...more] = unitsIn(code, 0, code.lines.length, undefined, false);
			return more.length === 0 && unit?.isComment ? leadAbove(lines, at, language) : first;
		}
	}
	return first;
}

function isLead(line: string, language: string): boolean {
	const text = line.trim();
	switch (familyOf(language)) {
		case 'indentation':
		case 'ends':
		case 'yaml':
			return /^(?:#|@|--)/.test(text);
		case 'css':
			return /^(?:\/\*|\*|\/\/)/.test(text);
		default:
			return (
				/^(?:\/\/|\/\*|\*\/|\*(?:\s|$)|#\[|@)|^\[.*\]$/.test(text) ||
				(/^#(?!\s*(?:include|define|undef|if|else|elif|endif|pragma|import|region|endregion))/.test(
					text,
				) &&
					language !== 'json')
			);
	}
}

/** Whether of what a block declares and what a document declares one can stand for the other. */
function isSame(one: Declaration, other: Declaration | undefined): boolean {
	return (
		other !== undefined &&
		nameKey(one.name) === nameKey(other.name) &&
		one.group === other.group &&
		one.variant === other.variant &&
		one.owner === other.owner &&
		(one.form === undefined || other.form === undefined || one.form === other.form)
	);
}

function couldBe(kind: string, group: Declaration['group']): boolean {
	if (group === 'callable') return !NO_CALLABLE.test(kind);
	return group === 'type' ? !NO_TYPE.test(kind) : !NO_VALUE.test(kind);
}

/** A name without what providers add to it: `(get) size`, `parse(String)`, `(*Server).Serve`, `Server::serve`, `impl Display for A`. */
function nameKey(name: string): string {
	const bare = name
		.replace(/^\((?:get|set)\) /, '')
		.replace(/^\(\*?\w{1,200}(?:\[[^\]]{0,200}\])?\)\./, '')
		.replace(/^impl(?:<[^>]{0,200}>)? /, '')
		.replace(/^(["'])(.*)\1$/, '$2');
	if (/ for /.test(bare)) return bare.replace(/\s+/g, '');
	const withoutTypes = /^([\w$#~]+)\s?\(/.exec(bare)?.[1] ?? bare;
	return /^[\w$]+(?:(?:::|\.|#)~?[\w$]+)+$/.test(withoutTypes)
		? (withoutTypes.split(/::|\.|#/).at(-1) ?? withoutTypes)
		: withoutTypes.replace(/\s+/g, ' ');
}

/** Which lines of what is put above a declaration stay, and which come from the block. */
export function mergedLead(
	document: { readonly code: Code; readonly lines: readonly string[] },
	block: readonly string[],
): readonly string[] {
	const { code, lines } = document;
	if (block.length === 0) return lines;
	const isComment = (line: string) => /^\s*(?:\/\/|\/\*|\*|#(?!\[)|--)/.test(line);
	const isDoc = (line: string) => /^\s*(?:\/\*\*|\*|\/\/\/|\/\*)/.test(line);
	const comments = lines.filter((_, index) => isCommentLine(code, index));
	const others = lines.filter((_, index) => !isCommentLine(code, index));
	const blockComments = block.filter(isComment);
	const blockOthers = block.filter((line) => !isComment(line));
	const keepsDoc = comments.some(isDoc) && !blockComments.some(isDoc);
	const keepsComments = blockComments.length === 0 || keepsDoc;
	const keepsOthers = blockOthers.length === 0;
	return [...(keepsComments ? comments : []), ...(keepsOthers ? [...block, ...others] : block)];
}
