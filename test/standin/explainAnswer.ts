import MarkdownIt from 'markdown-it';
import { fenced, table } from './markdown.ts';

/** The code that a user asks to have explained. */
export interface ExplainRequest {
	readonly code: string;
	/** The fence's language; "text" when it names none. */
	readonly language: string;
	readonly file: string | undefined;
	/** As the request words it, e.g. "lines 3–9". */
	readonly lines: string | undefined;
}

const markdown = new MarkdownIt();

/** Reads a message such as "Explain this code." with a file, a line range and a fenced block; undefined for any other. */
export function findExplainRequest(message: string): ExplainRequest | undefined {
	if (!/^\s*explain\b/i.test(message)) {
		return undefined;
	}
	const fence = markdown.parse(message, {}).find((token) => token.type === 'fence');
	if (fence === undefined) {
		return undefined;
	}
	const before = message.split('\n').slice(0, fence.map?.[0]).join('\n');
	return {
		code: fence.content,
		language: fence.info.trim().split(/\s/)[0] || 'text',
		file: /[\w./\\@-]+\.\w+/.exec(before.replace(/^.*?explain[^\n]*/i, ''))?.[0],
		lines: /\blines?\s+\d+(?:\s*(?:[-–]|to)\s*\d+)?/i.exec(before)?.[0],
	};
}

/** An explanation in form: heading, prose, list, table, and the same code with a comment above it, fit to be inserted. */
export function explainAnswer(request: ExplainRequest): string {
	const { code, language, file, lines } = request;
	const codeLines = code.replace(/\n$/, '').split('\n');
	const names = declaredNames(code);
	const count = codeLines.length === 1 ? '1 line' : `${codeLines.length} lines`;
	const where = [
		file === undefined ? '' : ` from \`${file}\``,
		lines === undefined ? '' : `, ${lines}`,
	];
	return [
		`## ${names[0] === undefined ? 'The selected code' : `\`${names[0]}\``}`,
		`The local stand-in, which is not a model, received ${count} of ${language}${where.join('')}. A real model would say here what the code does; this reply has the same form, so that every part of it can be tried.`,
		[
			names.length === 0
				? '- It declares no name that the stand-in recognises.'
				: `- It declares ${names.map((name) => `\`${name}\``).join(', ')}.`,
			`- Its longest line has ${Math.max(...codeLines.map((line) => line.length))} characters.`,
			`- ${codeLines.filter((line) => line.trim() === '').length} of its lines are empty.`,
		].join('\n'),
		table(
			['Received', 'Value'],
			[
				['Language', language],
				['File', file ?? 'not named'],
				['Lines', `${codeLines.length}`],
				['Characters', `${code.length}`],
			],
		),
		'The same code with a comment above it, ready to be inserted:',
		fenced(documented(codeLines, language, names[0]), language),
	].join('\n\n');
}

function documented(lines: readonly string[], language: string, name: string | undefined): string {
	const indent = /^\s*/.exec(lines[0] ?? '')?.[0] ?? '';
	const [open, close] = commentMarks(language);
	const subject = name === undefined ? 'What follows' : name;
	return [`${indent}${open}${subject}: explained by the local stand-in.${close}`, ...lines].join(
		'\n',
	);
}

/** The names of functions, classes and the like, in order and each once. */
function declaredNames(code: string): readonly string[] {
	const declaration =
		/\b(?:function\*?|class|def|fn|func|interface|struct|enum|trait|type|const|let|var)\s+([A-Za-z_$][\w$]*)/g;
	const names = Array.from(code.matchAll(declaration), (match) => match[1] ?? '');
	return [...new Set(names)].slice(0, 5);
}

const HASH = new Set(
	'python ruby shellscript sh bash zsh perl r yaml toml makefile dockerfile powershell elixir julia properties'.split(
		' ',
	),
);
const DASHES = new Set('sql lua haskell ada elm vhdl'.split(' '));
const MARKUP = new Set('html xml svg markdown vue svelte'.split(' '));
const BLOCK = new Set(['css']);
const SEMICOLON = new Set('ini clojure lisp scheme asm'.split(' '));

/** What goes before and after a comment of one line; slashes where the language is not known. */
function commentMarks(language: string): readonly [string, string] {
	const id = language.toLowerCase();
	if (HASH.has(id)) {
		return ['# ', ''];
	}
	if (DASHES.has(id)) {
		return ['-- ', ''];
	}
	if (MARKUP.has(id)) {
		return ['<!-- ', ' -->'];
	}
	if (BLOCK.has(id)) {
		return ['/* ', ' */'];
	}
	return SEMICOLON.has(id) ? ['; ', ''] : ['// ', ''];
}
