import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { dist } from './variants.ts';

const ORIGIN = 'http://llama-chat.invalid';
const TYPES: Readonly<Record<string, string>> = {
	'.js': 'text/javascript',
	'.css': 'text/css',
	'.ttf': 'font/ttf',
};

/** The extension host's own feed, as far as a page in front of it drives it. */
interface Feed {
	connect(): void;
	acknowledge(sequence: number): void;
}

/** A shipped page in Chromium, and how much of what its feed sends is laid out. */
export class HostedPage {
	readonly page: Page;
	readonly errors: Error[] = [];
	readonly #name: string;
	#acknowledged: (() => void)[] = [];
	/** Batches that are not laid out yet. */
	#outstanding = 0;

	/**
	 * @param page an empty one; `load` fills it
	 * @param name of its script and its style in `dist`, without their endings
	 */
	protected constructor(page: Page, name: string) {
		this.page = page;
		this.#name = name;
		page.on('pageerror', (error) => this.errors.push(error));
	}

	/** Sends the page a message of its feed. */
	protected post(message: unknown): void {
		this.#outstanding++;
		// As text: Playwright takes long to hand a large object over.
		void this.page.evaluate((sent) => {
			dispatchEvent(new MessageEvent('message', { data: JSON.parse(sent) }));
		}, JSON.stringify(message));
	}

	/** Loads the page; resolves when it has laid out what the feed has at first. */
	protected async load(feed: Feed): Promise<void> {
		const { page } = this;
		const html = `<!doctype html><html lang="en"><link rel="stylesheet" href="${this.#name}.css"><body><script type="module" src="${this.#name}.js"></script>`;
		await page.route(`${ORIGIN}/**`, async (route) => {
			const name = new URL(route.request().url()).pathname.slice(1);
			const body = name === '' ? html : await readFile(join(dist, name));
			await route.fulfill({ body, contentType: TYPES[extname(name)] ?? 'text/html' });
		});
		await page.exposeFunction('postToHost', (type: string, sequence: number) => {
			if (type === 'ready') feed.connect();
			if (type !== 'ack') return;
			this.#outstanding--;
			for (const resolve of this.#acknowledged.splice(0)) resolve();
			feed.acknowledge(sequence);
		});
		await page.addInitScript(() => {
			const host = Object(globalThis);
			host.acquireVsCodeApi = () => ({
				postMessage: ({ type, sequence = 0 }: { type: string; sequence?: number }) =>
					host.postToHost(type, sequence),
				getState: () => undefined,
				setState: () => {},
			});
		});
		const shown = this.acknowledged();
		await page.goto(`${ORIGIN}/`);
		await shown;
	}

	/** Resolves when the page has laid out what it is sent next. */
	acknowledged(): Promise<void> {
		return new Promise((resolve) => this.#acknowledged.push(resolve));
	}

	/** Resolves when the page has laid out all that the feed was given. */
	async drained(): Promise<void> {
		while (this.#outstanding > 0) await this.acknowledged();
	}

	/** Resolves when what is laid out is on the screen: a task after the callbacks of a frame comes after its picture. */
	async painted(): Promise<void> {
		await this.page.evaluate(
			() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))),
		);
	}

	/** Closes it. @throws AggregateError where something was thrown in it and not caught */
	async close(): Promise<void> {
		if (this.errors.length > 0) throw new AggregateError(this.errors, 'The page has thrown');
		await this.page.close();
	}
}
