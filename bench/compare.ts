import { setTimeout } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { openPage } from '../test/page/chromium.ts';
import { launchChromium } from '../test/vscode/browser.ts';
import { BenchPage } from './chatPage.ts';
import { CompareBenchPage } from './compareBenchPage.ts';
import { DELAY_COLUMNS, type Delays, delaysInWords, watchDelays } from './delays.ts';
import { MainThread } from './mainThread.ts';
import { harnessScript, pageStyle } from './page.ts';
import type { Harness, TechniqueName } from './pageHarness.ts';
import { replyTokens } from './replyTokens.ts';
import { threeDigits } from './samples.ts';
import { printTable } from './table.ts';

declare const harness: Harness;

const COLUMNS = 4;
const PER_SECOND = 100;
const SECONDS = 15;
const WORDS = 50_000;
/** How long columns that are as long go on. */
const LONG_SECONDS = 5;

/** What was measured while answers came in. */
interface Measured {
	/** Tokens of all answers together. */
	readonly tokens: number;
	/** Milliseconds of processor time. */
	readonly thread: number;
	readonly delays: Delays;
}

/** Four answers that come in side by side, against one chat, and how usable they are when they are long. */
export async function benchCompare(): Promise<void> {
	const browser = await launchChromium();
	try {
		await benchStreams(browser);
		await benchLong(browser);
	} finally {
		await browser.close();
	}
}

async function benchStreams(browser: Browser): Promise<void> {
	const chat = await oneChat(browser, PER_SECOND);
	const measured: [string, Measured][] = [
		['four columns', await columns(browser)],
		['one chat', chat],
		[
			'one chat, as many tokens a second as all columns',
			await oneChat(browser, PER_SECOND * COLUMNS),
		],
		['four times react-markdown + rehype-highlight', await technique(browser, 'react')],
		['four times the floor', await technique(browser, 'floor')],
	];
	const unit = perToken(chat);
	printTable(
		`Compare: ${COLUMNS} columns at ${PER_SECOND} deltas a second each`,
		['what streams', 'tokens', 'µs a token', 'of one chat', ...DELAY_COLUMNS],
		measured.map(([name, one]) => [
			name,
			one.tokens.toLocaleString('en'),
			threeDigits(perToken(one)),
			`${threeDigits(perToken(one) / unit)} ×`,
			...delaysInWords(one.delays),
		]),
		[
			`Processor time of the page's main thread, script, style and layout, for ${SECONDS} s of answers of one kind; one delta is one token. Our pages are the shipped ones behind the extension host's own feeds. The floor appends the text as it is, each line to an element of its own, once for each picture; react-markdown renders once for each picture.`,
			'Tasks over 50 ms are Chromium’s own long tasks. "Answers after": how long a message waited that another thread sent the page every 5 ms.',
		],
	);
}

async function benchLong(browser: Browser): Promise<void> {
	const texts = Array.from({ length: COLUMNS }, (_, at) => textOf(WORDS, at));
	const began = performance.now();
	const opened = await CompareBenchPage.open(browser, texts);
	await opened.drained();
	const shown = performance.now() - began;
	const rows: string[][] = [['are shown', threeDigits(shown), '–', '–', '–', '–', '–']];
	const watch = async (what: string, act: () => Promise<unknown>) => {
		const watched = await watchDelays(opened.page);
		const start = performance.now();
		await act();
		const took = performance.now() - start;
		rows.push([what, threeDigits(took), ...delaysInWords(await watched())]);
	};
	await watch('go on', () => stream(opened, LONG_SECONDS));
	await watch('are complete', () => opened.end());
	await watch('are judged', () => opened.judge());
	await watch('have one kept', () => opened.keep());
	await watch('are scrolled together', () => scrolled(opened));
	await watch('have their differences marked', () => differences(opened));
	await opened.close();
	printTable(
		`Compare: ${COLUMNS} columns of ${WORDS.toLocaleString('en')} words each`,
		['while they', 'ms', ...DELAY_COLUMNS],
		rows,
		[
			`They go on at ${PER_SECOND} deltas a second each, for ${LONG_SECONDS} s. Every answer has words of its own, so that about one in ten differs.`,
		],
	);
}

async function columns(browser: Browser): Promise<Measured> {
	const opened = await CompareBenchPage.open(
		browser,
		Array.from({ length: COLUMNS }, () => ''),
	);
	const thread = await MainThread.of(opened.page);
	const watched = await watchDelays(opened.page);
	const spent = await thread.during(() => stream(opened, SECONDS));
	const delays = await watched();
	await opened.close();
	return { tokens: COLUMNS * PER_SECOND * SECONDS, thread: spent, delays };
}

async function stream(opened: CompareBenchPage, seconds: number): Promise<void> {
	const tokens = replyTokens('mixed', PER_SECOND * seconds);
	await paced(tokens, PER_SECOND, (text) => opened.say(text));
	await opened.drained();
}

async function oneChat(browser: Browser, perSecond: number): Promise<Measured> {
	const tokens = replyTokens('mixed', perSecond * SECONDS);
	const opened = await BenchPage.open(browser);
	await opened.beginReply('r');
	const thread = await MainThread.of(opened.page);
	const watched = await watchDelays(opened.page);
	const spent = await thread.during(async () => {
		await paced(tokens, perSecond, (text) => opened.feed.push({ type: 'text', id: 'r', text }));
		await opened.drained();
	});
	const delays = await watched();
	await opened.close();
	return { tokens: tokens.length, thread: spent, delays };
}

async function technique(browser: Browser, name: TechniqueName): Promise<Measured> {
	const tokens = replyTokens('mixed', PER_SECOND * SECONDS);
	const { page } = await openPage(browser, {
		script: await harnessScript(),
		style: `${await pageStyle()}\nbody { display: grid; grid-template-columns: repeat(${COLUMNS}, 1fr); }`,
		width: 1400,
	});
	await page.evaluate((list) => harness.load(list), tokens);
	const thread = await MainThread.of(page);
	const watched = await watchDelays(page);
	const spent = await thread.during(() =>
		page.evaluate(
			([way, count, perSecond]) =>
				Promise.all(Array.from({ length: count }, () => harness.streamPaced(way, perSecond))),
			[name, COLUMNS, PER_SECOND] as const,
		),
	);
	const delays = await watched();
	await page.close();
	return { tokens: COLUMNS * tokens.length, thread: spent, delays };
}

/** Hands the tokens over at their pace. */
async function paced(
	tokens: readonly string[],
	perSecond: number,
	push: (text: string) => void,
): Promise<void> {
	let due = performance.now();
	for (const token of tokens) {
		push(token);
		due += 1000 / perSecond;
		await setTimeout(Math.max(0, due - performance.now()));
	}
}

function perToken({ thread, tokens }: Measured): number {
	return (thread * 1000) / tokens;
}

/** So many words; about one in ten is another one in each answer. */
function textOf(words: number, answer: number): string {
	const parts: string[] = [];
	for (let count = 0, token = 0; count < words; token++) {
		const piece = LONG_TOKENS[token % LONG_TOKENS.length] ?? '';
		const isWord = /^ [a-z]{4,}$/.test(piece);
		parts.push(isWord && (token * 7 + answer) % 10 === 0 ? `${piece}${answer}` : piece);
		if (/^\s/.test(piece)) count++;
	}
	return parts.join('');
}

const LONG_TOKENS = replyTokens('mixed', 60_000);

/** Down to the end in steps, as a wheel does. */
async function scrolled({ page }: CompareBenchPage): Promise<void> {
	await page.mouse.move(200, 400);
	for (let step = 0; step < 50; step++) await page.mouse.wheel(0, 600);
}

async function differences({ page }: CompareBenchPage): Promise<void> {
	await page.getByRole('button', { name: 'Differences' }).click();
	await page.locator('.differences-told:not(:empty)').waitFor({ timeout: 120_000 });
}
