import { type Declaration, named } from './declaration.ts';
import {
	type Context,
	isFunction,
	skipAngles,
	skipModifiers,
	skipPair,
	TOKENS,
	TYPES,
	WORD,
} from './headTokens.ts';
import { ofMember } from './memberHeads.ts';

/** Reads what the first lines of a declaration declare, in languages with braces. */
export function declarationIn(head: string, context: Context): Declaration | undefined {
	const tokens = head.match(TOKENS) ?? [];
	let at = skipModifiers(tokens, 0, context);
	const word = tokens[at] ?? '';
	const next = tokens[at + 1] ?? '';
	const form = context.isScript ? 'statement' : undefined;
	if (word === 'function' && !context.hasTypesFirst) {
		at++;
		while (tokens[at] === '*' || tokens[at] === '&') at++;
		const name = tokens[at] ?? '';
		if (name === '(') return named('default', 'callable', form);
		return WORD.test(name) ? named(lastOfDotted(tokens, at), 'callable', form) : undefined;
	}
	if (word === 'func' && (context.id === 'go' || context.id === 'swift'))
		return ofFunc(tokens, at + 1);
	if (word === 'fn') {
		const takesSelf = tokens
			.slice(at + 2, at + 14)
			.join(' ')
			.match(/^(?:<.*>\s*)?\( (?:& )?(?:' ?\w+ )?(?:mut )?self\b/);
		return { ...named(next, 'callable'), ...(takesSelf ? { form: 'member' } : {}) };
	}
	if (word === 'fun') {
		at = tokens[at + 1] === '<' ? skipAngles(tokens, at + 1) : at + 1;
		return WORD.test(tokens[at] ?? '') ? named(lastOfDotted(tokens, at), 'callable') : undefined;
	}
	if ((word === 'def' || word === 'sub') && WORD.test(next)) return named(next, 'callable');
	if (word === 'init' && next === '(' && context.id === 'swift')
		return named('init', 'callable', 'member');
	if (word === 'macro_rules') return named(tokens[at + 2] ?? '', 'callable');
	if (word === '#define') return named(next, 'value');
	if (word === 'typedef') return ofTypedef(tokens);
	if (TYPES.has(word)) {
		const type = ofType(tokens, at, context);
		if (type !== undefined) return type;
	}
	if (/^(?:const|let|var|val|static)$/.test(word) && !context.hasTypesFirst) {
		return ofValue(tokens, at + 1, context);
	}
	if (context.isScript && !context.isMember) {
		const assigned = ofAssignment(tokens, at);
		if (assigned !== undefined) return assigned;
	}
	return ofMember(tokens, at, context);
}

/** The last of names with dots or colons between, of which the first stands here. */
function lastOfDotted(tokens: readonly string[], start: number): string {
	let at = start;
	while (/^(?:\.|:)$/.test(tokens[at + 1] ?? '') && WORD.test(tokens[at + 2] ?? '')) {
		if (tokens[at + 1] === ':') break;
		at += 2;
	}
	return tokens[at] ?? '';
}

function ofFunc(tokens: readonly string[], start: number): Declaration | undefined {
	if (tokens[start] !== '(') {
		const name = tokens[start] ?? '';
		return name === '' ? undefined : named(name, 'callable');
	}
	const end = skipPair(tokens, start);
	const receiver = tokens.slice(start + 1, end - 1);
	const generic = receiver.indexOf('[');
	const owner = (generic < 0 ? receiver : receiver.slice(0, generic)).findLast((token) =>
		WORD.test(token),
	);
	const name = tokens[end] ?? '';
	if (!WORD.test(name)) return undefined;
	return { ...named(name, 'callable', 'member'), ...(owner === undefined ? {} : { owner }) };
}

/** `typedef struct {...} Name;` */
function ofTypedef(tokens: readonly string[]): Declaration | undefined {
	const name = tokens.findLast((token) => WORD.test(token));
	return name === undefined ? undefined : named(name, 'type');
}

function ofType(
	tokens: readonly string[],
	start: number,
	{ id, hasTypesFirst }: Context,
): Declaration | undefined {
	const word = tokens[start] ?? '';
	if (word === 'impl') {
		const from = tokens[start + 1] === '<' ? skipAngles(tokens, start + 1) : start + 1;
		const end = tokens.findIndex((token, at) => at >= from && (token === '{' || token === 'where'));
		return {
			...named(tokens.slice(from, end < 0 ? undefined : end).join(' '), 'type'),
			variant: word,
		};
	}
	let at = start + 1;
	if (/^(?:class|struct)$/.test(tokens[at] ?? '')) at++;
	const name = tokens[at] ?? '';
	if (!WORD.test(name)) return undefined;
	const after = tokens[at + 1] ?? '';
	if (/^(?:c|cpp|objective-c|objective-cpp|cuda)$/.test(id)) {
		return /^[{:;]?$/.test(after) || after === 'final' ? named(name, 'type') : undefined;
	}
	if (word === 'type' && id === 'go') return named(name, 'type');
	// `type = 3`, `module.exports`, `record(x)` are no types.
	if (word !== 'record' && word !== 'class' && after === '(' && !/^(?:kotlin|scala)$/.test(id))
		return undefined;
	// One that is for all of the file.
	if (after === ';' && /^(?:namespace|mod|module)$/.test(word)) return undefined;
	if (word === 'record' && !hasTypesFirst) return undefined;
	return { ...named(name, 'type'), ...(word === 'extension' ? { variant: word } : {}) };
}

function ofValue(
	tokens: readonly string[],
	start: number,
	{ isScript }: Context,
): Declaration | undefined {
	let at = start;
	while (tokens[at] === 'mut' || tokens[at] === 'enum') at++;
	const name = tokens[at] ?? '';
	if (!WORD.test(name)) return undefined;
	if (tokens[at - 1] === 'enum') return named(name, 'type');
	return named(
		name,
		isFunction(tokens, at + 1) ? 'callable' : 'value',
		isScript ? 'statement' : undefined,
	);
}

/** `exports.parse = function () {`, `Parser.prototype.parse = ...`, `module.exports = {` */
function ofAssignment(tokens: readonly string[], start: number): Declaration | undefined {
	let at = start;
	if (!WORD.test(tokens[at] ?? '')) return undefined;
	while (tokens[at + 1] === '.' && WORD.test(tokens[at + 2] ?? '')) at += 2;
	if (at === start || tokens[at + 1] !== '=') return undefined;
	const name = tokens[at] ?? '';
	if (isFunction(tokens, at + 1)) return named(name, 'callable', 'statement');
	return tokens[at + 2] === 'class' ? named(name, 'type') : undefined;
}
