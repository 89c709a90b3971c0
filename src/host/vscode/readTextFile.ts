import { type Uri, workspace } from 'vscode';
import { sizeInWords } from '../../shared/attachments/attachmentWords.ts';
import { errorText } from '../../shared/errors/errorText.ts';
import { openDocument } from './openDocument.ts';

/** Why a file is not read, as a clause to be read behind its name. */
export class NotRead extends Error {}

/**
 * A text as its editor shows it, saved or not, or as it is on the disk, by the encoding that VS Code has for it; with \n line ends.
 * @param most a larger file on the disk is not read, in bytes
 * @throws NotRead for one that is too large, or no text; what VS Code throws where it is not there or cannot be read
 */
export async function readTextFile(uri: Uri, most: number): Promise<string> {
	const open = openDocument(uri);
	const text = (open?.getText() ?? (await onDisk(uri, most))).replace(/\r\n?/g, '\n');
	if (text.includes('\0')) throw new NotRead('is no text');
	return text;
}

async function onDisk(uri: Uri, most: number): Promise<string> {
	const { size } = await workspace.fs.stat(uri);
	if (size > most) {
		throw new NotRead(`has ${sizeInWords(size)}; at most ${sizeInWords(most)} are read`);
	}
	const bytes = await workspace.fs.readFile(uri);
	try {
		return await workspace.decode(bytes, { uri });
	} catch (error) {
		// VS Code's words for what it takes for no text.
		if (/binary/i.test(errorText(error))) throw new NotRead('is no text');
		throw error;
	}
}
