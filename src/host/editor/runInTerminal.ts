import { type Terminal, window } from 'vscode';
import type { Insertion } from '../../core/editor/partOfReply.ts';
import { type TerminalLines, terminalLines } from '../../core/editor/terminalLines.ts';
import { shorten } from '../../shared/text/shorten.ts';
import type { Say } from '../vscode/say.ts';
import { insertable } from './hiddenText.ts';
import { showUntitled } from './untitledText.ts';

const LINE_BY_LINE = 'Type Line by Line';
const SCRIPT = 'Open as Script';
const NEXT = 'Type Next Line';

/** So much of a line is told, in UTF-16 units. */
const MOST_TOLD = 80;

/** The shells in which a line that is typed waits for Enter; in another program that runs, a key may do anything. */
const SHELLS = new Set([
	...['bash', 'cmd', 'csh', 'fish', 'gitbash', 'ksh', 'nu', 'pwsh', 'sh', 'wsl', 'xonsh', 'zsh'],
]);

/**
 * Types a code block into a terminal and runs nothing. Several lines, of which each line end would run one, go line by line as the user asks
 * for them, or into a new document. What a terminal would act on is refused by name.
 */
export async function runInTerminal({ text, language }: Insertion, say: Say): Promise<void> {
	const read = terminalLines(text, language);
	const { lines, refused } = read;
	const [first] = lines;
	if (refused.length > 0) {
		const why = `Nothing was typed. A terminal could act on what is in this code: ${refused.join('; ')}.`;
		void say({ text: why, isError: true });
	} else if (first === undefined) {
		void say({ text: 'There is no command in this code. Nothing was typed.' });
	} else if (lines.length === 1) {
		type(freeTerminal(), first);
		const left = leftOut(read);
		if (left !== '') void say({ text: left, keepsKeyboard: true });
	} else {
		void askHow(read, language, say);
	}
}

async function askHow(read: TerminalLines, language: string, say: Say): Promise<void> {
	const text =
		`This code has ${read.lines.length} lines, and each line end would run one. Nothing was typed. ${leftOut(read)}`.trim();
	const choice = await say({ text, buttons: [LINE_BY_LINE, SCRIPT] });
	if (choice === LINE_BY_LINE) await typeLineByLine(read.lines, say);
	if (choice === SCRIPT) await openScript(read, language);
}

async function openScript({ script }: TerminalLines, language: string): Promise<void> {
	const text = await insertable(script);
	if (text !== undefined) {
		await showUntitled({ text, language: language === '' ? 'shellscript' : language });
	}
}

async function typeLineByLine(lines: readonly string[], say: Say): Promise<void> {
	const terminal = freeTerminal();
	for (const [index, line] of lines.entries()) {
		if (terminal.exitStatus !== undefined) return;
		type(terminal, line);
		const place = `Line ${index + 1} of ${lines.length} is in the terminal, and not run`;
		const next = lines[index + 1];
		if (next === undefined) {
			void say({ text: `${place}. It is the last.`, keepsKeyboard: true });
			return;
		}
		const text = `${place}. Press Enter there, wait for it to end, and go on with: ${shorten(next, MOST_TOLD)}`;
		const choice = await say({ text, buttons: [NEXT], keepsKeyboard: true });
		if (choice !== NEXT) return;
	}
}

function type(terminal: Terminal, line: string): void {
	terminal.show();
	terminal.sendText(line, false);
}

/** The active terminal where a shell waits in it, else a new one. */
function freeTerminal(): Terminal {
	const active = window.activeTerminal;
	const isFree =
		active !== undefined && active.exitStatus === undefined && SHELLS.has(active.state.shell ?? '');
	return isFree ? active : window.createTerminal();
}

function leftOut({ prompts }: TerminalLines): string {
	if (prompts.length === 0) return '';
	const named = prompts.map((prompt) => `“${prompt.trim()}”`).join(', ');
	return `The ${prompts.length === 1 ? 'prompt' : 'prompts'} ${named} before each command ${prompts.length === 1 ? 'was' : 'were'} left out.`;
}
