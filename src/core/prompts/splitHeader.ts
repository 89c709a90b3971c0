/** A Markdown file with what stands before its text. */
export interface SplitText {
	/** The lines between the two lines `---`, YAML; undefined where the first line is none. */
	readonly header: string | undefined;
	/** What follows, with \n line ends. */
	readonly body: string;
}

/** Why something cannot be read, as a clause, and the line of the file, counted from 1. */
export interface LineProblem {
	readonly problem: string;
	readonly line: number;
}

/** The most that a header may have, in UTF-16 units: the longest description is 1,024. */
export const MAX_HEADER = 16 * 1024;

const MARKER = /^---\s*$/;

/** Cuts a file into its header and its text, as VS Code does: there is a header only where the very first line is `---`. */
export function splitHeader(text: string): SplitText | LineProblem {
	const lines = text
		.replace(/^\uFEFF/, '')
		.replace(/\r\n?/g, '\n')
		.split('\n');
	if (!MARKER.test(lines[0] ?? '')) return { header: undefined, body: lines.join('\n') };
	const end = lines.findIndex((line, index) => index > 0 && MARKER.test(line));
	if (end < 0) return { problem: 'the header has no second line "---"', line: 1 };
	const header = lines.slice(1, end).join('\n');
	if (header.length > MAX_HEADER) {
		return { problem: `the header has more than ${MAX_HEADER / 1024} KB`, line: 1 };
	}
	return { header, body: lines.slice(end + 1).join('\n') };
}
