import assert from 'node:assert/strict';
import { once } from 'node:events';
import { basename } from 'node:path';
import { build } from 'esbuild';
import type { Browser, Locator, Page } from 'playwright-core';
import type { ChatStatus } from '../../src/shared/panel/chatStatus.ts';
import type { Answer, Change, FromWebview, ToWebview } from '../../src/shared/panel/protocol.ts';
import { sharedBrowser } from '../vscode/browser.ts';
import { bundle } from './chromium.ts';
import { statusOf } from './samples.ts';
import { BODY_CLASS, type ThemeKind, themeStyle } from './themes.ts';
import { borrowPage, giveBackPage, newPage, type PanelSize, type WarmPage } from './warmPages.ts';

export interface ChatPageOptions {
	readonly theme?: ThemeKind;
	/** Of the panel, in pixels of the screen. */
	readonly width?: number;
	/** As VS Code zooms: at 2 a CSS pixel is as large as four of the screen's, and the page has half as many each way. */
	readonly zoom?: number;
	/** Has the page take the machine for a Mac. */
	readonly mac?: boolean;
	/** Puts the page's clock under the test's control; it then stands still until `page.clock.runFor`. */
	readonly clock?: boolean;
	/** What that clock says, in milliseconds since 1970, to the minute; the first minute of 1970 without it. */
	readonly now?: number;
	/** The reader's language, as a BCP 47 tag, and their time zone; without them those of the machine. */
	readonly locale?: string;
	readonly timezoneId?: string;
	/** The parts of the page's script, by the names of their sources, that do not come before `release`. */
	readonly held?: readonly string[];
	/** The folder of the sources of another release; without it those that the test stands beside. */
	readonly sources?: string;
}

type Snapshot = Extract<ToWebview, { type: 'snapshot' }>;

/** By the folder of their sources. */
const built = new Map<string, Promise<{ script: string; style: string }>>();
let builtInParts: Promise<ReadonlyMap<string, string>> | undefined;

/** Where a page whose script is in parts is loaded from. */
const ORIGIN = 'http://llama-chat.invalid';

/** Of every panel, in pixels of the screen. */
const HEIGHT = 700;

/** The whole chat page, as the extension ships it, in a browser; the test plays the extension host. */
export class ChatPage {
	readonly page: Page;
	/** What the page posted, oldest first, without acknowledgements. */
	readonly posted: FromWebview[] = [];
	/** What the extension host answers to what the page posts; nothing by itself. */
	answering: (message: FromWebview) => Answer | undefined = () => undefined;
	/** What was thrown and not caught in the page. */
	readonly errors: Error[] = [];
	#sequence = 0;
	#acknowledged = 0;
	readonly #answers: Promise<void>[] = [];
	#status: ChatStatus = statusOf({});
	/** Ends the page, or gives it back. */
	readonly #leave: () => Promise<void>;

	private constructor(page: Page, leave: () => Promise<void>) {
		this.page = page;
		this.#leave = leave;
	}

	/** Opens the page; resolves once it has said that it is ready. */
	static async open(browser: Browser, options: ChatPageOptions = {}): Promise<ChatPage> {
		const { theme = 'dark', width = 300, zoom = 1, sources = 'src', now = 60_000 } = options;
		const building = built.get(sources) ?? buildPage(sources);
		built.set(sources, building);
		const { script, style } = await building;
		const size = { width, height: HEIGHT, zoom };
		const whole = needsPageOfItsOwn(options)
			? await ChatPage.#fresh(browser, size, options)
			: await ChatPage.#borrowed(browser, size);
		const { page } = whole;
		if (options.clock) await page.clock.install({ time: now - 60_000 });
		if (options.held) await whole.#serveParts(options.held);
		await page.setContent(
			`<!doctype html><html lang="en"><head><title>Llama Chat</title><style>${themeStyle(theme)}</style><style>${style}</style></head><body class="${BODY_CLASS[theme]}"></body></html>`,
		);
		await page.evaluate(() => {
			let state: unknown;
			const api = {
				postMessage: (message: unknown) => Reflect.get(globalThis, 'postToHost')(message),
				getState: () => state,
				setState: (next: unknown) => {
					state = next;
				},
			};
			Object.assign(globalThis, { acquireVsCodeApi: () => api });
		});
		if (options.mac) {
			await page.evaluate(() => {
				Object.defineProperty(navigator, 'platform', { value: 'MacIntel' });
			});
		}
		// Far enough ahead: on a slow machine the clock has gone on by seconds.
		if (options.clock) await page.clock.pauseAt(now);
		await page.addScriptTag(
			options.held ? { url: `${ORIGIN}/main.js`, type: 'module' } : { content: script },
		);
		await whole.until(() => whole.posted.some(({ type }) => type === 'ready'), 'ready');
		return whole;
	}

	static async #borrowed(browser: Browser, size: PanelSize): Promise<ChatPage> {
		const warm = await borrowPage(browser, size);
		return ChatPage.#of(warm, () => giveBackPage(browser, warm));
	}

	static async #fresh(
		browser: Browser,
		size: PanelSize,
		{ locale, timezoneId }: ChatPageOptions,
	): Promise<ChatPage> {
		const warm = await newPage(browser, size, {
			...(locale === undefined ? {} : { locale }),
			...(timezoneId === undefined ? {} : { timezoneId }),
		});
		return ChatPage.#of(warm, () => warm.page.close());
	}

	static #of(warm: WarmPage, leave: () => Promise<void>): ChatPage {
		const whole = new ChatPage(warm.page, leave);
		warm.receive = (message) => whole.#received(message);
		warm.fail = (error) => whole.errors.push(error);
		return whole;
	}

	/** Shows a conversation; resolves once the page has it on the screen. */
	async snapshot(
		messages: Snapshot['messages'] = [],
		status: Partial<ChatStatus> = {},
		more: Partial<
			Pick<Snapshot, 'conversation' | 'draft' | 'edits' | 'place' | 'earlier' | 'changes'>
		> = {},
	): Promise<void> {
		this.#status = statusOf(status);
		await this.#show({
			type: 'snapshot',
			sequence: ++this.#sequence,
			conversation: 'c-1',
			draft: '',
			place: null,
			changes: [],
			...more,
			messages,
			status: this.#status,
		});
	}

	/** Tells the page what changed; resolves once it is on the screen. */
	async changes(...changes: Change[]): Promise<void> {
		await this.#show({ type: 'changes', sequence: ++this.#sequence, changes });
	}

	/** Hands the page what it has asked for. */
	async answer(answer: Answer): Promise<void> {
		await this.#dispatch(answer);
	}

	/** Resolves once all that the page has asked for is answered, and what it has asked for then. */
	async settled(): Promise<void> {
		let posted: number;
		do {
			posted = this.posted.length;
			await this.page.evaluate(() => new Promise((go) => requestAnimationFrame(go)));
			await Promise.all(this.#answers.splice(0));
		} while (posted !== this.posted.length);
	}

	/** Resolves once what has changed is in a picture. */
	async painted(): Promise<void> {
		await this.page.evaluate(
			() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go))),
		);
	}

	/** Changes a part of what stands around the conversation. */
	async status(part: Partial<ChatStatus>): Promise<void> {
		this.#status = { ...this.#status, ...part };
		await this.changes({ type: 'status', status: this.#status });
	}

	/** Where the next message is typed. */
	get box(): Locator {
		return this.page.getByRole('textbox', { name: 'Message', exact: true });
	}

	button(name: string, within: Page | Locator = this.page): Locator {
		return within.getByRole('button', { name, exact: true });
	}

	/** Chooses from More Actions of a message. */
	async choose(name: string, message: Page | Locator = this.page): Promise<void> {
		await this.button('More Actions', message).press('Enter');
		await this.menuHasKeyboard();
		await this.item(name).press('Enter');
	}

	/** Resolves once a menu that opens has given its first item the keyboard, which it would take from any other. */
	async menuHasKeyboard(): Promise<void> {
		await this.page.locator('[role="menu"] :focus').waitFor();
	}

	/** An item of the menu that is open. */
	item(name: string): Locator {
		return this.page.getByRole('menuitem', { name, exact: true });
	}

	/** The accessible name, or else the text, of what has the keyboard. */
	focused(): Promise<string> {
		return this.page.evaluate(() => {
			const active = document.activeElement;
			return active?.getAttribute('aria-label') ?? active?.textContent ?? '';
		});
	}

	/** What was posted of this type. */
	sent<T extends FromWebview['type']>(type: T): Extract<FromWebview, { type: T }>[] {
		return this.posted.filter(
			(message): message is Extract<FromWebview, { type: T }> => message.type === type,
		);
	}

	/** The same, with all that the page has posted until now: a key press can resolve before its message is here. */
	async received<T extends FromWebview['type']>(
		type: T,
	): Promise<Extract<FromWebview, { type: T }>[]> {
		await this.page.evaluate(() => {});
		return this.sent(type);
	}

	/** Lets the parts come that were held. */
	release(): void {
		this.#release();
	}

	async until(holds: () => boolean, what: string): Promise<void> {
		const signal = AbortSignal.timeout(10_000);
		while (!holds()) {
			if (signal.aborted) throw new Error(`Waited in vain for ${what}.`);
			await Promise.race([this.#next(), once(signal, 'abort')]);
		}
	}

	/** Must be the last use of the page, which another test may have after it. */
	async close(): Promise<void> {
		await this.#leave();
	}

	#release = () => {};

	/** The script as it is shipped: each part in a file of its own. */
	async #serveParts(held: readonly string[]): Promise<void> {
		builtInParts ??= buildParts();
		const parts = await builtInParts;
		const released = new Promise<void>((resolve) => {
			this.#release = resolve;
		});
		await this.page.route(`${ORIGIN}/**`, async (route) => {
			const name = new URL(route.request().url()).pathname.slice(1);
			if (held.some((part) => name.startsWith(`${part}-`))) await released;
			const body = parts.get(name) ?? '';
			await route.fulfill({ body, contentType: name === '' ? 'text/html' : 'text/javascript' });
		});
		await this.page.goto(`${ORIGIN}/`);
	}

	#waiting: (() => void)[] = [];

	#next(): Promise<void> {
		return new Promise((resolve) => this.#waiting.push(resolve));
	}

	#received(message: FromWebview): void {
		if (message.type === 'ack') this.#acknowledged = message.sequence;
		else this.posted.push(message);
		const answer = this.answering(message);
		if (answer !== undefined) this.#answers.push(this.answer(answer));
		for (const go of this.#waiting.splice(0)) go();
	}

	async #show(message: ToWebview): Promise<void> {
		const { sequence } = message;
		await this.#dispatch(message);
		if (this.#sequence === sequence && (await this.#clockStands()))
			await this.page.clock.runFor(20);
		await this.until(() => this.#acknowledged >= sequence, `acknowledgement of ${sequence}`);
	}

	async #dispatch(message: ToWebview | Answer): Promise<void> {
		await this.page.evaluate((data) => {
			dispatchEvent(new MessageEvent('message', { data }));
		}, message);
	}

	/** Under the test's clock frames come only as that goes on. */
	#clockStands(): Promise<boolean> {
		return this.page.evaluate(() => Reflect.has(globalThis, '__pwClock'));
	}
}

/**
 * Opens a page for each test of the `describe` it is called in, and closes it again. A test whose page has
 * thrown something fails.
 */
export function chatPageForEachTest(
	use: (page: ChatPage, browser: Browser) => void,
	options: ChatPageOptions = {},
): void {
	let page: ChatPage;
	beforeEach(async () => {
		const browser = await sharedBrowser();
		page = await ChatPage.open(browser, options);
		use(page, browser);
	});
	afterEach(async function () {
		assert.deepEqual(page.errors, []);
		// What a test that failed leaves behind is no other test's concern.
		await (this.currentTest?.state === 'failed' ? page.page.close() : page.close());
	});
}

/** What a page that is used again cannot have, or could not get rid of. */
function needsPageOfItsOwn({ clock, held, mac, locale, timezoneId }: ChatPageOptions): boolean {
	return Boolean(clock || held || mac || locale || timezoneId);
}

async function buildPage(sources: string): Promise<{ script: string; style: string }> {
	const script = await bundle(`${sources}/webview/main.ts`);
	const { outputFiles } = await build({
		entryPoints: [`${sources}/webview/page.css`],
		bundle: true,
		write: false,
		loader: { '.ttf': 'dataurl' },
	});
	return { script, style: outputFiles[0]?.text ?? '' };
}

/** By their names: "main.js", and "findResults-ABC123.js" for each part. */
async function buildParts(): Promise<ReadonlyMap<string, string>> {
	const { outputFiles } = await build({
		entryPoints: ['src/webview/main.ts'],
		bundle: true,
		splitting: true,
		write: false,
		outdir: 'out/parts',
		format: 'esm',
		target: 'es2023',
	});
	return new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
}
