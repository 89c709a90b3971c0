import type { ChatStatus } from '../../shared/panel/chatStatus.ts';
import { Findings } from '../models/findings.ts';
import { NewsNotice } from './newsNotice.ts';
import { Notice, type NoticeWays } from './notice.ts';
import { UnsavedNotice } from './unsavedNotice.ts';

/** Where it is said. They are in the page before anything is, so that a screen reader hears what comes into them. */
interface Places {
	readonly unsaved: HTMLElement;
	readonly notice: HTMLElement;
	readonly news: HTMLElement;
	readonly findings: HTMLElement;
}

/** What it needs of the rest of the page. */
export type OverBoxWays = NoticeWays;

/** What is said over the box. Most chats have nothing of it, so it is loaded for the first that has. */
export class OverBox {
	readonly #unsaved: UnsavedNotice;
	readonly #notice: Notice;
	readonly #news: NewsNotice;
	readonly #findings: Findings;

	constructor(places: Places, ways: OverBoxWays) {
		const { host, send, onGone } = ways;
		this.#unsaved = new UnsavedNotice(places.unsaved);
		this.#notice = new Notice(places.notice, ways);
		this.#news = new NewsNotice(places.news, host, onGone);
		this.#findings = new Findings(places.findings, host, send, onGone);
	}

	show(status: ChatStatus): void {
		this.#unsaved.show(status);
		this.#notice.show(status);
		this.#news.show(status);
		this.#findings.show(status);
	}

	/** Says that a text of this many UTF-16 units is longer than the host takes. */
	tooLong(length: number): void {
		this.#notice.tooLong(length);
	}
}
