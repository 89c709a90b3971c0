import { setTimeout } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { openPage } from '../test/page/chromium.ts';
import { launchChromium } from '../test/vscode/browser.ts';
import { BenchPage } from './chatPage.ts';
import { DELAY_COLUMNS, type Delays, delaysInWords, watchDelays } from './delays.ts';
import { harnessScript, pageStyle } from './page.ts';
import type { Harness } from './pageHarness.ts';
import { replyTokens } from './replyTokens.ts';
import { printTable } from './table.ts';

declare const harness: Harness;

/** What streams: so many tokens a second, until the reply is long enough. */
interface Stream {
	readonly perSecond: number;
	readonly isLongEnough: (text: { readonly length: number; readonly words: number }) => boolean;
}

const LONG: Stream = { perSecond: 500, isLongEnough: ({ length }) => length >= 200_000 };
const LONGER: Stream = { perSecond: 1000, isLongEnough: ({ words }) => words >= 50_000 };
/** More than either reply has. */
const MOST_TOKENS = 400_000;
const TICKS_PER_SECOND = 100;
/** How long react-markdown is watched: it falls further behind the longer the reply is. */
const PEER_SECONDS = 20;

/** How long the page is held up while a long reply streams fast, with its code coloured. */
export async function benchLongTask(): Promise<void> {
	const browser = await launchChromium();
	try {
		const rows = [await ours(browser, LONG), await ours(browser, LONGER), await peer(browser)];
		printTable(
			'A long reply that streams fast: how long the page is held up',
			['technique', 'deltas a second', 'words', 'kB', 'seconds', ...DELAY_COLUMNS],
			rows,
			[
				`Ours is the shipped page behind the extension host's own feed, colouring on. react-markdown with rehype-highlight renders once for each picture, for ${PEER_SECONDS} s only.`,
				'Tasks over 50 ms are Chromium’s own long tasks. "Answers after": how long a message waited that another thread sent the page every 5 ms; also what else the machine did is in it.',
			],
		);
	} finally {
		await browser.close();
	}
}

async function ours(browser: Browser, stream: Stream): Promise<string[]> {
	const tokens = replyOf(stream);
	const opened = await BenchPage.open(browser);
	await opened.beginReply('r');
	const watched = await watchDelays(opened.page);
	const began = performance.now();
	const push = (text: string) => opened.feed.push({ type: 'text', id: 'r', text });
	const late = await paced(tokens, stream.perSecond, push);
	await opened.drained();
	const seconds = (performance.now() - began) / 1000;
	const delays = await watched();
	await opened.close();
	if (late > 1) console.log(`The clock of the bench itself was ${late.toFixed(1)} s late.`);
	return row('ours', stream, tokens, seconds, delays);
}

async function peer(browser: Browser): Promise<string[]> {
	const { page } = await openPage(browser, {
		script: await harnessScript(),
		style: await pageStyle(),
	});
	const tokens = replyOf(LONG).slice(0, PEER_SECONDS * LONG.perSecond);
	await page.evaluate((list) => harness.load(list), tokens);
	const watched = await watchDelays(page);
	const seconds = await page.evaluate(
		(perSecond) => harness.streamPaced('react', perSecond),
		LONG.perSecond,
	);
	return row('react-markdown + rehype-highlight', LONG, tokens, seconds, await watched());
}

function replyOf({ isLongEnough }: Stream): string[] {
	const tokens: string[] = [];
	const so = { length: 0, words: 0 };
	for (const token of replyTokens('mixed', MOST_TOKENS)) {
		if (isLongEnough(so)) break;
		tokens.push(token);
		so.length += token.length;
		if (/^\s/.test(token)) so.words++;
	}
	return tokens;
}

/** Hands the tokens over at their pace. Returns how many seconds late the last one was. */
async function paced(
	tokens: readonly string[],
	perSecond: number,
	push: (text: string) => void,
): Promise<number> {
	const perTick = perSecond / TICKS_PER_SECOND;
	let due = performance.now();
	for (let index = 0; index < tokens.length; index += perTick) {
		for (const token of tokens.slice(index, index + perTick)) push(token);
		due += 1000 / TICKS_PER_SECOND;
		await setTimeout(Math.max(0, due - performance.now()));
	}
	return (performance.now() - due) / 1000;
}

function row(
	name: string,
	{ perSecond }: Stream,
	tokens: readonly string[],
	seconds: number,
	delays: Delays,
): string[] {
	const text = tokens.join('');
	return [
		name,
		perSecond.toLocaleString('en'),
		(text.match(/\S+/g) ?? []).length.toLocaleString('en'),
		(text.length / 1000).toFixed(0),
		seconds.toFixed(1),
		...delaysInWords(delays),
	];
}
