import type { DocumentSymbol } from '../../../../src/core/changes/change.ts';

/** How a declaration begins, and the kind that VS Code gives it. The name is the first group. */
type Rule = readonly [begins: RegExp, kind: string];

const BRACES: readonly Rule[] = [
	[/^\s*(?:export\s+)?(?:default\s+)?(?:abstract\s+)?class\s+(\w+)/, 'Class'],
	[/^\s*(?:export\s+)?(?:interface)\s+(\w+)/, 'Interface'],
	[/^\s*(?:export\s+)?(?:default\s+)?(?:async\s+)?function\s*\*?\s+(\w+)/, 'Function'],
	[/^(?:export\s+)?const\s+(\w+)\b/, 'Constant'],
	[
		/^\s+(?:private |public |static |readonly |async |override |get |set )*(?!if|for|while|switch|catch|return\b)(\w+)\([^)]*\)[^;=]*\{\s*$/,
		'Method',
	],
	[/^\s+(?:private |public |static |readonly )+(\w+)\s*[:=]/, 'Property'],
];
const TYPED: readonly Rule[] = [
	[
		/^\s*(?:public |private |protected |static |final |abstract )*(?:class|interface|enum|struct|record)\s+(\w+)\s*(?:[^();]*\{)?\s*$/,
		'Class',
	],
	[/^\s*(?!return|else|new|throw)(?:[\w<>[\],*&:]+\s+)+\*?(?:\w+::)?(\w+)\([^;]*$/, 'Function'],
	[/^\s+(?:public |private |protected )(\w+)\([^;]*\{\s*$/, 'Constructor'],
	[/^\s+(?:private|protected|public)\s[\w<>[\], ]+?\s(\w+)\s*(?:=[^;]*)?;$/, 'Field'],
];
const RULES: ReadonlyMap<string, readonly Rule[]> = new Map([
	['typescript', BRACES],
	['javascript', BRACES],
	['typescriptreact', BRACES],
	['java', TYPED],
	['c', TYPED],
	['cpp', TYPED],
	['csharp', TYPED],
	[
		'python',
		[
			[/^\s*class\s+(\w+)/, 'Class'],
			[/^\s*(?:async\s+)?def\s+(\w+)/, 'Function'],
			[/^([A-Z_]+)\s*=/, 'Constant'],
		],
	],
	[
		'go',
		[
			[/^func\s+(?:\(\w+\s+\*?\w+\)\s+)?(\w+)/, 'Function'],
			[/^type\s+(\w+)/, 'Struct'],
		],
	],
	[
		'rust',
		[
			[/^\s*(?:pub\s+)?(?:async\s+)?fn\s+(\w+)/, 'Function'],
			[/^(?:pub\s+)?(?:struct|enum|trait)\s+(\w+)/, 'Struct'],
			[/^impl\s+(.+?)\s*\{/, 'Object'],
		],
	],
	[
		'ruby',
		[
			[/^\s*def\s+([\w?!.]+)/, 'Method'],
			[/^\s*(?:class|module)\s+(\w+)/, 'Class'],
		],
	],
	[
		'php',
		[
			[/^\s*(?:(?:public|private|protected|static)\s+)*function\s+(\w+)/, 'Method'],
			[/^class\s+(\w+)/, 'Class'],
		],
	],
	[
		'kotlin',
		[
			[/^\s*(?:override |private |suspend )*fun\s+(\w+)/, 'Function'],
			[/^(?:data )?class\s+(\w+)/, 'Class'],
		],
	],
	[
		'swift',
		[
			[/^\s*(?:private |override )*func\s+(\w+)/, 'Method'],
			[/^(?:struct|class)\s+(\w+)/, 'Class'],
		],
	],
	['json', [[/^\s*"([^"]+)"\s*:/, 'Property']]],
	['yaml', [[/^\s*([\w-]+):/, 'Property']]],
	['markdown', [[/^(#+ .+)/, 'String']]],
	['css', [[/^([^\s{}@][^{}]*?)\s*\{/, 'Class']]],
]);

/**
 * The symbols of a document that is indented well, by its lines alone: an outline that has nothing to do with how the sources read
 * code, and stands for VS Code's.
 */
export function outlineOf(text: string, language: string): DocumentSymbol[] | undefined {
	const rules = RULES.get(language);
	if (rules === undefined) return undefined;
	const lines = text.split('\n');
	const starts: number[] = [];
	let at = 0;
	for (const line of lines) {
		starts.push(at);
		at += line.length + 1;
	}
	return lines.flatMap((line, index) => {
		for (const [begins, kind] of rules) {
			const name = begins.exec(line.replace(/^\uFEFF/, '').replace(/\r$/, ''))?.[1];
			if (name === undefined) continue;
			const last = lastLine(lines, index, language);
			const start = (starts[index] ?? 0) + (/^[\s\uFEFF]*/.exec(line)?.[0].length ?? 0);
			const end = (starts[last] ?? 0) + (lines[last] ?? '').trimEnd().length;
			const own = name === 'constructor' ? 'constructor' : name;
			return [
				{
					name: own,
					kind,
					start,
					end: language === 'json' ? end - (/,$/.test((lines[last] ?? '').trimEnd()) ? 1 : 0) : end,
				},
			];
		}
		return [];
	});
}

function indent(line: string): number {
	return /^\s*/.exec(line.replace(/^\uFEFF/, ''))?.[0].length ?? 0;
}

function lastLine(lines: readonly string[], index: number, language: string): number {
	const own = lines[index] ?? '';
	if (language === 'markdown') {
		const level = /^#+/.exec(own)?.[0].length ?? 1;
		let last = index;
		for (let line = index + 1; line < lines.length; line++) {
			const text = lines[line] ?? '';
			const other = /^(#+) /.exec(text)?.[1]?.length;
			if (other !== undefined && other <= level) break;
			if (text.trim() !== '') last = line;
		}
		return last;
	}
	const isClosed = /[};,]\s*$/.test(own) && !/[{[(]\s*$/.test(own);
	const byIndentation = language === 'python' || language === 'yaml';
	if (isClosed && !byIndentation) return index;
	let last = index;
	for (let line = index + 1; line < lines.length; line++) {
		const text = lines[line] ?? '';
		if (text.trim() === '') continue;
		if (indent(text) > indent(own) || (byIndentation && /^\s*[)\]}]/.test(text))) {
			last = line;
			continue;
		}
		if (indent(text) < indent(own) || byIndentation) break;
		const closes = language === 'ruby' ? /^\s*end\b/.test(text) : /^\s*[}\])]/.test(text);
		if (closes) {
			if (/[{[(]\s*$/.test(text)) {
				last = line;
				continue;
			}
			return line;
		}
		if (/^\s*\{\s*$/.test(text)) {
			last = line;
			continue;
		}
		break;
	}
	return last;
}
