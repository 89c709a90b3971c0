import { createHash } from 'node:crypto';
import { join } from 'node:path';
import * as v from 'valibot';
import type { ImageName, ImageProblem, ImageStore } from '../../core/attachments/imageStore.ts';
import { ImageHash, type ImageType } from '../../shared/conversation/messages.ts';
import { type Files, isMissing, nodeFiles, replaceFile, wholeFilesIn } from '../disk/files.ts';

/** How long an image is kept that no chat has: a draft may still, in any window. */
const UNSENT_MS = 30 * 86_400_000;

const HASH_IN_LOG = /"hash":"([0-9a-f]{64})"/g;

/** The images that a log names. */
export function imagesIn(log: string): string[] {
	return [...log.matchAll(HASH_IN_LOG)].flatMap(([, hash]) => hash ?? []);
}

/** Images as files of one folder, `<hash>.<format>`. The folder is created with the first. */
export class ImageFiles implements ImageStore {
	readonly #folder: string;
	readonly #files: Files;

	constructor(folder: string, files: Files = nodeFiles) {
		this.#folder = folder;
		this.#files = files;
	}

	async put(bytes: Uint8Array, mediaType: ImageType): Promise<string> {
		const hash = hashOf(bytes);
		// Also where it is there already: that makes it new again, and whole.
		await replaceFile(this.#files, this.path({ hash, mediaType }), bytes);
		return hash;
	}

	async read(image: ImageName): Promise<Uint8Array<ArrayBuffer> | ImageProblem> {
		try {
			const bytes = await this.#files.readFile(this.path(image));
			return hashOf(bytes) === image.hash ? new Uint8Array(bytes) : 'damaged';
		} catch (error) {
			if (isMissing(error)) return 'missing';
			throw error;
		}
	}

	async readBase64(image: ImageName): Promise<string | undefined> {
		try {
			const bytes = await this.read(image);
			return typeof bytes === 'string' ? undefined : Buffer.from(bytes).toString('base64');
		} catch {
			return undefined;
		}
	}

	path({ hash, mediaType }: ImageName): string {
		if (!v.is(ImageHash, hash)) throw new TypeError('Not the hash of an image.');
		return join(this.#folder, `${hash}.${mediaType.slice('image/'.length)}`);
	}

	/**
	 * Removes what is in no chat any more: the images of chats that are gone (`gone`) if they were put before `before`,
	 * others, which some draft may have, a month later.
	 *
	 * @param used all that the chats still have; asked for only when there is something to remove
	 * @param before milliseconds since 1970
	 */
	async purge(
		gone: ReadonlySet<string>,
		used: () => Promise<ReadonlySet<string>>,
		before: number,
	): Promise<void> {
		const old: string[] = [];
		for (const { name, mtimeMs } of await wholeFilesIn(this.#files, this.#folder)) {
			if (mtimeMs < (gone.has(hashIn(name)) ? before : before - UNSENT_MS)) old.push(name);
		}
		if (old.length === 0) return;
		const kept = await used();
		for (const name of old) {
			if (!kept.has(hashIn(name))) await this.#files.rm(join(this.#folder, name), { force: true });
		}
	}
}

function hashOf(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}

function hashIn(name: string): string {
	return name.split('.', 1)[0] ?? '';
}
