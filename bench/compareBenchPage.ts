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

	/** All columns are complete, with these texts. */
	async end(texts: readonly string[]): Promise<void> {
		this.#columns = texts.map((text, at) => columnOf(at, text, false));
		this.feed.replaceAll();
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
