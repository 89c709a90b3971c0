import { hiddenInWords } from '../../shared/text/hiddenCharacters.ts';
import { withoutEnd } from '../../shared/text/withoutEnd.ts';
import { languageNamed } from './languageNames.ts';

/** What of a code block is typed into a terminal. */
export interface TerminalLines {
	/** What a terminal would act on, by name; with any of these nothing is typed. */
	readonly refused: readonly string[];
	/** Each is one press of Enter; none is blank, or a comment. */
	readonly lines: readonly string[];
	/** The prompts that were left out, each once: "$ ". Only where every command has one. */
	readonly prompts: readonly string[];
	/** The code as it would stand in a script: without the prompts, with comments and blank lines. */
	readonly script: string;
}

/** What hiddenInWords passes over, as editors show it or end lines with it, and a terminal acts on. */
const ACTED_ON: readonly (readonly [string, string])[] = [
	['\r', 'CARRIAGE RETURN (U+000D), which is Enter'],
	['\t', 'CHARACTER TABULATION (U+0009), which completes what is typed'],
];

const PROMPT = /^[ \t]*(?:PS(?: [^>\n]{1,200})?>|[$>]) /;

/** These continue a line with a backslash at its end. */
const SHELLS = new Set(['', 'shellscript']);

/**
 * Reads a code block as commands.
 * @param text lines joined by \n
 * @param language as a fence names it, '' for none
 */
export function terminalLines(text: string, language: string): TerminalLines {
	const shell = languageNamed(language);
	const rows = withoutBlankEnds(text.split('\n'));
	const isCommand = (row: string) => row.trim() !== '' && !isComment(row, shell);
	const commands = rows.filter(isCommand);
	const prompted = commands.length > 0 && commands.every((row) => PROMPT.test(row));
	const bare = prompted ? rows.map((row) => row.replace(PROMPT, '')) : rows;
	const prompts = prompted ? [...new Set(commands.map((row) => promptOf(row)))] : [];
	const script = bare.join('\n');
	const joined = SHELLS.has(shell) ? withoutContinuations(bare) : bare;
	return {
		refused: refusedIn(script),
		lines: joined.filter(isCommand).map((row) => row.trim()),
		prompts,
		script,
	};
}

function refusedIn(text: string): string[] {
	const acted = ACTED_ON.flatMap(([character, name]) => (text.includes(character) ? [name] : []));
	return [...acted, ...hiddenInWords(text)];
}

function isComment(row: string, shell: string): boolean {
	if (shell === 'bat') return /^\s*(?:rem\b|::)/i.test(row);
	return ['', 'shellscript', 'powershell'].includes(shell) && /^\s*#/.test(row);
}

function promptOf(row: string): string {
	return PROMPT.exec(row)?.[0].trimStart() ?? '';
}

function withoutBlankEnds(rows: readonly string[]): string[] {
	const first = rows.findIndex((row) => row.trim() !== '');
	const last = rows.findLastIndex((row) => row.trim() !== '');
	return first < 0 ? [] : rows.slice(first, last + 1);
}

/**
 * Puts what a backslash continues into one line, as a shell does; single quotes keep it as it is, so from the first of them on nothing is put
 * together unless they are closed before it.
 */
function withoutContinuations(rows: readonly string[]): string[] {
	const joined: string[] = [];
	let open = '';
	for (const row of rows) {
		const line = open + row;
		const goesOn = endsEscaping(line) && !isComment(line, '') && !isQuoted(line);
		open = goesOn ? line.slice(0, -1) : '';
		if (!goesOn) joined.push(line);
	}
	if (open !== '') joined.push(open);
	return joined;
}

/** Whether the last sign is a backslash that is not escaped itself. */
function endsEscaping(line: string): boolean {
	return (line.length - withoutEnd(line, '\\').length) % 2 === 1;
}

/** Whether a line ends within single quotes. */
function isQuoted(line: string): boolean {
	let quote = '';
	for (let at = 0; at < line.length; at++) {
		const sign = line.charAt(at);
		if (sign === '\\' && quote !== "'") at++;
		else if (quote === '' ? sign === "'" || sign === '"' : sign === quote) {
			quote = quote === '' ? sign : '';
		}
	}
	return quote === "'";
}
