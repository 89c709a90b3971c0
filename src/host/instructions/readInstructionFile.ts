import { FileSystemError, type Uri, workspace } from 'vscode';
import { MAX_EXCERPT_BYTES } from '../../core/attachments/excerptSize.ts';
import { unreadReason } from '../../core/errors/diskReason.ts';
import type { InstructionFile } from '../../core/instructions/instructionFile.ts';
import type { LineProblem } from '../../core/prompts/splitHeader.ts';
import { withoutBlankLines } from '../../shared/text/blankLines.ts';
import { NotRead, readTextFile } from '../vscode/readTextFile.ts';

/**
 * A file as its editor shows it, saved or not. Undefined for one that is gone, says nothing or does not apply. Never rejects.
 * @param applying what of its text is to be sent; undefined where it does not apply
 */
export async function readInstructionFile(
	uri: Uri,
	applying: (text: string) => Promise<string | LineProblem | undefined> = async (text) => text,
): Promise<InstructionFile | undefined> {
	const file = { uri: uri.toString(), label: workspace.asRelativePath(uri), text: '' };
	try {
		const text = await readTextFile(uri, MAX_EXCERPT_BYTES);
		const said = await applying(text);
		if (said === undefined) return undefined;
		if (typeof said !== 'string')
			return { ...file, ...said, problem: `line ${said.line}: ${said.problem}` };
		return withoutBlankLines(said) === '' ? undefined : { ...file, text: said };
	} catch (error) {
		if (error instanceof FileSystemError && error.code === 'FileNotFound') return undefined;
		const problem =
			error instanceof NotRead
				? error.message
				: `cannot be read: ${unreadReason(error).slice(0, -1)}`;
		return { ...file, problem };
	}
}
