import type { Bracket } from '../../editor/layout.ts';
import { blanksOf, isBlank } from '../text/documentLines.ts';
import type { Declaration } from './declaration.ts';
import { hasTypesFirst, isScript } from './families.ts';
import { declarationIn } from './heads.ts';
import { bodyOf, type Code, codeIn, type Item, itemsIn } from './items.ts';

/** An item of code, and what it declares where it declares something. */
export interface Unit extends Item {
	readonly declares?: Declaration;
	/** The lines [bodyFrom, bodyTo) within it, where it has such. */
	readonly body?: { readonly from: number; readonly to: number; readonly bracket?: Bracket };
	/** It does not end, as far as that can be told. */
	readonly isOpen: boolean;
}

/** So much of a declaration is read to learn its name. */
const HEAD_LINES = 16;
const HEAD_LENGTH = 1000;

/** The items of lines of code, with what they declare. */
export function unitsOf(code: Code): Unit[] {
	const outer = outermost(code);
	if (outer !== undefined) {
		return unitsIn(code, outer.line + 1, outer.closed?.line ?? code.lines.length, outer, true);
	}
	return unitsIn(code, 0, code.lines.length, undefined, false);
}

/** In JSON all stands in one pair of braces. */
function outermost(code: Code): Bracket | undefined {
	if (code.family !== 'json') return undefined;
	const first = code.lines.findIndex((line, index) => !isBlank(line) && codeIn(code, index) !== '');
	return /^[{[]$/.test(codeIn(code, first)) ? code.layout.brackets[first + 1] : undefined;
}

export function unitsIn(
	code: Code,
	from: number,
	to: number,
	container: Bracket | undefined,
	isMember: boolean,
): Unit[] {
	return itemsIn(code, from, to, container).map((item) => unitOf(code, item, container, isMember));
}

/** The members of a class or the like. */
export function membersOf(code: Code, { body }: Unit): Unit[] {
	if (body === undefined) return [];
	return unitsIn(code, body.from, body.to, body.bracket, true);
}

function unitOf(code: Code, item: Item, container: Bracket | undefined, isMember: boolean): Unit {
	const declares = item.isComment ? undefined : declarationOf(code, item, isMember);
	if (item.isComment) return { ...item, isOpen: false };
	if (code.family === 'indentation' || code.family === 'ends' || code.family === 'yaml') {
		const from = item.head + headLines(code, item);
		const isOpen =
			item.to === code.lines.length &&
			(code.open !== container ||
				(code.family === 'indentation' && codeIn(code, lastCode(code, item)).endsWith(':')) ||
				(code.family === 'ends' && from < item.to && !/^end\b/.test(codeIn(code, item.to - 1))));
		const to = code.family === 'ends' ? item.to - 1 : item.to;
		return {
			...item,
			...(declares && { declares }),
			...(from < to && { body: { from, to } }),
			isOpen,
		};
	}
	const bracket =
		bodyOf(code, item, container) ??
		(code.family === 'json' ? listOf(code, item, container) : undefined);
	const isOpen = item.to === code.lines.length && code.open !== container;
	const closed = bracket?.closed;
	return {
		...item,
		...(declares && { declares }),
		...(bracket && closed && { body: { from: bracket.line + 1, to: closed.line, bracket } }),
		isOpen,
	};
}

/** The [ of a JSON value. */
function listOf(code: Code, item: Item, container: Bracket | undefined): Bracket | undefined {
	const inner = code.layout.brackets[item.head + 1];
	return inner?.outer === container && inner?.line === item.head ? inner : undefined;
}

function lastCode(code: Code, item: Item): number {
	let line = item.to - 1;
	while (line > item.head && codeIn(code, line) === '') line--;
	return line;
}

/** How many lines a declaration has before its body, where indentation or an `end` ends that. */
function headLines(code: Code, item: Item): number {
	if (code.family !== 'indentation') return 1;
	for (let line = item.head; line < item.to; line++) {
		const isWhole = code.layout.brackets[line + 1] === code.layout.brackets[item.head];
		if (isWhole && codeIn(code, line).endsWith(':')) return line + 1 - item.head;
	}
	return item.to - item.head;
}

function declarationOf(code: Code, item: Item, isMember: boolean): Declaration | undefined {
	const first = codeIn(code, item.head);
	switch (code.family) {
		case 'indentation':
			return ofPython(code, item, first);
		case 'ends':
			return ofRuby(first);
		case 'json': {
			const key = /^("(?:[^"\\]|\\.)*")\s*:/.exec(first)?.[1];
			return key === undefined ? undefined : { name: key.slice(1, -1), group: 'value' };
		}
		case 'yaml': {
			const key = /^([\w"'./$-][^:#]{0,200}?)\s*:(?:\s|$)/.exec(first)?.[1];
			return key === undefined || first.startsWith('- ')
				? undefined
				: { name: key.replace(/^(["'])(.*)\1$/, '$2'), group: 'value' };
		}
		case 'css': {
			const head = headText(code, item).split('{', 1)[0] ?? '';
			return head.includes(';') || !headText(code, item).includes('{')
				? undefined
				: { name: head.trim().replace(/\s+/g, ' '), group: 'value' };
		}
		case 'braces':
			return declarationIn(textOf(code, item), {
				id: code.id,
				isMember,
				isScript: isScript(code.id) || code.id === 'shellscript',
				hasTypesFirst: hasTypesFirst(code.id),
			});
		case 'none':
			return undefined;
	}
}

/** The first lines of an item, without comments; of a `typedef` also its last. */
function textOf(code: Code, item: Item): string {
	const head = headText(code, item);
	return head.startsWith('typedef') ? `${head} ${codeIn(code, item.to - 1)}` : head;
}

function headText(code: Code, item: Item): string {
	const parts: string[] = [];
	for (let line = item.head; line < Math.min(item.to, item.head + HEAD_LINES); line++) {
		if (code.layout.follows[line] !== undefined) continue;
		const text = codeIn(code, line);
		parts.push(text);
		if (/[{;]$/.test(text) && code.layout.brackets[item.head] !== undefined) break;
	}
	return parts.join(' ').slice(0, HEAD_LENGTH);
}

function ofPython(code: Code, item: Item, first: string): Declaration | undefined {
	const type = /^class\s+(\w+)/.exec(first)?.[1];
	if (type !== undefined) return { name: type, group: 'type' };
	const name = /^(?:async\s+)?(?:def|func|proc)\s+(\w+)/.exec(first)?.[1];
	if (name === undefined) {
		const value = /^([A-Za-z_]\w*)\s*(?::[^=]{1,200})?=(?!=)/.exec(first)?.[1];
		return value === undefined ? undefined : { name: value, group: 'value' };
	}
	const lead = code.lines.slice(item.from, item.head).join('\n');
	const takesSelf = /^\s*(?:self|cls)\b/.test(headText(code, item).split('(')[1] ?? '');
	const isMember = takesSelf || /@(?:staticmethod|classmethod|property)\b/.test(lead);
	const accessor = /@\w+\.(setter|deleter)\b/.exec(lead)?.[1];
	return {
		name,
		group: 'callable',
		form: isMember ? 'member' : 'statement',
		...(accessor === undefined ? {} : { variant: accessor }),
	};
}

function ofRuby(first: string): Declaration | undefined {
	const type = /^(?:class|module|defmodule|struct|mutable struct)\s+([\w:.]+)/.exec(first)?.[1];
	if (type !== undefined) return { name: type, group: 'type' };
	const name =
		/^(?:private |protected |public |local )?(?:def|defp|function|macro)\s+(?:self\.|\w+[.:])?([\w]+[?!=]?)/.exec(
			first,
		)?.[1];
	if (name !== undefined) return { name, group: 'callable' };
	const value = /^(?:local )?(\w+)\s*=(?!=)/.exec(first)?.[1];
	return value === undefined ? undefined : { name: value, group: 'value' };
}

/** The white space of an item's first line. */
export function indentationOf(lines: readonly string[], item: Item): string {
	return blanksOf(lines[item.head] ?? '');
}

/** As a symbol is shown: `parse()`, `Config`. */
export function shown({ name, group }: Declaration): string {
	return group === 'callable' ? `${name}()` : name;
}
