import { FileType, type NotebookDocument, type TextDocument, Uri, workspace } from 'vscode';
import { kilobytes, MAX_EXCERPT_BYTES, textBytes } from '../../core/attachments/excerptSize.ts';
import { sizeInWords } from '../../shared/attachments/attachmentWords.ts';
import { MAX_IMAGE_BYTES } from '../../shared/attachments/imageHeader.ts';
import type { Excerpt } from '../../shared/conversation/messages.ts';
import { errorText } from '../../shared/errors/errorText.ts';
import { excerptOf, notebookExcerpt, wholeRange } from './excerpts.ts';

/** What can be drawn goes to the page, which looks at it; the extension is only what it is tried as. */
const IMAGE_NAME = /\.(png|jpe?g|jfif|webp|gif)$/i;

/** What VS Code itself reads as a notebook; others are known once they are open. */
const NOTEBOOK_NAME = /\.ipynb$/i;

/** A file of an image, which nobody has looked at yet. */
export interface ImageFile {
	readonly name: string;
	readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What became of the files: texts, images, and a sentence for each that is neither or too large. */
export interface ReadFiles {
	readonly excerpts: readonly Excerpt[];
	readonly images: readonly ImageFile[];
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
			bytes += textBytes([document]);
			if (bytes > MAX_EXCERPT_BYTES) throw new Refusal(tooMuch(bytes, taken));
			excerpts.push(document);
		} catch (error) {
			refusals.push(`${name} ${refusalOf(error)}`);
		}
	}
	return { excerpts, images, refusals };
}

/** Why a file is not taken, to be read after its name. */
class Refusal extends Error {}

function tooMuch(bytes: number, taken: number): string {
	const with_ = taken === 0 ? 'has' : 'and what is attached already have';
	return `${with_} ${kilobytes(bytes)}; one message takes at most ${kilobytes(MAX_EXCERPT_BYTES)} of text.`;
}

/** Why a text is not taken, to be read after its name. */
export function refusalOf(error: unknown): string {
	if (error instanceof Refusal) return error.message;
	const reason = errorText(error);
	// VS Code's words for a document that is no text.
	return /binary/i.test(reason) ? 'is no text, and no image.' : `cannot be read: ${reason}`;
}

async function documentOf(
	uri: Uri,
): Promise<Excerpt | { readonly bytes: Uint8Array<ArrayBuffer> }> {
	if (!IMAGE_NAME.test(uri.path) || openDocument(uri) !== undefined) return readWhole(uri);
	const { type, size } = await workspace.fs.stat(uri);
	if ((type & FileType.Directory) !== 0) throw isFolder();
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
	if (open !== undefined) return wholeExcerpt(open);
	if (isFile(uri)) {
		const { type, size } = await workspace.fs.stat(uri);
		if ((type & FileType.Directory) !== 0) throw isFolder();
		// Before it is opened: VS Code would read all of it.
		if (limited && size > MAX_EXCERPT_BYTES) throw new Refusal(tooMuch(size, 0));
	}
	return wholeExcerpt(await openTextDocument(uri));
}

function isFolder(): Refusal {
	return new Refusal('is a folder; attach the files in it.');
}

function openDocument(uri: Uri): TextDocument | undefined {
	return workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
}

/** Whether this is a place in a file system; others are documents only, which some extension makes. */
function isFile({ scheme }: Uri): boolean {
	return scheme === 'file' || workspace.fs.isWritableFileSystem(scheme) !== undefined;
}

/** The document that the editor shows, or would show. One that was never saved is not made anew where it is gone. */
export async function openTextDocument(uri: Uri): Promise<TextDocument> {
	const open = openDocument(uri);
	if (open === undefined && uri.scheme === 'untitled') throw new Refusal('is closed.');
	return open ?? workspace.openTextDocument(uri);
}

/** A notebook is its cells: the file has their outputs, images among them, and not what is unsaved. */
export async function openNotebook(uri: Uri): Promise<NotebookDocument | undefined> {
	const open = workspace.notebookDocuments.find((one) => one.uri.toString() === uri.toString());
	if (open !== undefined || !NOTEBOOK_NAME.test(uri.path)) return open;
	// Where no extension reads it as a notebook, it is a text like any other.
	return workspace.openNotebookDocument(uri).then(undefined, () => undefined);
}

function wholeExcerpt(document: TextDocument): Excerpt {
	return checked(excerptOf(document, wholeRange(document), 'file'));
}

function checked(excerpt: Excerpt): Excerpt {
	if (excerpt.text === '') throw new Refusal('is empty.');
	if (excerpt.text.includes('\0')) throw new Refusal('is no text, and no image.');
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
