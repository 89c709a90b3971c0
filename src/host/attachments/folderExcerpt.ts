import { FileType, Uri, workspace } from 'vscode';
import { MAX_EXCERPT_BYTES, textBytes } from '../../core/attachments/excerptSize.ts';
import { secretMatcher } from '../../core/attachments/secretFiles.ts';
import type { ContextRoom } from '../../core/context/folderRoom.ts';
import { type FolderFile, FolderMarkdown, type Room } from '../../core/prompts/folderMarkdown.ts';
import type { Excerpt } from '../../shared/conversation/messages.ts';
import { listFiles } from '../files/listFiles.ts';
import { secretPatterns } from '../settings/secretPatterns.ts';
import { openDocument } from '../vscode/openDocument.ts';
import { looksBinary } from './looksBinary.ts';
import { IMAGE_NAME, openNotebook, readWhole } from './readFiles.ts';

/** So many files of a folder are looked at. */
const MOST_FILES = 5000;
/** So many bytes at the start of a file tell whether it is a text. */
const LOOKED_AT = 8192;
/** So many are read at a time. */
const AT_ONCE = 16;

/**
 * A folder: the names of its files, then their texts while there is room. Hidden and ignored files are not there at all; those
 * whose names say that they may hold secrets, and those that are no texts, are named among what is left out.
 * @param bytes the most that it may have, in UTF-8
 * @param context undefined where it is not known how much the model takes
 */
export async function folderExcerpt(
	uri: Uri,
	bytes: number,
	context: ContextRoom | undefined,
): Promise<Excerpt> {
	const label = folderLabel(uri);
	const { paths, more } = await listFiles(uri, MOST_FILES);
	const room = roomOf(bytes, context);
	const folder = new FolderMarkdown(label, paths, room);
	const isSecret = secretMatcher(secretPatterns());
	for (let start = 0; start < paths.length; start += AT_ONCE) {
		const files = paths.slice(start, start + AT_ONCE).map((path) => {
			const whole = Uri.joinPath(uri, path);
			return isSecret(whole.path)
				? { path, why: 'may hold secrets' }
				: readOne(whole, path, room.bytes);
		});
		for (const file of await Promise.all(files)) folder.add(file);
	}
	if (more) folder.leaveOut(`files beyond the first ${MOST_FILES.toLocaleString('en')}`);
	return {
		uri: uri.toString(),
		label,
		language: 'markdown',
		version: 0,
		source: 'folder',
		...folder.excerpt,
	};
}

function folderLabel(uri: Uri): string {
	const folder = workspace.getWorkspaceFolder(uri);
	const isTop = folder?.uri.toString() === uri.toString();
	return isTop ? folder.name : workspace.asRelativePath(uri).replace(/\/$/, '');
}

interface MeasuredRoom extends Room {
	/** What is left. */
	readonly bytes: number;
}

function roomOf(most: number, context: ContextRoom | undefined): MeasuredRoom {
	let bytes = Math.min(most, MAX_EXCERPT_BYTES);
	let tokens = context?.tokens ?? Number.POSITIVE_INFINITY;
	return {
		get bytes() {
			return bytes;
		},
		take(text) {
			// With the blank line before it.
			const size = textBytes([{ text }]) + 2;
			if (size > bytes) return false;
			const count = context === undefined ? 0 : context.tokensOf(text) + 1;
			if (count > tokens) return false;
			bytes -= size;
			tokens -= count;
			return true;
		},
	};
}

/** @param most a larger file is not read */
async function readOne(uri: Uri, path: string, most: number): Promise<FolderFile> {
	if (IMAGE_NAME.test(path)) return { path, why: 'an image' };
	try {
		if (openDocument(uri) !== undefined || (await openNotebook(uri)) !== undefined) {
			return { path, text: (await readWhole(uri)).text };
		}
		const { type, size } = await workspace.fs.stat(uri);
		if ((type & FileType.File) === 0) return { path, why: 'no file' };
		if (size > most) return { path };
		const bytes = await workspace.fs.readFile(uri);
		if (looksBinary(bytes, LOOKED_AT)) return { path, why: 'no text' };
		const text = await workspace.decode(bytes, { uri });
		return { path, text: text.replace(/\r\n?/g, '\n') };
	} catch {
		return { path, why: 'cannot be read' };
	}
}
