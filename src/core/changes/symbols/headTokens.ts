const MODIFIERS = new Set(
	(
		'export default declare abstract async public private protected internal static final readonly override virtual sealed partial unsafe inline open data ' +
		'suspend pub mut mutating nonmutating fileprivate lazy weak required convenience synchronized native transient volatile strictfp constexpr explicit friend ' +
		'tailrec operator infix external actual expect companion inner lateinit annotation extern register thread_local consteval case indirect nonisolated ' +
		'final local accessor noinline crossinline value'
	).split(' '),
);
export const TYPES = new Set(
	'class interface enum struct trait union record protocol extension namespace module object actor mod type typealias impl'.split(
		' ',
	),
);
/** What begins a statement that declares nothing. */
export const STATEMENTS = new Set(
	'if for while switch catch with return else do try new throw using lock foreach await yield assert case default import from goto delete typeof void0 unless until match loop sizeof super print echo require include elif select defer go'.split(
		' ',
	),
);
export const WORD = /^[\p{L}_$~#][\p{L}\p{N}_$]*$/u;
export const TOKENS =
	/[\p{L}_$~][\p{L}\p{N}_$]*|#[\p{L}_][\p{L}\p{N}_]*|\d+|"[^"\n]*"|'[^'\n]*'|`[^`\n]*`|::|=>|->|==|[^\s]/gu;

export interface Context {
	readonly id: string;
	/** It stands in a class or the like. */
	readonly isMember: boolean;
	readonly isScript: boolean;
	readonly hasTypesFirst: boolean;
}

export function skipModifiers(
	tokens: readonly string[],
	start: number,
	{ hasTypesFirst, id }: Context,
): number {
	let at = start;
	for (;;) {
		const token = tokens[at] ?? '';
		const next = tokens[at + 1] ?? '';
		if (token === '@' && WORD.test(next) && next !== 'interface') {
			at += 2;
			while (tokens[at] === '.') at += 2;
			if (tokens[at] === '(') at = skipPair(tokens, at);
		} else if (token === '@' && next === 'interface') at++;
		else if ((token === '#' && next === '[') || (token === '[' && id === 'csharp')) {
			at = skipPair(tokens, token === '#' ? at + 1 : at);
		} else if (/^(?:public|private|protected)$/.test(token) && next === ':') at += 2;
		else if (token === 'template' && next === '<') at = skipAngles(tokens, at + 1);
		else if (token === 'pub' && next === '(') at = skipPair(tokens, at + 1);
		else if (token === 'extern' && next.startsWith('"')) at += 2;
		else if (token === 'const' && (hasTypesFirst || next === 'fn' || next === 'enum')) at++;
		else if (token === 'static' && !hasTypesFirst && id === 'rust') return at;
		// A word of these that is a name itself: `get` and the like are methods too.
		else if (MODIFIERS.has(token) && /^[\p{L}_$#@*"[{~]/u.test(next)) at++;
		else return at;
	}
}

/** The place behind a bracket's end. */
export function skipPair(tokens: readonly string[], start: number): number {
	let depth = 0;
	for (let at = start; at < tokens.length; at++) {
		const token = tokens[at] ?? '';
		if ('([{'.includes(token)) depth++;
		else if (')]}'.includes(token) && --depth === 0) return at + 1;
	}
	return tokens.length;
}

export function skipAngles(tokens: readonly string[], start: number): number {
	let depth = 0;
	for (let at = start; at < tokens.length; at++) {
		if (tokens[at] === '<') depth++;
		else if (tokens[at] === '>' && --depth === 0) return at + 1;
		else if (tokens[at] === ';') return start;
	}
	return start;
}

/** Whether what stands behind the first `=` is a function. */
export function isFunction(tokens: readonly string[], start: number): boolean {
	const equals = tokens.findIndex(
		(token, at) => at >= start && (token === '=' || token === '{' || token === ';'),
	);
	if (tokens[equals] !== '=') return false;
	let at = equals + 1;
	if (tokens[at] === 'async') at++;
	if (tokens[at] === 'function') return true;
	if (tokens[at] === '<') at = skipAngles(tokens, at);
	if (WORD.test(tokens[at] ?? '') && tokens[at + 1] === '=>') return true;
	if (tokens[at] !== '(') return false;
	const end = skipPair(tokens, at);
	const rest = tokens.slice(end, end + 60);
	const arrow = rest.indexOf('=>');
	return arrow === 0 || (rest[0] === ':' && arrow > 0) || (end === tokens.length && arrow < 0);
}
