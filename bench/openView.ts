import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startVsCodeServer, type VsCodeServer } from '../scripts/vscode/server.ts';
import { startStandin } from '../test/standin/standin.ts';
import { closeSharedBrowser } from '../test/vscode/browser.ts';
import { Workbench } from '../test/vscode/workbench.ts';
import { packed } from './packed.ts';
import { asRatio, median, type Samples, threeDigits } from './samples.ts';
import { printTable } from './table.ts';

const ROUNDS = 7;
const COMMANDS = { ours: 'Llama Chat: Open Chat', limit: 'Open Empty View' } as const;
type Name = keyof typeof COMMANDS;

/** Moments on the clock of the whole browser, in milliseconds; see `watchFrame`. */
interface Moments {
	readonly chosen: number;
	/** VS Code writes the document. */
	readonly document: number;
	/** Our script has made the page; it then asks for idle time. */
	readonly script: number;
	readonly focused: number;
	/** The page is told of its chat. */
	readonly chat: number;
}

/** From the command in the palette until the box has the keyboard, for the first time in a window: ours, and a view that is empty. */
export async function benchOpenView(): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'llama-chat-bench-'));
	const standin = await startStandin();
	let server: VsCodeServer | undefined;
	try {
		const vsix = await packed(folder, join(import.meta.dirname, '..'), 'ours');
		const empty = await packed(folder, join(import.meta.dirname, 'emptyView'), 'empty');
		const settings = { 'llamaChat.baseUrl': standin.baseUrl };
		server = await startVsCodeServer({ vsix, helpers: [empty], settings });
		const moments: Record<Name, Moments[]> = { ours: [], limit: [] };
		// The first round only warms the caches of disk, system and browser.
		for (let round = 0; round <= ROUNDS; round++) {
			for (const name of ['ours', 'limit'] as const) {
				const measured = await openIn(server, COMMANDS[name]);
				if (round > 0) moments[name].push(measured);
			}
		}
		print(moments);
	} finally {
		await closeSharedBrowser();
		await server?.stop();
		await standin.close();
		await rm(folder, { recursive: true, force: true });
	}
}

async function openIn(server: VsCodeServer, command: string): Promise<Moments> {
	const seen: { readonly what: string; readonly at: number }[] = [];
	const workbench = await Workbench.open({
		server,
		prepare: async (page) => {
			await page.exposeFunction('benchSaw', (what: string, at: number) => seen.push({ what, at }));
			await page.addInitScript(watchFrame);
		},
	});
	try {
		await idle(workbench);
		await workbench.runCommand(command);
		const moment = (what: string) => seen.findLast((one) => one.what === what)?.at ?? Number.NaN;
		const last = command === COMMANDS.ours ? ['focused', 'chat'] : ['focused'];
		await workbench.until(async () => last.every((what) => moment(what) > 0), 'a focused box');
		return {
			chosen: moment('chosen'),
			document: moment('document'),
			script: moment('script'),
			focused: moment('focused'),
			chat: moment('chat'),
		};
	} finally {
		await workbench.close();
	}
}

/** Resolves once nothing of the window's start is under way any more. */
async function idle({ page }: Workbench): Promise<void> {
	await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
}

/**
 * Runs in every frame before anything else, and tells of what happens in it. VS Code writes a webview's document anew, which takes
 * all listeners away, so prototypes are watched and a timer.
 */
function watchFrame(): void {
	const host = Object(globalThis);
	const tell = (what: string) => host.benchSaw(what, performance.timeOrigin + performance.now());
	if (window === window.top) {
		const chosen = ({ target }: Event) => {
			const isRow = target instanceof Element && target.closest('.quick-input-list') !== null;
			if (isRow) tell('chosen');
		};
		window.addEventListener('click', chosen, true);
		return;
	}
	const { write } = Document.prototype;
	Document.prototype.write = function (...text) {
		tell('document');
		write.apply(this, text);
	};
	const data = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data');
	Object.defineProperty(MessageEvent.prototype, 'data', {
		get() {
			const value = data?.get?.call(this);
			if (value?.type === 'snapshot') tell('chat');
			return value;
		},
	});
	const { requestIdleCallback } = host;
	host.requestIdleCallback = (...args: unknown[]) => {
		host.requestIdleCallback = requestIdleCallback;
		tell('script');
		return requestIdleCallback(...args);
	};
	const timer = setInterval(() => {
		if (!(document.activeElement instanceof HTMLTextAreaElement) || !document.hasFocus()) return;
		clearInterval(timer);
		tell('focused');
	}, 1);
}

function print(moments: Readonly<Record<Name, readonly Moments[]>>): void {
	const spans = (name: Name, from: keyof Moments, to: keyof Moments) =>
		moments[name].map((moment) => moment[to] - moment[from]);
	const whole: Samples<Name> = {
		ours: spans('ours', 'chosen', 'focused'),
		limit: spans('limit', 'chosen', 'focused'),
	};
	const limit = median(whole.limit);
	const row = (words: string, values: readonly number[]) => [
		words,
		asRatio(values, limit),
		threeDigits(median(values)),
	];
	printTable(
		'From the command to a box with the keyboard, the first time in a window',
		['what', '× limit', 'ms'],
		[
			row('ours', whole.ours),
			row('limit: a view with an empty box', whole.limit),
			row(
				'ours, to the document: activation, and the start of the webview',
				spans('ours', 'chosen', 'document'),
			),
			row('limit, to the document', spans('limit', 'chosen', 'document')),
			row('ours, from the document to the end of our script', spans('ours', 'document', 'script')),
			row('ours, from the document to the keyboard', spans('ours', 'document', 'focused')),
			row('ours, from the document to the chat', spans('ours', 'document', 'chat')),
			row('limit, from the document to the keyboard', spans('limit', 'document', 'focused')),
		],
		[
			`${ROUNDS} interleaved rounds, each in a new window of one VS Code server in one Chromium. Ours took ${threeDigits(median(whole.ours) - limit)} ms more than the empty view.`,
		],
	);
}
