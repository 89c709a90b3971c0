import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { CompareFeed } from '../src/core/compare/compareFeed.ts';
import type { CompareColumn } from '../src/shared/compare/compareProtocol.ts';
import { answered } from '../test/page/samples.ts';
import { dist } from './variants.ts';

const ORIGIN = 'http://llama-chat.invalid';
const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css' };
const HTML = `<!doctype html><html lang="en"><link rel="stylesheet" href="compare.css"><body><script type="module" src="compare.js"></script>`;

/** The shipped page of Compare Models in Chromium, with the extension host's own feed in front of it. */
export class CompareBenchPage {
	readonly page: Page;
	readonly feed: CompareFeed;
	readonly errors: Error[] = [];
	#columns: readonly CompareColumn[];
	#acknowledged: (() => void)[] = [];
	#outstanding = 0;

	private constructor(page: Page, columns: readonly CompareColumn[]) {
		this.page = page;
		this.#columns = columns;
		page.on('pageerror', (error) => this.errors.push(error));
		this.feed = new CompareFeed(
			(message) => {
				this.#outstanding++;
				// As text: Playwright takes long to hand a large object over.
				void page.evaluate((sent) => {
					dispatchEvent(new MessageEvent('message', { data: JSON.parse(sent) }));
				}, JSON.stringify(message));
			},
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
		await page.route(`${ORIGIN}/**`, async (route) => {
			const name = new URL(route.request().url()).pathname.slice(1);
			const body = name === '' ? HTML : await readFile(join(dist, name));
			await route.fulfill({ body, contentType: TYPES[extname(name)] ?? 'text/html' });
		});
		await page.exposeFunction('postToHost', (type: string, sequence: number) => {
			if (type === 'ready') opened.feed.connect();
			if (type !== 'ack') return;
			opened.#outstanding--;
			for (const resolve of opened.#acknowledged.splice(0)) resolve();
			opened.feed.acknowledge(sequence);
		});
		await page.addInitScript(() => {
			const host = Object(globalThis);
			host.acquireVsCodeApi = () => ({
				postMessage: ({ type, sequence = 0 }: { type: string; sequence?: number }) =>
					host.postToHost(type, sequence),
			});
		});
		const shown = opened.#acknowledgement();
		await page.goto(`${ORIGIN}/`);
		await shown;
		return opened;
	}

	#acknowledgement(): Promise<void> {
		return new Promise((resolve) => this.#acknowledged.push(resolve));
	}

	/** Resolves when the page has laid out all that the feed was given. */
	async drained(): Promise<void> {
		while (this.#outstanding > 0) await this.#acknowledgement();
		// A task after the callbacks of a frame comes after its picture.
		await this.page.evaluate(
			() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))),
		);
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
