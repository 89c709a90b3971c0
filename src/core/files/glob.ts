const SLASH = '/';
const ANY = '[^/]';

/**
 * A glob as VS Code reads one in `files.exclude` and its like: `*` and `?` within a name, `**` for any folders, `{a,b}`, `[a-z]`,
 * `[!a-z]`. It is tested against a path with slashes and without one at its start; names that begin with a dot are like any other.
 * @returns undefined for a pattern that nothing fits, as an empty one
 */
export function globPattern(
	pattern: string,
	{ ignoreCase = false }: { readonly ignoreCase?: boolean } = {},
): RegExp | undefined {
	const source = globSource(pattern.trim());
	if (source === '') return undefined;
	try {
		return new RegExp(`^(?:${source})$`, ignoreCase ? 'is' : 's');
	} catch {
		// A range that ends before it begins.
		return undefined;
	}
}

function globSource(pattern: string): string {
	const segments = split(pattern, SLASH);
	if (segments.at(-1) === '') segments.pop();
	if (segments.length > 0 && segments.every((segment) => segment === '**')) return '.*';
	let source = '';
	let slash = '';
	for (const [index, segment] of segments.entries()) {
		if (segment !== '**') {
			source += slash + segmentSource(segment);
			slash = SLASH;
		} else if (segments[index - 1] !== '**') {
			const last = segments.slice(index).every((rest) => rest === '**');
			// At the end the folder itself fits too, as when what is in it is excluded.
			source += last ? '(?:/.*)?' : `${slash}(?:${ANY}+/)*`;
			slash = '';
		}
	}
	return source;
}

/** One name, or several in braces, in which slashes may stand. */
function segmentSource(segment: string): string {
	let source = '';
	for (let at = 0; at < segment.length; at++) {
		const char = segment.charAt(at);
		const end = closing(segment, at);
		if (end > at) {
			const inside = segment.slice(at + 1, end);
			source += char === '{' ? bracesSource(inside) : bracketsSource(inside);
			at = end;
		} else if (char === '*') {
			source += `${ANY}*?`;
		} else {
			source += char === '?' ? ANY : char.replace(/[\\^$.*+?()[\]{}|]/, '\\$&');
		}
	}
	return source;
}

function bracesSource(inside: string): string {
	return `(?:${split(inside, ',').map(globSource).join('|')})`;
}

function bracketsSource(inside: string): string {
	const not = /^[!^]/.test(inside);
	const chars = (not ? inside.slice(1) : inside).replaceAll(SLASH, '').replace(/[\\\]^[]/g, '\\$&');
	return `[${not ? '^/' : ''}${chars}]`;
}

/** Where the brace or bracket at this place is closed; -1 where there is none, or it stays open. */
function closing(text: string, at: number): number {
	const open = text.charAt(at);
	// A bracket that comes first in brackets stands for itself.
	if (open === '[') return text.indexOf(']', at + (/^[!^]/.test(text.slice(at + 1)) ? 3 : 2));
	if (open !== '{') return -1;
	let depth = 0;
	for (let end = at; end < text.length; end++) {
		if (text[end] === '{') depth++;
		if (text[end] === '}' && --depth === 0) return end;
	}
	return -1;
}

/** Splits at a character, but not within braces and brackets. */
function split(text: string, separator: string): string[] {
	const parts: string[] = [];
	let start = 0;
	for (let at = 0; at < text.length; at++) {
		if (text[at] === separator) {
			parts.push(text.slice(start, at));
			start = at + 1;
		} else {
			at = Math.max(at, closing(text, at));
		}
	}
	if (text !== '') parts.push(text.slice(start));
	return parts;
}
