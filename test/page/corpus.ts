import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Webview } from 'vscode';
import type { PageFiles } from '../../src/host/vscode/pageHtml.ts';
import type { MessageView } from '../../src/shared/conversation/conversationProtocol.ts';
import type { FromWebview, ToWebview } from '../../src/shared/panel/protocol.ts';
import { provideVscode, Uri } from '../vscode/apiStandin.ts';
import { answered, asked, excerpt, statusOf } from './samples.ts';

const ROOT = join(import.meta.dirname, '../..');
const DIST = join(ROOT, 'dist');

/** How many strings stand in the page at a time. */
const BATCH = 40;

provideVscode();
const { pageHtml } = await import('../../src/host/vscode/pageHtml.ts');

/** The strings of every list in a folder: JSON files that are arrays of strings. */
export async function stringsIn(folder: string): Promise<string[]> {
	const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
	const lists = await Promise.all(
		names.map(async (name): Promise<unknown> => {
			return JSON.parse(await readFile(join(folder, name), 'utf8'));
		}),
	);
	const strings = lists.flat();
	if (!strings.every((text) => typeof text === 'string')) {
		throw new Error(`${folder} has a list with something that is not a string`);
	}
	return strings;
}

/** Builds what the extension ships, as it ships it. */
export async function buildDist(): Promise<void> {
	await promisify(execFile)(process.execPath, ['esbuild.js', '--production'], { cwd: ROOT });
}

/**
 * The chat page as the extension ships it: its shell with its policy, its bundles and nothing of a test's but the host in whose place
 * it is. Shows strings everywhere where a text from elsewhere can stand, and watches what they do.
 */
export class HostilePage {
	readonly #server: Server;
	readonly #context: BrowserContext;
	readonly #page: Page;
	/** What must not have happened, since the last batch. */
	#seen: string[] = [];
	#posted: FromWebview[] = [];
	#sequence = 0;

	private constructor(server: Server, context: BrowserContext, page: Page) {
		this.#server = server;
		this.#context = context;
		this.#page = page;
	}

	static async open(browser: Browser): Promise<HostilePage> {
		const server = createServer();
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		const address = server.address();
		const port = typeof address === 'object' && address !== null ? address.port : 0;
		const origin = `http://127.0.0.1:${port}`;
		const [style, script] = await Promise.all(
			['webview.css', 'webview.js'].map((file) => readFile(join(DIST, file), 'utf8')),
		);
		serve(server, origin, { style: style ?? '', script: script ?? '' });
		const context = await browser.newContext({ viewport: { width: 300, height: 700 } });
		const page = await context.newPage();
		const hostile = new HostilePage(server, context, page);
		await hostile.#start(origin);
		return hostile;
	}

	/** Returns what was wrong with each of these strings; nothing where all is as it should be. */
	async check(strings: readonly string[]): Promise<string[]> {
		const problems: string[] = [];
		for (let start = 0; start < strings.length; start += BATCH) {
			const batch = strings.slice(start, start + BATCH);
			if ((await this.#show(batch)).length === 0) continue;
			// Once more, one by one, to tell which it was.
			for (const text of batch) {
				const found = await this.#show([text]);
				if (found.length > 0) problems.push(`${JSON.stringify(text)}: ${found.join('; ')}`);
			}
		}
		return problems;
	}

	/** What is found wrong after this has run in the page that shows one message. */
	async tryIt(action: () => void): Promise<string[]> {
		await this.#show(['x']);
		await this.#page.evaluate(action);
		await this.#page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
		return [...(await this.#page.evaluate(inspect)), ...this.#seen];
	}

	async close(): Promise<void> {
		await this.#context.close();
		this.#server.close();
		this.#server.closeAllConnections();
	}

	async #start(origin: string): Promise<void> {
		const seen = (what: string) => this.#seen.push(what);
		this.#context.on('request', (request) => {
			const url = request.url();
			const own = url === `${origin}/` || url.startsWith(`${origin}/dist/`);
			if (!own && !url.startsWith('blob:')) seen(`requested ${url}`);
		});
		this.#context.on('page', () => seen('opened a window'));
		this.#page.on('dialog', async (dialog) => {
			seen(`showed a dialog: ${dialog.message()}`);
			await dialog.dismiss();
		});
		this.#page.on('pageerror', (error) => seen(`threw ${error.message}`));
		this.#page.on('framenavigated', (frame) => {
			if (frame.url() !== `${origin}/`) seen(`went to ${frame.url()}`);
		});
		await this.#page.exposeFunction('postToHost', (message: FromWebview) => {
			this.#posted.push(message);
		});
		await this.#page.exposeFunction('report', seen);
		await this.#page.addInitScript(() => {
			const report = (what: string) => Reflect.get(globalThis, 'report')(what);
			Object.assign(globalThis, {
				acquireVsCodeApi: () => ({
					postMessage: (message: unknown) => Reflect.get(globalThis, 'postToHost')(message),
					getState: () => undefined,
					setState: () => {},
				}),
				// What a script that runs would call; the lists have no others.
				alert: () => report('ran a script'),
				print: () => report('ran a script'),
			});
			document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
				report(`tried what the policy forbids: ${violatedDirective} ${blockedURI}`),
			);
		});
		await this.#page.goto(`${origin}/`);
		await this.#told(({ type }) => type === 'ready');
	}

	async #show(strings: readonly string[]): Promise<string[]> {
		this.#seen = [];
		this.#posted = [];
		const last = strings.at(-1) ?? '';
		await this.#tell({
			type: 'snapshot',
			conversation: `c${this.#sequence}`,
			messages: strings.flatMap(messagesOf),
			status: {
				...statusOf({ title: last, modelName: last }),
				notice: { kind: 'server', message: last, detail: last },
				queued: strings
					.slice(0, 3)
					.map((text, index) => ({ id: `w${index}`, text, attachments: 0 })),
			},
			draft: last,
			place: null,
			changes: [],
		});
		await this.#page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
		const wrong = await this.#page.evaluate(inspect);
		for (const message of this.#posted) {
			if (
				message.type === 'openLink' &&
				!/^(?:https?:|mailto:|\.{0,2}\/(?!\/))/i.test(message.href)
			)
				this.#seen.push(`would open ${message.href}`);
		}
		return [...wrong, ...this.#seen];
	}

	async #tell(message: Omit<Extract<ToWebview, { type: 'snapshot' }>, 'sequence'>): Promise<void> {
		const sequence = ++this.#sequence;
		await this.#page.evaluate((data) => postMessage(data, '*'), { ...message, sequence });
		await this.#told((posted) => posted.type === 'ack' && posted.sequence === sequence);
	}

	async #told(wanted: (message: FromWebview) => boolean): Promise<void> {
		const signal = AbortSignal.timeout(45_000);
		while (!this.#posted.some(wanted)) {
			if (signal.aborted) throw new Error('The page does not answer');
			await this.#page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
		}
	}
}

function serve(server: Server, origin: string, files: PageFiles): void {
	const webview = {
		cspSource: origin,
		asWebviewUri: (uri: Uri) => `${origin}/${uri.path.split('/').at(-1)}`,
	} as unknown as Webview;
	const shell = pageHtml(webview, new Uri(DIST) as never, files);
	server.on('request', (request, response) => {
		const file = /^\/dist\/([\w.]+\.js)$/.exec(request.url ?? '')?.[1];
		if (file === undefined) {
			response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(shell);
			return;
		}
		void readFile(join(DIST, file)).then(
			(bytes) => response.writeHead(200, { 'content-type': 'text/javascript' }).end(bytes),
			() => response.writeHead(404).end(),
		);
	});
}

/** A string as question, file name, attached code, reply, code block, reasoning, error and model's name. */
function messagesOf(text: string, index: number): MessageView[] {
	const language = /^\S{1,40}/.exec(text)?.[0] ?? '';
	const attached = { ...excerpt, label: text, language: text, text };
	const fence = '`'.repeat(
		Math.max(3, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length + 1)),
	);
	const place = { name: text };
	return [
		asked({ id: `q${index}`, text, excerpts: [attached] }),
		answered({ id: `r${index}`, parent: `q${index}`, text, reasoning: text, model: text }, place),
		answered({
			id: `s${index}`,
			parent: `q${index}`,
			text: `${fence}${language}\n${text}\n${fence}\n\n- > ${text.replaceAll('\n', ' ')}`,
			status: 'failed',
			facts: { finish_reason: text, provider: text },
			failure: { kind: 'server', message: text, detail: text },
		}),
	];
}

/** Runs in the page: what is there that a text must not be able to make. Clicks on everything that looks like a link. */
function inspect(): string[] {
	const wrong: string[] = [];
	const MADE =
		'main section article header footer dl dt dd caption dialog div span p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong s br hr a table thead tbody tr th td details summary button canvas time textarea input label select option form kbd sub sup mark b i u ins del math mrow mi mo mn ms mtext mspace msup msub msubsup mfrac msqrt mroot mover munder munderover mtable mtr mtd mstyle mpadded mphantom menclose mmultiscripts mprescripts semantics annotation'.split(
			' ',
		);
	const known = new Set(MADE);
	for (const node of document.body.querySelectorAll('*')) {
		const tag = node.tagName.toLowerCase();
		// The page's own has the nonce, which no text can know.
		if (node instanceof HTMLScriptElement && node.nonce !== '') continue;
		if (!known.has(tag)) wrong.push(`made a <${tag}>`);
		for (const { name, value } of node.attributes) {
			if (name.startsWith('on')) wrong.push(`made a handler ${name}`);
			const own = node.closest('.markdown, .question-body, pre') === null;
			if (name === 'id' && !own) wrong.push('made an id');
			if (['src', 'srcset', 'srcdoc', 'action', 'formaction'].includes(name))
				wrong.push(`made an attribute ${name}`);
			if (name === 'style' && /url|position|expression/i.test(value))
				wrong.push(`made a style ${value}`);
			if (name === 'href' && value !== '#' && !/^(?:https?:|mailto:|\.{0,2}\/(?!\/))/i.test(value))
				wrong.push(`made a link to ${value}`);
		}
		if (node.closest('.markdown, .question-body, .reasoning') !== null) {
			const { position } = getComputedStyle(node);
			if (position === 'fixed') wrong.push(`put a <${tag}> over the page`);
		}
	}
	if (document.styleSheets.length !== 1) wrong.push('added a style sheet');
	if (document.querySelectorAll('base').length !== 1) wrong.push('made another base');
	if (document.querySelector('form, input:not([type])') !== null) wrong.push('made a form');
	const box = document.querySelector('textarea[aria-label="Message"]');
	const at = box?.getBoundingClientRect();
	const found = at && document.elementFromPoint(at.x + at.width / 2, at.y + at.height / 2);
	if (box === null || found?.closest('.message') != null) wrong.push('covered the box');
	for (const link of document.querySelectorAll('a')) {
		// Of a chat that goes out of the page, bit by bit: nobody can reach it, and it follows no link any more.
		if (link.closest('[inert]') !== null) continue;
		const click = new MouseEvent('click', { bubbles: true, cancelable: true });
		link.dispatchEvent(click);
		if (!click.defaultPrevented) wrong.push(`leaves a link to the browser: ${link.href}`);
	}
	return [...new Set(wrong)];
}
