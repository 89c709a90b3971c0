import assert from 'node:assert/strict';
import { build } from 'esbuild';
import type { Browser, Locator, Page } from 'playwright-core';
import type {
	CompareChange,
	CompareColumn,
	Compared,
	FromComparePage,
} from '../../src/shared/compare/compareProtocol.ts';
import type { Reply } from '../../src/shared/conversation/messages.ts';
import { bundle } from './chromium.ts';
import { answered } from './samples.ts';
import { BODY_CLASS, type ThemeKind, themeStyle } from './themes.ts';

let built: Promise<{ script: string; style: string }> | undefined;

async function buildPage() {
	const { outputFiles } = await build({
		stdin: {
			contents: '@import "./src/webview/page.css"; @import "./src/webview/compare/compare.css";',
			loader: 'css',
			resolveDir: '.',
		},
		bundle: true,
		write: false,
		loader: { '.ttf': 'dataurl' },
	});
	const script = await bundle('src/webview/compare/compareMain.ts');
	return { script, style: outputFiles[0]?.text ?? '' };
}

/** The page on which answers are compared, as the extension ships it; the test plays the extension host. */
export class ComparePageInTest {
	readonly page: Page;
	/** What the page posted, oldest first, without acknowledgements. */
	readonly posted: FromComparePage[] = [];
	readonly errors: Error[] = [];
	#sequence = 0;
	#acknowledged = 0;

	private constructor(page: Page) {
		this.page = page;
		page.on('pageerror', (error) => this.errors.push(error));
	}

	static async open(
		browser: Browser,
		{ theme = 'dark', width = 1400 }: { theme?: ThemeKind; width?: number } = {},
	): Promise<ComparePageInTest> {
		built ??= buildPage();
		const { script, style } = await built;
		const page = await browser.newPage({
			viewport: { width, height: 800 },
			reducedMotion: 'reduce',
		});
		const whole = new ComparePageInTest(page);
		await page.exposeFunction('postToHost', (message: FromComparePage) => {
			if (message.type === 'ack') whole.#acknowledged = message.sequence;
			else whole.posted.push(message);
		});
		await page.setContent(
			`<!doctype html><html lang="en"><head><title>Compare</title><style>${themeStyle(theme)}</style><style>${style}</style></head><body class="in-editor ${BODY_CLASS[theme]}"></body></html>`,
		);
		await page.evaluate(() => {
			const api = {
				postMessage: (message: unknown) => Reflect.get(globalThis, 'postToHost')(message),
			};
			Object.assign(globalThis, { acquireVsCodeApi: () => api });
		});
		await page.addScriptTag({ content: script });
		await whole.until(() => whole.posted.some(({ type }) => type === 'ready'));
		return whole;
	}

	/** Shows all of it; resolves once the page has it. */
	async snapshot(columns: readonly CompareColumn[], more: Partial<Compared> = {}): Promise<void> {
		const shown = { question: 'Which is faster?', blind: false, ...more, columns };
		await this.#show({ type: 'snapshot', ...shown });
	}

	async changes(...changes: CompareChange[]): Promise<void> {
		await this.#show({ type: 'changes', changes });
	}

	/** The column of this name. */
	column(name: string): Locator {
		return this.page.getByRole('region', { name, exact: true });
	}

	button(name: string, within: Page | Locator = this.page): Locator {
		return within.getByRole('button', { name, exact: true });
	}

	async until(done: () => boolean): Promise<void> {
		const end = Date.now() + 10_000;
		while (!done()) {
			assert.ok(Date.now() < end, 'in time');
			await this.page.evaluate(() => new Promise((go) => requestAnimationFrame(go)));
		}
	}

	async painted(): Promise<void> {
		await this.page.evaluate(
			() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go))),
		);
	}

	async #show(message: object): Promise<void> {
		const sequence = ++this.#sequence;
		await this.page.evaluate((data) => postMessage(data, '*'), { ...message, sequence });
		await this.until(() => this.#acknowledged === sequence);
		assert.deepEqual(this.errors, []);
	}
}

/** A column with an answer. */
export function column(
	id: string,
	name: string,
	part: Partial<Reply> = {},
	more: Partial<CompareColumn> = {},
): CompareColumn {
	const { retry: _retry, ...view } = answered({ id: `r${id}`, ...part }, { name });
	return { id, name, view, ...more };
}
