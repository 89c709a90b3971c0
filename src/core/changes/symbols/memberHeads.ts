import { type Declaration, named } from './declaration.ts';
import { type Context, isFunction, STATEMENTS, skipPair, WORD } from './headTokens.ts';

/** A method, a C function, a field: what has its name before a bracket, or before `=`, `:` or `;`. */
export function ofMember(
	tokens: readonly string[],
	start: number,
	context: Context,
): Declaration | undefined {
	let at = start;
	let variant: string | undefined;
	if (
		context.isScript &&
		/^(?:get|set)$/.test(tokens[at] ?? '') &&
		/^[\p{L}_$#["']/u.test(tokens[at + 1] ?? '')
	) {
		variant = tokens[at];
		at++;
	}
	if (tokens[at] === '*') at++;
	if (STATEMENTS.has(tokens[at] ?? '')) return undefined;
	const open = openingParenthesis(tokens, at);
	if (open === undefined) return ofField(tokens, at, context);
	const name = /^["']/.test(tokens[open - 1] ?? '')
		? (tokens[open - 1] ?? '').slice(1, -1)
		: (tokens[open - 1] ?? '');
	if (!WORD.test(name) || STATEMENTS.has(name)) return undefined;
	const before = tokens.slice(at, open - 1);
	const after = tokens[skipAnnotations(tokens, skipPair(tokens, open))] ?? '';
	const owner =
		before.at(-1) === '::'
			? before.findLast((token, index) => index < before.length - 1 && WORD.test(token))
			: undefined;
	const ownWords = before.filter((token) => WORD.test(token)).length;
	if (context.hasTypesFirst) {
		if (
			before.includes('=') ||
			before.includes('.') ||
			before.some((token) => STATEMENTS.has(token))
		)
			return undefined;
		if (ownWords === 0 && owner === undefined && !context.isMember && context.id !== 'c') {
			// A constructor, where its class is not shown.
			if (after !== '{' || !/^[\p{Lu}~]/u.test(name)) return undefined;
		} else if (ownWords === 0 && owner === undefined && !context.isMember) return undefined;
		if (!/^(?:\{|;|:|=>|=|throws|where|const|noexcept|override|final|->|)$/.test(after))
			return undefined;
		const isPrototype = after === ';' && !context.isMember;
		return {
			...named(name, 'callable'),
			...(owner === undefined ? {} : { owner }),
			...(isPrototype ? { variant: 'prototype' } : {}),
		};
	}
	if (before.length > 0 && !(before.length === 1 && before[0] === '*')) return undefined;
	const isDeclared =
		after === '{' ||
		(after === ':' && (context.isMember || hasBrace(tokens, open))) ||
		(after === ';' && context.isMember);
	if (!isDeclared) return undefined;
	return {
		...named(name, 'callable', context.id === 'shellscript' ? undefined : 'member'),
		...(variant === undefined ? {} : { variant }),
	};
}

/** Whether a body begins somewhere behind the parameters, before the statement ends. */
function hasBrace(tokens: readonly string[], open: number): boolean {
	const end = skipPair(tokens, open);
	const stop = tokens.findIndex(
		(token, at) => at >= end && (token === '{' || token === ';' || token === ','),
	);
	return tokens[stop] === '{';
}

/** `__attribute__((...))` and the like between parameters and body. */
function skipAnnotations(tokens: readonly string[], start: number): number {
	let at = start;
	while (/^__\w+$/.test(tokens[at] ?? '') && tokens[at + 1] === '(') at = skipPair(tokens, at + 1);
	return at;
}

/** The first `(` that is not within <...>, and has nothing before it that ends the head. */
function openingParenthesis(tokens: readonly string[], start: number): number | undefined {
	let depth = 0;
	for (let at = start; at < tokens.length; at++) {
		const token = tokens[at] ?? '';
		if (token === '<') depth++;
		else if (token === '>') depth--;
		else if (depth <= 0 && token === '(') {
			if (tokens[at - 1] === '>') return undefined;
			return at > start ? at : undefined;
		} else if (depth <= 0 && /^[=;{:]$/.test(token)) return undefined;
	}
	return undefined;
}

function ofField(
	tokens: readonly string[],
	start: number,
	{ isMember, isScript, hasTypesFirst }: Context,
): Declaration | undefined {
	const generic = tokens.findIndex((token, at) => at > start && token === '(');
	// A method with type parameters: name<T>(...)
	if (
		generic > start &&
		tokens[generic - 1] === '>' &&
		WORD.test(tokens[start] ?? '') &&
		tokens[start + 1] === '<'
	) {
		const after = tokens[skipPair(tokens, generic)] ?? '';
		if (after === '{' || after === ':') return named(tokens[start] ?? '', 'callable', 'member');
	}
	const stop = tokens.findIndex((token, at) => at >= start && /^(?:=|;|:|\{|\?|!)$/.test(token));
	if (stop > start && WORD.test(tokens[stop - 1] ?? '') && (isMember || hasTypesFirst)) {
		const name = tokens[stop - 1] ?? '';
		if (!hasTypesFirst && stop - start > 1) return undefined;
		if (hasTypesFirst && stop - start < 2) return undefined;
		if (tokens.slice(start, stop).some((token) => token === '.' || STATEMENTS.has(token)))
			return undefined;
		const assigned =
			tokens[stop] === ':' && isScript ? isFunction(['=', ...tokens.slice(stop + 1)], 0) : false;
		return named(
			name,
			assigned || isFunction(tokens, stop) ? 'callable' : 'value',
			isScript ? 'member' : undefined,
		);
	}
	return undefined;
}
