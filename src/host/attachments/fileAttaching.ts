import { type Uri, workspace } from 'vscode';
import { MAX_EXCERPT_BYTES, textBytes } from '../../core/attachments/excerptSize.ts';
import type { Excerpt } from '../../shared/conversation/messages.ts';
import { mayAttachBeginning, mayAttachBinary } from './askFirst.ts';
import type { AttachingChat } from './attachingChat.ts';
import { folderExcerpt } from './folderExcerpt.ts';
import { type ImageFile, readBeginning, readBinary, readFiles, refusalOf } from './readFiles.ts';

/** The message that files are attached to. */
export interface FileTarget extends Pick<AttachingChat, 'room'> {
	/** The texts that it has. */
	excerpts(): readonly Excerpt[];
	attach(excerpts: readonly Excerpt[]): void;
	/** Hands over an image that is to be attached. */
	showImage(image: ImageFile): void;
	/** Says what was not attached. */
	refused(sentence: string): void;
}

/**
 * The message that is being written in a chat; another may be shown before the user has answered.
 * @param id its conversation's; that of the chat that is shown now if not given
 */
export function messageOf(
	target: AttachingChat,
	id = target.chats.chat.conversation.id,
): FileTarget {
	const { chats } = target;
	return {
		excerpts: () => chats.box.excerptsOf(id),
		attach: (excerpts) => chats.box.attach(excerpts, id),
		refused: (message) => chats.notify({ kind: 'refused', message }),
		room: () => target.room(),
		showImage: (image) => target.showImage(image, id),
	};
}

/** Files and folders on their way to a message, and what is not taken of them. */
export class FileAttaching {
	readonly #target: FileTarget;
	readonly #refusals: string[] = [];

	constructor(target: FileTarget) {
		this.#target = target;
	}

	async files(uris: readonly Uri[]): Promise<void> {
		const read = await readFiles(uris, textBytes(this.#target.excerpts()));
		this.#target.attach(read.excerpts);
		for (const image of read.images) this.#target.showImage(image);
		for (const refusal of read.refusals) this.#refusals.push(refusal);
		const names = read.binary.map((uri) => workspace.asRelativePath(uri));
		if (names.length > 0 && (await mayAttachBinary(names))) {
			for (const uri of read.binary) await this.#take(uri, () => readBinary(uri));
		}
		for (const { uri, bytes } of read.large) {
			const name = workspace.asRelativePath(uri);
			if (await mayAttachBeginning(name, bytes, this.#room)) {
				await this.#take(uri, () => readBeginning(uri, this.#room));
			}
		}
	}

	async folder(uri: Uri): Promise<void> {
		await this.#take(uri, () => folderExcerpt(uri, this.#room, this.#target.room()));
	}

	/** Says what was not taken. */
	tellRefusals(): void {
		if (this.#refusals.length === 0) return;
		const what = this.#refusals.length === 1 ? 'It was' : 'They were';
		this.#target.refused(`${this.#refusals.join(' ')} ${what} not attached.`);
	}

	/** Bytes of text that the message can take. */
	get #room(): number {
		return MAX_EXCERPT_BYTES - textBytes(this.#target.excerpts());
	}

	async #take(uri: Uri, read: () => ReturnType<typeof readBeginning>): Promise<void> {
		try {
			const excerpt = await read();
			if (excerpt !== undefined && textBytes([excerpt]) <= this.#room) {
				this.#target.attach([excerpt]);
				return;
			}
			this.#refuse(uri, 'does not fit beside what is attached.');
		} catch (error) {
			this.#refuse(uri, refusalOf(error));
		}
	}

	#refuse(uri: Uri, reason: string): void {
		this.#refusals.push(`${workspace.asRelativePath(uri)} ${reason}`);
	}
}
