import { type TextDocument, Uri } from 'vscode';
import { isExcerpt, isImage } from '../../core/attachments/attachments.ts';
import {
	kilobytes,
	MAX_EXCERPT_BYTES,
	samePart,
	textBytes,
} from '../../core/attachments/excerptSize.ts';
import type { RoomFor } from '../../core/chat/chatPorts.ts';
import { type ContextRoom, isFolder } from '../../core/context/folderRoom.ts';
import { ChatError } from '../../core/errors/chatError.ts';
import type { Attachment, Excerpt, ExcerptSource } from '../../shared/conversation/messages.ts';
import { answerInTime } from '../vscode/answerInTime.ts';
import { openDocument } from '../vscode/openDocument.ts';
import { folderExcerpt } from './folderExcerpt.ts';
import { type FolderRoom, FolderShares } from './folderShares.ts';
import type { FollowedSelections } from './followedSelections.ts';
import { openTextDocument, readBinary, readWhole, refusalOf } from './readFiles.ts';

/** How long a document may take to be read: a file system that is far away may never answer, and a message waits. */
const READ_MS = 10_000;

/** Reads a text anew from where it comes from. Rejects where that cannot be done. */
export type ExcerptReader = (excerpt: Excerpt) => Promise<Excerpt>;

/** How the texts of each source are read anew; those of a source that is not here stay as they were attached. */
export type ExcerptReaders = Partial<Record<ExcerptSource, ExcerptReader>>;

/** The readers of what stands in documents. */
export function documentReaders(selections: FollowedSelections): ExcerptReaders {
	const selection: ExcerptReader = async (excerpt) =>
		selections.read(excerpt, await documentOf(excerpt));
	return {
		selection,
		symbol: selection,
		file: readFile,
	};
}

/**
 * What is attached as it is now: what the editor shows, saved or not. Folders come last, and share the room that is left.
 * @param roomFor without, folders are not cut by what the model takes
 * @throws ChatError of kind refused, by name, for what is gone or cannot be read; of kind tooLong where it has grown too large
 */
export async function readNow(
	attachments: readonly Attachment[],
	readers: ExcerptReaders,
	roomFor?: RoomFor,
): Promise<Attachment[]> {
	const now = await Promise.all(
		attachments.map((one) => {
			if (isImage(one)) return one;
			const reader = readers[one.source ?? 'selection'];
			return reader === undefined ? one : readInTime(one, reader(one));
		}),
	);
	const whole = now.some(isFolder) ? await readFolders(now, await roomFor?.(now)) : now;
	checkSize(whole.filter(isExcerpt));
	return whole;
}

/**
 * The folders among these as they are now, beside the others.
 * @throws ChatError of kind refused, by name
 */
export async function readFolders(
	attachments: readonly Attachment[],
	room: ContextRoom | undefined,
): Promise<Attachment[]> {
	const shares = new FolderShares(attachments.filter(isExcerpt), room);
	const now: Attachment[] = [];
	for (const one of attachments) {
		const read = isFolder(one) ? await readInTime(one, readFolder(one, shares.of(one))) : one;
		if (isFolder(one) && isFolder(read)) shares.take(one, read);
		now.push(read);
	}
	return now;
}

/** @throws ChatError of kind refused */
async function readInTime(excerpt: Excerpt, reading: Promise<Excerpt>): Promise<Excerpt> {
	const read = reading.then(
		(now) => ({ now }),
		(error) => ({ reason: refusalOf(error) }),
	);
	const answer = (await answerInTime(read, READ_MS)) ?? {
		reason: `cannot be read: there was no answer in ${READ_MS / 1000} seconds.`,
	};
	if ('now' in answer) return answer.now;
	throw new ChatError(
		'refused',
		`${excerpt.label} ${answer.reason} Remove it, or attach it anew. Nothing was sent.`,
	);
}

/** @throws ChatError of kind tooLong */
function checkSize(excerpts: readonly Excerpt[]): void {
	const bytes = textBytes(excerpts);
	if (bytes <= MAX_EXCERPT_BYTES) return;
	const largest = excerpts.toSorted((a, b) => b.text.length - a.text.length)[0]?.label;
	throw new ChatError(
		'tooLong',
		`What is attached has ${kilobytes(bytes)} now, most of it ${largest}; one message takes at most ${kilobytes(MAX_EXCERPT_BYTES)} of text. Nothing was sent.`,
	);
}

async function documentOf({ uri }: Excerpt): Promise<TextDocument> {
	return openTextDocument(Uri.parse(uri, true));
}

/** A whole file, or as many of its first or last lines as were attached. */
async function readFile(excerpt: Excerpt): Promise<Excerpt> {
	const uri = Uri.parse(excerpt.uri, true);
	// Only one that was attached although it is no text has such characters.
	if (/[\0\ufffd]/.test(excerpt.text) && openDocument(uri) === undefined) return readBinary(uri);
	const isWhole = excerpt.lineCount === undefined;
	const whole = await readWhole(uri, isWhole);
	return isWhole ? whole : samePart(whole, excerpt);
}

/**
 * A folder anew. Where it is not known how much the model takes, one of which something was left out keeps its size. One that was
 * shortened has as many of its lines at most.
 */
async function readFolder(excerpt: Excerpt, { bytes, context }: FolderRoom): Promise<Excerpt> {
	const { uri, text, leftOut, lineCount } = excerpt;
	const mayGrow = context !== undefined || leftOut === undefined || lineCount !== undefined;
	const most = mayGrow ? bytes : Math.min(bytes, textBytes([{ text }]) + 2);
	const whole = await folderExcerpt(Uri.parse(uri, true), most, context);
	return lineCount === undefined ? whole : samePart(whole, excerpt);
}
