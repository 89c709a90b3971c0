import { WHOLE_CODE } from './builtInPrompts.ts';

/** What an editor says is wrong at a place. */
export interface PlacedProblem {
	readonly severity: string;
	readonly message: string;
	/** Who says so: "ts", "eslint". */
	readonly source: string | undefined;
	readonly code: string | undefined;
	/** Counted from 1, the last included. */
	readonly startLine: number;
	readonly endLine: number;
}

/** What is to be done about problems. */
export type ProblemTask = 'explain' | 'fix';

const TASKS: Record<ProblemTask, readonly [one: string, several: string, more: string]> = {
	explain: [
		'Explain this problem.',
		'Explain these problems.',
		'Say what it means here, why it comes up, and how to fix it.',
	],
	fix: [
		'Fix this problem.',
		'Fix these problems.',
		`Say in one or two sentences what is wrong. ${WHOLE_CODE} Change nothing that has no part in it.`,
	],
};

/**
 * The question about problems of an editor: what is to be done, and each problem with its text, its source and code, and its lines.
 * @param file what the user calls the document: its path in the workspace
 */
export function problemQuestion(
	task: ProblemTask,
	file: string,
	problems: readonly PlacedProblem[],
): string {
	const [one, several, more] = TASKS[task];
	const list = problems.map((problem) => problemInWords(file, problem));
	return [problems.length === 1 ? one : several, more, list.join('\n')].join('\n\n');
}

function problemInWords(file: string, problem: PlacedProblem): string {
	const { severity, message, source, code, startLine, endLine } = problem;
	const lines = startLine === endLine ? `line ${startLine}` : `lines ${startLine}–${endLine}`;
	const from = [source, code].filter((part) => part !== undefined && part !== '').join(' ');
	const said = message.trim().split(/\r?\n/).join('\n  ');
	return `- ${file}, ${lines}, ${severity}${from === '' ? '' : ` (${from})`}: ${said}`;
}
