import { codeIn, codeOf } from '../symbols/items.ts';
import { blanksOf, isBlank } from '../text/documentLines.ts';

/** Lines whose first one has lost its indentation, as when it is copied from behind that. Its own body, or what closes it, shows that. */
export function raisedFirst(
	lines: readonly string[],
	tabSize: number,
	language: string,
): readonly string[] {
	const [first = '', ...rest] = lines;
	if (blanksOf(first) !== '') return lines;
	const last = lines.findLastIndex((line) => !isBlank(line));
	const least = rest
		.filter((line) => !isBlank(line))
		.reduce((width, line) => Math.min(width, blanksOf(line).length), Number.POSITIVE_INFINITY);
	if (last < 1 || least === 0) return lines;
	const code = codeOf(lines, language);
	if (code.family === 'indentation') {
		const body = lines.findIndex((line, index) => index > 0 && !isBlank(line));
		const isHead = codeIn(code, 0).endsWith(':') && code.layout.brackets[body] === undefined;
		const missing = least - tabSize;
		if (!isHead || missing <= 0 || code.layout.isText[body] === true) return lines;
		return [blanksOf(lines[body] ?? '').slice(0, missing) + first, ...rest];
	}
	if (code.family === 'yaml' || code.family === 'none') return lines;
	const closer = blanksOf(lines[last] ?? '');
	const closes =
		code.family === 'ends'
			? /^\s*end\b/.test(lines[last] ?? '')
			: /^\s*[)\]}]/.test(lines[last] ?? '') && code.layout.brackets[last]?.line === 0;
	return closes && closer.length === least ? [closer + first, ...rest] : lines;
}
