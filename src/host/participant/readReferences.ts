import { type ChatPromptReference, Location, Uri, workspace } from 'vscode';
import { MAX_EXCERPT_BYTES, textBytes } from '../../core/attachments/excerptSize.ts';
import type { ImageStore } from '../../core/attachments/imageStore.ts';
import { keepImage, notAnImage } from '../../core/attachments/keepImage.ts';
import { pastedExcerpt } from '../../core/attachments/pastedExcerpt.ts';
import { couldNot } from '../../core/errors/diskReason.ts';
import { filesOfProblems, imageReader } from '../../core/participant/referenceShapes.ts';
import type { Attachment, Excerpt, Image } from '../../shared/conversation/messages.ts';
import { withoutSecrets } from '../attachments/askFirst.ts';
import { attachFilesTo } from '../attachments/attach.ts';
import { excerptOf } from '../attachments/excerpts.ts';
import { type ImageFile, openTextDocument, refusalOf } from '../attachments/readFiles.ts';
import { problemsOf } from '../references/problemReferences.ts';

/** What came with a question in VS Code's chat, as attachments of ours. */
export interface ReadReferences {
	readonly attachments: readonly Attachment[];
	/** What is not among them, and why: a sentence each. */
	readonly refusals: readonly string[];
}

/** VS Code adds the project's instructions by itself. What of them goes out is for our own settings to say. */
const INSTRUCTIONS = 'vscode.prompt.instructions';

/**
 * Reads what VS Code's chat hands over: files and folders, pieces of documents, problems, texts and images. What may hold secrets by its
 * name is asked about, as in our own box. Never rejects: what cannot be taken is among the refusals.
 */
export async function readReferences(
	references: readonly ChatPromptReference[],
	images: Pick<ImageStore, 'put'>,
): Promise<ReadReferences> {
	const reading = new Reading(images);
	// VS Code hands the last one over first.
	for (const { id, value, modelDescription } of references.toReversed()) {
		if (!id.startsWith(INSTRUCTIONS)) await reading.take(value, modelDescription ?? id);
	}
	return reading.read();
}

class Reading {
	readonly #images: Pick<ImageStore, 'put'>;
	readonly #excerpts: Excerpt[] = [];
	readonly #kept: Image[] = [];
	readonly #files: ImageFile[] = [];
	readonly #refusals: string[] = [];
	/** What was taken already: what is open in the editor may be attached by hand as well. */
	readonly #taken = new Set<string>();

	constructor(images: Pick<ImageStore, 'put'>) {
		this.#images = images;
	}

	/** @param name what it is called where it has no name of its own */
	async take(value: unknown, name: string): Promise<void> {
		const files = filesOfProblems(value);
		const image = imageReader(value);
		if (value instanceof Uri) await this.#file(value);
		else if (value instanceof Location) await this.#piece(value);
		else if (typeof value === 'string') this.#text(value, name);
		else if (files !== undefined) await this.#problems(files.filter((file) => file instanceof Uri));
		else if (image !== undefined) await this.#image(image);
		else this.#refusals.push(`${name} is of a kind that Llama Chat does not know.`);
	}

	async read(): Promise<ReadReferences> {
		for (const { name, bytes } of this.#files) await this.#keep(name, bytes);
		return { attachments: [...this.#excerpts, ...this.#kept], refusals: this.#refusals };
	}

	#isNew(what: string): boolean {
		const isNew = !this.#taken.has(what);
		this.#taken.add(what);
		return isNew;
	}

	async #file(uri: Uri): Promise<void> {
		if (!this.#isNew(uri.toString())) return;
		const target = {
			excerpts: () => this.#excerpts,
			attach: (excerpts: readonly Excerpt[]) => void this.#excerpts.push(...excerpts),
			refused: (sentence: string) => void this.#refusals.push(sentence),
			// Folders are cut to the room that there is when they are sent.
			room: () => undefined,
			showImage: (image: ImageFile) => void this.#files.push(image),
		};
		await attachFilesTo(target, [uri]);
	}

	async #piece({ uri, range }: Location): Promise<void> {
		const { start, end } = range;
		const place = `${start.line}:${start.character}-${end.line}:${end.character}`;
		if (!this.#isNew(`${uri}#${place}`) || (await withoutSecrets([uri])).length === 0) return;
		try {
			const document = await openTextDocument(uri);
			const excerpt = excerptOf(document, document.validateRange(range));
			if (excerpt.text.trim() === '') return;
			this.#add(excerpt);
		} catch (error) {
			this.#refuse(workspace.asRelativePath(uri), refusalOf(error));
		}
	}

	#text(text: string, name: string): void {
		if (text.trim() !== '') this.#add({ ...pastedExcerpt(text), label: name });
	}

	async #problems(files: readonly Uri[]): Promise<void> {
		for (const file of files) {
			const excerpt = this.#isNew(`problems ${file}`) ? await problemsOf(file) : undefined;
			if (excerpt !== undefined) this.#add(excerpt);
		}
	}

	async #image(read: () => Promise<Uint8Array>): Promise<void> {
		const name = `Image ${this.#kept.length + this.#files.length + 1}`;
		try {
			this.#files.push({ name, bytes: new Uint8Array(await read()) });
		} catch (error) {
			this.#refuse(name, refusalOf(error));
		}
	}

	async #keep(name: string, bytes: Uint8Array): Promise<void> {
		try {
			const image = await keepImage(this.#images, name, bytes);
			if (image === undefined) this.#refusals.push(notAnImage(name));
			else if (this.#isNew(image.hash)) this.#kept.push(image);
		} catch (error) {
			this.#refusals.push(couldNot(`${name} was not attached`, error));
		}
	}

	#add(excerpt: Excerpt): void {
		const fits = textBytes([...this.#excerpts, excerpt]) <= MAX_EXCERPT_BYTES;
		if (fits) this.#excerpts.push(excerpt);
		else this.#refuse(excerpt.label, 'does not fit beside what is attached.');
	}

	#refuse(name: string, reason: string): void {
		this.#refusals.push(`${name} ${reason} It was not attached.`);
	}
}
