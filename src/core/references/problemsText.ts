import type { Section } from './textParts.ts';

/** A diagnostic of an editor. */
export interface Problem {
	readonly severity: 'error' | 'warning' | 'information' | 'hint';
	readonly message: string;
	/** Who says so: "ts", "eslint". */
	readonly source: string | undefined;
	readonly code: string | undefined;
	/** Counted from 1, as the editor shows them. */
	readonly line: number;
	readonly column: number;
	/** The text of that line; undefined where it cannot be read. */
	readonly text: string | undefined;
	/** What else has to do with it: "src/b.ts, line 3: It is declared here." */
	readonly related: readonly string[];
}

const SEVERITIES = ['error', 'warning', 'information', 'hint'] as const;

/** The problems of a file by line, each with the line that it is about. */
export function problemsSection(name: string, problems: readonly Problem[]): Section {
	const ordered = problems.toSorted(
		(one, other) => one.line - other.line || one.column - other.column,
	);
	const counts = SEVERITIES.flatMap((severity) => {
		const count = problems.filter((problem) => problem.severity === severity).length;
		return count === 0 ? [] : [inWords(count, severity)];
	});
	const text = [`${name}: ${counts.join(', ')}`, ...ordered.flatMap(problemLines)].join('\n');
	return { name, text };
}

function inWords(count: number, severity: Problem['severity']): string {
	const plural = severity === 'information' ? severity : `${severity}s`;
	return `${count} ${count === 1 ? severity : plural}`;
}

function problemLines(problem: Problem): string[] {
	const { severity, source, code, line, column, message, text, related } = problem;
	const about = [source, code].filter((part) => part !== undefined && part !== '').join(' ');
	const [first = '', ...rest] = message.split(/\r?\n/);
	return [
		`Line ${line}, column ${column}, ${severity}${about === '' ? '' : ` (${about})`}: ${first}`,
		...rest.map((more) => `  ${more}`),
		...(text === undefined || text.trim() === '' ? [] : [`    ${text.trim()}`]),
		...related.map((one) => `  ${one}`),
	];
}
