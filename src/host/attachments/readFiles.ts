import {
	FileType,
	type NotebookDocument,
	TabInputText,
	TabInputTextDiff,
	type TextDocument,
	Uri,
	window,
	workspace,
} from 'vscode';
import {
	firstLines,
	kilobytes,
	MAX_EXCERPT_BYTES,
	textBytes,
} from '../../core/attachments/excerptSize.ts';
import { unreadReason } from '../../core/errors/diskReason.ts';
import { sizeInWords } from '../../shared/attachments/attachmentWords.ts';
import { MAX_IMAGE_BYTES } from '../../shared/attachments/imageHeader.ts';
import type { Excerpt } from '../../shared/conversation/messages.ts';
import { errorText } from '../../shared/errors/errorText.ts';
import { openDocument } from '../vscode/openDocument.ts';
import { excerptOf, notebookExcerpt, wholeRange } from './excerpts.ts';

/** What can be drawn goes to the page, which looks at it; the extension is only what it is tried as. */
export const IMAGE_NAME = /\.(png|jpe?g|jfif|webp|gif)$/i;

/** A file of an image, which nobody has looked at yet. */
export interface ImageFile {
	readonly name: string;
	readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A text of which more is there than one message takes, and how many bytes it has. */
export interface LargeFile {
	readonly uri: Uri;
	readonly bytes: number;
}

/** What became of the files: texts, images, what is to be asked about first, and a sentence for each that is not taken. */
export interface ReadFiles {
	readonly excerpts: readonly Excerpt[];
	readonly images: readonly ImageFile[];
	/** No texts, and no images. */
	readonly binary: readonly Uri[];
	readonly large: readonly LargeFile[];
	readonly refusals: readonly string[];
}

/**
 * Reads files through VS Code, texts as they stand in their editors, saved or not. Never rejects: what cannot be taken is
 * among the refusals.
 *
 * @param taken bytes of text that the message has already
 */
export async function readFiles(uris: readonly Uri[], taken: number): Promise<ReadFiles> {
	const excerpts: Excerpt[] = [];
	const images: ImageFile[] = [];
	const binary: Uri[] = [];
	const large: LargeFile[] = [];
	const refusals: string[] = [];
	let bytes = taken;
	for (const uri of uris) {
		const name = workspace.asRelativePath(uri);
		try {
			const document = await documentOf(uri);
			if (!('text' in document)) {
				images.push({ name: uri.path.split('/').at(-1) ?? name, ...document });
				continue;
			}
			const size = textBytes([document]);
			if (bytes + size > MAX_EXCERPT_BYTES) throw new TooLarge(size);
			bytes += size;
			excerpts.push(document);
		} catch (error) {
			if (isBinary(error)) binary.push(uri);
			else if (error instanceof TooLarge) large.push({ uri, bytes: error.bytes });
			else refusals.push(`${name} ${refusalOf(error)}`);
		}
	}
	return { excerpts, images, binary, large, refusals };
}

/** The first lines of a large text, as many as there is room for; undefined where not even one fits. */
export async function readBeginning(uri: Uri, room: number): Promise<Excerpt | undefined> {
	return firstLines(await readWhole(uri, false), room);
}

/** A file that is no text, as if it were one: what is no character is replaced. */
export async function readBinary(uri: Uri): Promise<Excerpt> {
	const { size } = await workspace.fs.stat(uri);
	if (size > MAX_EXCERPT_BYTES) throw new TooLarge(size);
	const text = new TextDecoder().decode(await workspace.fs.readFile(uri));
	return {
		uri: uri.toString(),
		label: workspace.asRelativePath(uri),
		language: 'plaintext',
		startLine: 1,
		endLine: text.split('\n').length,
		version: 0,
		text,
		source: 'file',
	};
}

/** Why a file is not taken, to be read after its name. */
class Refusal extends Error {}

class TooLarge extends Refusal {
	readonly bytes: number;

	constructor(bytes: number) {
		super(
			`has ${kilobytes(bytes)}; one message takes at most ${kilobytes(MAX_EXCERPT_BYTES)} of text.`,
		);
		this.bytes = bytes;
	}
}

class NoText extends Refusal {
	constructor() {
		super('is no text, and no image.');
	}
}

/** Whether a text is not taken because it is none. */
function isBinary(error: unknown): boolean {
	// VS Code's words for a document that is no text.
	return error instanceof NoText || /binary/i.test(errorText(error));
}

/** Why a text is not taken, to be read after its name. */
export function refusalOf(error: unknown): string {
	if (error instanceof Refusal) return error.message;
	return isBinary(error) ? new NoText().message : `cannot be read: ${unreadReason(error)}`;
}

async function documentOf(
	uri: Uri,
): Promise<Excerpt | { readonly bytes: Uint8Array<ArrayBuffer> }> {
	if (!IMAGE_NAME.test(uri.path) || openDocument(uri) !== undefined) return readWhole(uri);
	const { type, size } = await workspace.fs.stat(uri);
	if ((type & FileType.Directory) !== 0) throw new Refusal('is a folder.');
	if (size > MAX_IMAGE_BYTES) {
		throw new Refusal(
			`has ${sizeInWords(size)}; an image may have at most ${sizeInWords(MAX_IMAGE_BYTES)}.`,
		);
	}
	return { bytes: new Uint8Array(await workspace.fs.readFile(uri)) };
}

/**
 * All of a document as it stands in its editor, saved or not. Rejects where it cannot be read, is no text, or is empty.
 * @param limited no more than one message takes
 */
export async function readWhole(uri: Uri, limited = true): Promise<Excerpt> {
	const open = openDocument(uri);
	// One whose JSON is being edited is meant as it stands there.
	const notebook = open?.isDirty ? undefined : await openNotebook(uri);
	if (notebook !== undefined) return checked(notebookExcerpt(notebook));
	if (open !== undefined) return wholeExcerpt(await openTextDocument(uri));
	if (isFile(uri)) {
		const { type, size } = await workspace.fs.stat(uri);
		if ((type & FileType.Directory) !== 0) throw new Refusal('is a folder.');
		// Before it is opened: VS Code would read all of it.
		if (limited && size > MAX_EXCERPT_BYTES) throw new TooLarge(size);
	}
	return wholeExcerpt(await openTextDocument(uri));
}

/** Whether this is a place in a file system; others are documents only, which some extension makes. */
function isFile({ scheme }: Uri): boolean {
	return scheme === 'file' || workspace.fs.isWritableFileSystem(scheme) !== undefined;
}

/** The document that the editor shows, or would show. One that was never saved is not made anew where it is gone. */
export async function openTextDocument(uri: Uri): Promise<TextDocument> {
	const open = openDocument(uri);
	if (open === undefined) {
		if (uri.scheme === 'untitled') throw new Refusal('is closed.');
		return workspace.openTextDocument(uri);
	}
	// VS Code has documents for a while after their editors are closed, though the files may be gone by then.
	if (isFile(uri) && !open.isDirty && !isInTab(uri)) await workspace.fs.stat(uri);
	return open;
}

function isInTab(uri: Uri): boolean {
	const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
	return tabs.some(
		({ input }) =>
			(input instanceof TabInputText && input.uri.toString() === uri.toString()) ||
			(input instanceof TabInputTextDiff &&
				[input.original, input.modified].some((side) => side.toString() === uri.toString())),
	);
}

/** Whether VS Code itself reads it as a notebook; others are known once they are open. */
function isNotebookName({ path }: Uri): boolean {
	return /\.ipynb$/i.test(path);
}

/** A notebook is its cells: the file has their outputs, images among them, and not what is unsaved. */
export async function openNotebook(uri: Uri): Promise<NotebookDocument | undefined> {
	const open = workspace.notebookDocuments.find((one) => one.uri.toString() === uri.toString());
	if (open !== undefined || !isNotebookName(uri)) return open;
	// Where no extension reads it as a notebook, it is a text like any other.
	return workspace.openNotebookDocument(uri).then(undefined, () => undefined);
}

function wholeExcerpt(document: TextDocument): Excerpt {
	return checked(excerptOf(document, wholeRange(document), 'file'));
}

function checked(excerpt: Excerpt): Excerpt {
	if (excerpt.text === '') throw new Refusal('is empty.');
	if (excerpt.text.includes('\0')) throw new NoText();
	return excerpt;
}

/** The URIs of what was dropped; what is none is left out. */
export function parseUris(texts: readonly string[]): Uri[] {
	return texts.flatMap((text) => {
		try {
			return [Uri.parse(text, true)];
		} catch {
			return [];
		}
	});
}
