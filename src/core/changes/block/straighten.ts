import type { OwnLines } from './ownLines.ts';

const MARKUP =
	/^(?:html|xml|vue|svelte|markdown|plaintext|restructuredtext|latex|asciidoc|javascriptreact|typescriptreact)$/;
const ENTITIES: ReadonlyMap<string, string> = new Map([
	['&lt;', '<'],
	['&gt;', '>'],
	['&amp;', '&'],
	['&quot;', '"'],
	['&#39;', "'"],
	['&#x27;', "'"],
	['&apos;', "'"],
	['&nbsp;', ' '],
]);
const ENTITY = /&(?:lt|gt|amp|quot|apos|nbsp|#39|#x27);/g;
const STRINGS = /"(?:[^"\\\n]|\\.){0,400}"|'(?:[^'\\\n]|\\.){0,400}'|`(?:[^`\\\n]|\\.){0,400}`/g;

/**
 * Code as it was meant, where it has been written for a page: `&lt;` for <, and quotation marks of print for straight ones. Only where it
 * could be no code otherwise; what stands in strings stays.
 */
export function straightened(
	lines: readonly string[],
	language: string,
	own: OwnLines,
): readonly string[] {
	if (MARKUP.test(language)) return lines;
	const isEscaped =
		!lines.some((line) => /[<>]|&(?!(?:lt|gt|amp|quot|apos|nbsp|#39|#x27);)/.test(line)) &&
		lines.some((line) => {
			const isInCode = line.split(STRINGS).some(hasEntity);
			return isInCode || (hasEntity(line) && own.has(unescaped(line)));
		});
	const plain = isEscaped ? lines.map(unescaped) : lines;
	return plain.map((line) => withStraightQuotes(line, language, own));
}

function hasEntity(text: string): boolean {
	return text.search(ENTITY) >= 0;
}

function unescaped(line: string): string {
	return line.replace(ENTITY, (entity) => ENTITIES.get(entity) ?? entity);
}

const PAIRS = /[“”„‟＂]([^“”„‟＂"\n]*)[“”‟＂]|[‘’‚＇]([^‘’‚＇'\n]*)[‘’＇]/g;

/** Quotation marks of print that enclose strings; within straight quotes, and in comments, they are text. */
function withStraightQuotes(line: string, language: string, own: OwnLines): string {
	if (!/[“”„‟＂‘’‚＇]/.test(line) || own.has(line.trim())) return line;
	const comment = /(?:^|\s)(?:\/\/|#|--)/.exec(line)?.index ?? line.length;
	const isHash = /^(?:python|ruby|shellscript|yaml|r|perl|elixir|dockerfile|makefile)$/.test(
		language,
	);
	const end = line.trimStart().startsWith('#') && !isHash ? line.length : comment;
	let result = '';
	let at = 0;
	for (const match of line.slice(0, end).matchAll(STRINGS)) {
		result += straight(line.slice(at, match.index)) + match[0];
		at = match.index + match[0].length;
	}
	return result + straight(line.slice(at, end)) + line.slice(end);
}

function straight(code: string): string {
	return code.replace(PAIRS, (_, double?: string, single?: string) =>
		double === undefined ? `'${single ?? ''}'` : `"${double}"`,
	);
}
