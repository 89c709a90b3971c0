import { withoutBlankLines } from '../../shared/text/blankLines.ts';
import { checksum } from '../../shared/text/checksum.ts';

/** A file of the project's own instructions that applies to a message, or of which nobody can tell whether it does. */
export interface InstructionFile {
	readonly uri: string;
	/** What the user calls it: its path in the workspace. */
	readonly label: string;
	/** What the model is to read, with \n line ends: without a header. Empty where there is a problem. */
	readonly text: string;
	/** Why it does not apply although it may be meant to, to be read after its name: "is no text". */
	readonly problem?: string;
	/** The line of the file that the problem is in, counted from 1. */
	readonly line?: number;
}

/** Names a file to the page, which does not change with its text. */
export function instructionsId({ uri }: Pick<InstructionFile, 'uri'>): string {
	return `instructions-${uri.length}-${checksum(uri)}`;
}

/** How a file's text stands in the system message: under a heading with its name. */
export function instructionSection({ label, text }: InstructionFile): string {
	return `# Instructions from ${label}\n\n${withoutBlankLines(text)}`;
}

/**
 * The system message: first who the model is to be for this user, then what the project says. Empty where there is neither.
 * @param files in the order in which they are sent
 */
export function systemMessage(prompt: string, files: readonly InstructionFile[]): string {
	const own = prompt.trim() === '' ? [] : [prompt];
	return [...own, ...files.map(instructionSection)].join('\n\n');
}

/** A file whose text stands in another one already, such as a CLAUDE.md that leads to AGENTS.md, is not sent a second time. */
export function withoutRepeats(files: readonly InstructionFile[]): InstructionFile[] {
	const texts = new Set<string>();
	const uris = new Set<string>();
	return files.filter(({ uri, text, problem }) => {
		const isNew = !uris.has(uri) && (problem !== undefined || !texts.has(text));
		uris.add(uri);
		texts.add(text);
		return isNew;
	});
}
