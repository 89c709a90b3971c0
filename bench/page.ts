import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundle, openPage } from '../test/page/chromium.ts';
import { launchChromium } from '../test/vscode/browser.ts';
import type { Harness, TechniqueName } from './pageHarness.ts';
import { type ReplyKind, replyTokens } from './replyTokens.ts';
import { asRatio, interleaved, median, threeDigits } from './samples.ts';
import { printTable } from './table.ts';
import { dist } from './variants.ts';

declare const harness: Harness;

/**
 * Lengths in tokens, with the rounds for each. Rendering everything at each token is quadratic: at 2,000 tokens it takes up to
 * ten seconds, at 8,000 it would take minutes.
 */
const LENGTHS: readonly (readonly [number, Readonly<Record<TechniqueName, number>>])[] = [
	[500, { ours: 9, rerender: 3, floor: 9 }],
	[2000, { ours: 5, rerender: 1, floor: 5 }],
	[8000, { ours: 3, rerender: 0, floor: 3 }],
];

/** Enough to have the code of each technique compiled. */
const WARM_UP = 200;

const replies: readonly (readonly [ReplyKind, string])[] = [
	['mixed', 'mixed'],
	['fence', 'one fence'],
	['list', 'one nested list'],
	['table', 'one table'],
];

/** Main-thread time for each token of a reply that streams into the page. */
export async function benchPage(): Promise<void> {
	const script = await bundle(join(import.meta.dirname, 'pageHarness.ts'));
	const style = await readFile(join(dist, 'webview.css'), 'utf8');
	const browser = await launchChromium();
	try {
		const { page, errors } = await openPage(browser, { script, style });
		const devTools = await page.context().newCDPSession(page);
		const measure = async (name: TechniqueName, tokens: readonly string[]) => {
			// What one technique has left behind is not to be swept up at the next one's cost.
			await devTools.send('HeapProfiler.collectGarbage');
			return page.evaluate(([technique, list]) => harness.measure(technique, list), [
				name,
				tokens,
			] as const);
		};

		const rows: string[][] = [];
		for (const [kind, words] of replies) {
			for (const name of ['ours', 'rerender', 'floor'] as const) {
				await measure(name, replyTokens(kind, WARM_UP));
			}
			for (const [length, rounds] of LENGTHS) {
				const tokens = replyTokens(kind, length);
				const samples = await interleaved(rounds, (name) => measure(name, tokens));
				const floor = median(samples.floor);
				rows.push([
					`${words}, ${length.toLocaleString('en')} tokens`,
					asRatio(samples.ours, floor),
					asRatio(samples.rerender, floor),
					asRatio(samples.floor, floor),
					threeDigits(floor * 1000),
				]);
			}
		}
		if (errors.length > 0) throw new AggregateError(errors, 'The page has thrown');
		printTable(
			'A streamed reply in the page: script and layout for each token',
			['reply', 'ours', 'markdown-it + innerHTML', 'floor', '1 × floor, µs'],
			rows,
			[
				`One page of Chromium ${browser.version()}, one update for each token, the end kept in view; ${LENGTHS.map(([, { ours }]) => ours).join(', ')} interleaved rounds (of markdown-it + innerHTML 3, 1, none). The floor appends the text as it is, each line to an element of its own.`,
				'–: left out, since rendering everything again would take minutes. Colouring code, which we do while the page is idle, is in no column.',
			],
		);
	} finally {
		await browser.close();
	}
}
