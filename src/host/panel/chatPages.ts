import type { LogOutputChannel } from 'vscode';
import type { ChatStatus } from '../../shared/panel/chatStatus.ts';
import type { Answer, Change, ToWebview } from '../../shared/panel/protocol.ts';
import type { ImageFile } from '../attachments/readFiles.ts';
import { ChatPage, type ChatPagePorts } from './chatPage.ts';
import type { PageSource } from './pageSource.ts';

/** The pages that show the chat in front: the side bar's view, and others beside it. */
export class ChatPages {
	readonly #log: LogOutputChannel;
	readonly #pages: ChatPage[] = [];
	/** The page that is meant where one of them is: the one that was heard of last. */
	#front: ChatPage | undefined;

	constructor(log: LogOutputChannel) {
		this.#log = log;
	}

	/**
	 * Shows the chat on one more page.
	 * @param post hands a message to it
	 * @param source tells what it asks for, and when it is gone
	 */
	add(
		ports: ChatPagePorts,
		post: (message: ToWebview | Answer) => void,
		source: PageSource,
	): ChatPage {
		const page = new ChatPage(ports, post);
		this.#pages.push(page);
		this.#front ??= page;
		source.listen({
			received: (message) => {
				if (message.type !== 'ack') this.#front = page;
				void page.received(message).catch((error: unknown) => {
					this.#log.error(`What the page asked for (${message.type}) could not be done.`, error);
				});
			},
			gone: () => page.gone(),
			dropped: () =>
				this.#log.warn('The page sent something that is not of the protocol; dropped.'),
		});
		return page;
	}

	push(change: Change): void {
		for (const page of this.#pages) page.push(change);
	}

	/** For the page in front alone: what is about its own box. */
	pushToFront(change: Change): void {
		this.#front?.push(change);
	}

	/** Another conversation or branch is shown. */
	replaceAll(): void {
		for (const page of this.#pages) page.replaceAll();
	}

	statusChanged(status: ChatStatus): void {
		for (const page of this.#pages) page.statusChanged(status);
	}

	/** Hands the page in front an image to look at and to attach, as soon as it is there. */
	showImage(image: ImageFile): void {
		this.#front?.showImage(image);
	}
}
