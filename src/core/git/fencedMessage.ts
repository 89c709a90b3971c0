import { fromCommand } from './aroundMessage.ts';

/** Languages of a fence that has a message in it, and not code. */
const OF_MESSAGES = new Set([
	...['', 'text', 'txt', 'plaintext', 'plain', 'commit', 'commit-message', 'git', 'git-commit'],
	...['gitcommit', 'markdown', 'md', 'message', 'msg', 'none'],
]);

interface Opening {
	readonly marks: string;
	readonly language: string;
	/** How many blanks stand before it. */
	readonly indent: number;
}

interface Fence {
	readonly language: string;
	readonly text: string;
}

/** What the first fence of an answer holds that can be a message; undefined where there is none. */
export function fencedMessage(text: string): string | undefined {
	const fences = fencesIn(text);
	const fence =
		fences.find(({ language }) => OF_MESSAGES.has(language)) ??
		// A message as the command that commits it.
		fences.find((one) => fromCommand(one.text) !== undefined) ??
		// The only one there is, by whatever name.
		(fences.length === 1 ? fences[0] : undefined);
	return fence?.text.trim() === '' ? undefined : fence?.text;
}

function fencesIn(text: string): Fence[] {
	const lines = text.split('\n');
	const whole = wholeFence(lines);
	if (whole !== undefined) return [whole];
	const fences: Fence[] = [];
	let open: (Opening & { readonly lines: string[] }) | undefined;
	for (const line of lines) {
		const start = open === undefined ? opening(line) : undefined;
		if (start !== undefined) open = { ...start, lines: [] };
		else if (open !== undefined && closes(line, open.marks)) {
			fences.push(fenceOf(open, open.lines));
			open = undefined;
		} else open?.lines.push(line);
	}
	return open === undefined ? fences : [...fences, fenceOf(open, open.lines)];
}

/** An answer that is one fence may have others in it, which would close it. */
function wholeFence(lines: readonly string[]): Fence | undefined {
	const start = opening(lines[0]);
	const last = lines.at(-1);
	if (start === undefined || lines.length < 3 || last === undefined) return undefined;
	if (!closes(last, start.marks)) return undefined;
	const inner = lines.slice(1, -1);
	let depth = 0;
	for (const line of inner) {
		if (closes(line, start.marks)) depth--;
		else if (opening(line) !== undefined) depth++;
		// Two blocks after each other: the first is closed before the second begins.
		if (depth < 0) return undefined;
	}
	return depth === 0 ? fenceOf(start, inner) : undefined;
}

function opening(line = ''): Opening | undefined {
	const text = line.trimStart();
	const [marks] = /^(?:`{3,}|~{3,})/.exec(text) ?? [];
	if (marks === undefined) return undefined;
	const info = text.slice(marks.length).trim();
	if (info.includes('`')) return undefined;
	const [language = ''] = info.toLowerCase().split(' ', 1);
	return { marks, language, indent: line.length - text.length };
}

function closes(line: string, marks: string): boolean {
	const bare = line.trim();
	return bare.length >= marks.length && bare === (marks[0] ?? '').repeat(bare.length);
}

function fenceOf({ language, indent }: Opening, lines: readonly string[]): Fence {
	const unindented = lines.map((line) =>
		line.slice(Math.min(indent, line.length - line.trimStart().length)),
	);
	return { language, text: unindented.join('\n') };
}
