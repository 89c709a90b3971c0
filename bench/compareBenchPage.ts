import type { Browser, Page } from 'playwright-core';
import { CompareFeed } from '../src/core/compare/compareFeed.ts';
import type { CompareColumn } from '../src/shared/compare/compareProtocol.ts';
import { answered } from '../test/page/samples.ts';
import { HostedPage } from './hostedPage.ts';

/** The shipped page of Compare Models in Chromium, with the extension host's own feed in front of it. */
export class CompareBenchPage extends HostedPage {
	readonly feed: CompareFeed;
	#columns: readonly CompareColumn[];

	private constructor(page: Page, columns: readonly CompareColumn[]) {
		super(page, 'compare');
		this.#columns = columns;
		this.feed = new CompareFeed(
			(message) => this.post(message),
			() => ({ question: 'How is it read?', blind: false, columns: [...this.#columns] }),
		);
	}

	/** @param texts what each column has from the start; all of them go on */
	static async open(browser: Browser, texts: readonly string[]): Promise<CompareBenchPage> {
		const page = await browser.newPage({ viewport: { width: 1400, height: 800 } });
		const opened = new CompareBenchPage(
			page,
			texts.map((text, at) => columnOf(at, text, true)),
		);
		await opened.load(opened.feed);
		return opened;
	}

	/** Resolves when all that the feed was given is on the screen. */
	override async drained(): Promise<void> {
		await super.drained();
		await this.painted();
	}

	/** A piece of the text of each. */
	say(text: string): void {
		this.#columns = this.#columns.map((column) => {
			const reply = column.view?.message;
			if (column.view === undefined || reply?.role !== 'assistant') return column;
			const message = { ...reply, text: reply.text + text };
			return { ...column, view: { ...column.view, message } };
		});
		for (const { id } of this.#columns) this.feed.push({ type: 'text', id, text });
	}

	/** All columns are complete. */
	async end(): Promise<void> {
		this.#columns = this.#columns.map(({ view }, at) =>
			columnOf(at, view?.message.text ?? '', false),
		);
		await this.#tell();
	}

	/** The first one is kept: as the extension host does, the feed is told of all. */
	async keep(): Promise<void> {
		this.#columns = this.#columns.map((column) =>
			column.id === '1' ? { ...column, kept: true } : column,
		);
		await this.#tell();
	}

	/** All are judged. */
	async judge(): Promise<void> {
		const facts = ['answer.ts: 1 change, placed cleanly; no symbols lost; 12 tokens; $0.0003'];
		this.#columns = this.#columns.map((column, at) => ({
			...column,
			judged: { place: at + 1, facts },
		}));
		await this.#tell();
	}

	async #tell(): Promise<void> {
		for (const column of this.#columns) this.feed.show(column);
		this.feed.push({ type: 'about', question: 'How is it read?', blind: false });
		await this.drained();
	}
}

function columnOf(at: number, text: string, streams: boolean): CompareColumn {
	const view = answered({
		id: `r${at}`,
		text,
		...(streams ? { status: 'streaming', facts: {} } : {}),
	});
	return { id: String(at + 1), name: `Model ${at + 1}`, view };
}
