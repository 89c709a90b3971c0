import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { openPage } from '../test/page/chromium.ts';
import { launchChromium } from '../test/vscode/browser.ts';
import { MainThread } from './mainThread.ts';
import type { Harness, TechniqueName } from './pageHarness.ts';
import { type ReplyKind, replyTokens } from './replyTokens.ts';
import { asRatio, interleaved, median, threeDigits } from './samples.ts';
import { printTable } from './table.ts';
import { dist } from './variants.ts';

declare const harness: Harness;

/**
 * Lengths in tokens, with the rounds for each. Rendering everything at each token is quadratic: at 2,000 tokens it takes up to
 * half a minute, at 8,000 it would take many minutes.
 */
const LENGTHS: readonly (readonly [number, Readonly<Record<TechniqueName, number>>])[] = [
	[500, { ours: 7, rerender: 3, react: 1, floor: 7, floorNear: 7 }],
	[2000, { ours: 5, rerender: 1, react: 1, floor: 5, floorNear: 5 }],
	[8000, { ours: 3, rerender: 0, react: 0, floor: 3, floorNear: 3 }],
];
const TECHNIQUES = ['ours', 'rerender', 'react', 'floor', 'floorNear'] as const;

/** Enough to have the code of each technique compiled. */
const WARM_UP = 200;

/** The kind, in words, and how it is shown. */
const replies: readonly (readonly [ReplyKind, string, ('stream' | 'streamColoured')?])[] = [
	['mixed', 'mixed'],
	['fence', 'one fence'],
	['fence', 'one fence and its colours', 'streamColoured'],
	['list', 'one nested list'],
	['table', 'one table'],
	['paragraph', 'one paragraph'],
	['json', 'JSON without a fence'],
	['marks', 'marks that nothing closes'],
];

/** Main-thread time for each token of a reply that streams into the page. */
export async function benchPage(): Promise<void> {
	const style = await pageStyle();
	const browser = await launchChromium();
	try {
		const { page, errors } = await openPage(browser, { script: await harnessScript(), style });
		const thread = await MainThread.of(page);
		/** Milliseconds for the whole reply. */
		const measure = async (
			name: TechniqueName,
			tokens: readonly string[],
			how: 'stream' | 'streamColoured',
		) => {
			await page.evaluate((list) => harness.load(list), tokens);
			return thread.during(() =>
				page.evaluate(([mode, technique]) => harness[mode](technique), [how, name] as const),
			);
		};

		const rows: string[][] = [];
		for (const [kind, words, how = 'stream'] of replies) {
			for (const name of TECHNIQUES) await measure(name, replyTokens(kind, WARM_UP), how);
			let shorter:
				| { readonly length: number; readonly ours: number; readonly floor: number }
				| undefined;
			for (const [length, rounds] of LENGTHS) {
				const tokens = replyTokens(kind, length);
				const samples = await interleaved(rounds, (name) => measure(name, tokens, how));
				const whole = { length, ours: median(samples.ours), floor: median(samples.floor) };
				const growth = (name: 'ours' | 'floor') =>
					shorter === undefined
						? '–'
						: (Math.log(whole[name] / shorter[name]) / Math.log(length / shorter.length)).toFixed(
								2,
							);
				rows.push([
					`${words}, ${length.toLocaleString('en')} tokens`,
					asRatio(samples.ours, whole.floor),
					asRatio(samples.rerender, whole.floor),
					asRatio(samples.react, whole.floor),
					asRatio(samples.floor, whole.floor),
					asRatio(samples.floorNear, whole.floor),
					threeDigits((whole.floor * 1000) / length),
					growth('ours'),
					growth('floor'),
				]);
				shorter = whole;
			}
		}
		if (errors.length > 0) throw new AggregateError(errors, 'The page has thrown');
		printTable(
			'A streamed reply in the page: main-thread time for the whole of it',
			[
				'reply',
				'ours',
				'markdown-it + innerHTML',
				'react-markdown + rehype-highlight',
				'floor',
				'floor with what we leave out',
				'1 × floor, µs a token',
				'exponent, ours',
				'floor',
			],
			rows,
			[
				`Processor time of the page's main thread (script, style, layout, collection of garbage), as Chromium ${browser.version()} counts it; one update for each token, the end kept in view; interleaved rounds: ${LENGTHS.map(([length, { ours, rerender, react }]) => `${length} tokens ${ours} of ours and the floor, ${rerender} and ${react} of the others`).join('; ')}.`,
				'The floor appends the text as it is, each line to an element of its own. The second floor keeps complete groups of lines out of layout while they are off the screen (content-visibility), and lets a line of thousands of words grow some words at a time, as we do both: nothing is below it. In a table of more than 12 rows we show a row when the next one begins, and in a paragraph of thousands of words some words at a time, since the browser lays out all of either at each change. The exponent says how the time grows from the row above: 1 is with the length, 2 with its square.',
				'–: left out, since rendering everything again would take many minutes. Colouring code, which we do while the page is idle, is in the row that says so only: there the page is idle for a moment after each 32 tokens, markdown-it’s code is coloured once, at the end, and the floor is not coloured. react-markdown colours at each token, as those who use it ship it, in all rows.',
			],
		);
	} finally {
		await browser.close();
	}
}

/** As it would be shipped: React has a slow build for development. */
export async function harnessScript(): Promise<string> {
	const { outputFiles } = await build({
		entryPoints: [join(import.meta.dirname, 'pageHarness.ts')],
		bundle: true,
		write: false,
		format: 'iife',
		target: 'es2023',
		minify: true,
		define: { 'process.env.NODE_ENV': '"production"' },
	});
	return outputFiles[0]?.text ?? '';
}

/** The shipped page's style sheet. */
export function pageStyle(): Promise<string> {
	return readFile(join(dist, 'webview.css'), 'utf8');
}
