import { type Uri, workspace } from 'vscode';
import { MAX_EXCERPT_BYTES, textBytes } from '../../core/attachments/excerptSize.ts';
import { mayAttachBeginning, mayAttachBinary } from './askFirst.ts';
import type { AttachingChat } from './attachingChat.ts';
import { folderExcerpt } from './folderExcerpt.ts';
import { readBeginning, readBinary, readFiles, refusalOf } from './readFiles.ts';

/** Files and folders on their way over the box of a chat, and what is not taken of them. */
export class FileAttaching {
	readonly #target: AttachingChat;
	/** The chat that was shown when it began: another may be before the user has answered. */
	readonly #chat: string;
	readonly #refusals: string[] = [];

	constructor(target: AttachingChat) {
		this.#target = target;
		this.#chat = target.chats.chat.conversation.id;
	}

	async files(uris: readonly Uri[]): Promise<void> {
		const { chats } = this.#target;
		const read = await readFiles(uris, textBytes(chats.box.excerptsOf(this.#chat)));
		chats.box.attach(read.excerpts, this.#chat);
		for (const image of read.images) this.#target.showImage(image);
		this.#refusals.push(...read.refusals);
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
		this.#target.chats.notify({
			kind: 'refused',
			message: `${this.#refusals.join(' ')} ${what} not attached.`,
		});
	}

	/** Bytes of text that the message can take. */
	get #room(): number {
		return MAX_EXCERPT_BYTES - textBytes(this.#target.chats.box.excerptsOf(this.#chat));
	}

	async #take(uri: Uri, read: () => ReturnType<typeof readBeginning>): Promise<void> {
		try {
			const excerpt = await read();
			if (excerpt !== undefined && textBytes([excerpt]) <= this.#room) {
				this.#target.chats.box.attach([excerpt], this.#chat);
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
