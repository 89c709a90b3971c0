import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { openPage } from '../test/page/chromium.ts';
import { launchChromium } from '../test/vscode/browser.ts';
import { BenchPage } from './chatPage.ts';
import { type Delays, watchDelays } from './delays.ts';
import { harnessScript, pageStyle } from './page.ts';
import type { Harness } from './pageHarness.ts';
import { replyTokens } from './replyTokens.ts';
import { threeDigits } from './samples.ts';
import { printTable } from './table.ts';

declare const harness: Harness;

const LENGTH = 200_000;
const PER_SECOND = 500;
/** The tokens of each tick of the clock. */
const PER_TICK = 5;
/** How long react-markdown is watched: it falls further behind the longer the reply is. */
const PEER_SECONDS = 20;

/** How long the page is held up while a long reply streams fast, with its code coloured. */
export async function benchLongTask(): Promise<void> {
	const tokens = longReply();
	const browser = await launchChromium();
	try {
		const rows: string[][] = [];
		const ours = await BenchPage.open(browser);
		await ours.beginReply('r');
		const watched = await watchDelays(ours.page);
		const began = performance.now();
		const late = await paced(tokens, (text) => ours.feed.push({ type: 'text', id: 'r', text }));
		await ours.drained();
		const seconds = (performance.now() - began) / 1000;
		rows.push(row('ours', tokens, seconds, late, await watched()));
		if (ours.errors.length > 0) throw new AggregateError(ours.errors, 'The page has thrown');
		await ours.page.close();

		const { page } = await openPage(browser, {
			script: await harnessScript(),
			style: await pageStyle(),
		});
		const start = tokens.slice(0, PEER_SECONDS * PER_SECOND);
		rows.push(await peer(page, start));
		printTable(
			`A reply of ${LENGTH / 1000} kB at ${PER_SECOND} deltas a second: how long the page is held up`,
			[
				'technique',
				'kB',
				'seconds',
				'longest task, ms',
				'tasks over 50 ms',
				'answers after, ms: median',
				'99 %',
				'longest',
			],
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

function longReply(): string[] {
	const tokens: string[] = [];
	let length = 0;
	for (const token of replyTokens('mixed', LENGTH)) {
		if (length >= LENGTH) break;
		tokens.push(token);
		length += token.length;
	}
	return tokens;
}

/** Hands the tokens over at their pace. Returns how many seconds late the last one was. */
async function paced(
	tokens: readonly string[],
	push: (text: string) => void | Promise<void>,
): Promise<number> {
	const began = performance.now();
	let due = began;
	for (let index = 0; index < tokens.length; index += PER_TICK) {
		for (const token of tokens.slice(index, index + PER_TICK)) void push(token);
		due += (1000 * PER_TICK) / PER_SECOND;
		await setTimeout(Math.max(0, due - performance.now()));
	}
	return (performance.now() - due) / 1000;
}

async function peer(page: Page, tokens: readonly string[]): Promise<string[]> {
	await page.evaluate((list) => harness.load(list), tokens);
	const watched = await watchDelays(page);
	const seconds = await page.evaluate(
		(perSecond) => harness.streamPaced('react', perSecond),
		PER_SECOND,
	);
	return row('react-markdown + rehype-highlight', tokens, seconds, 0, await watched());
}

function row(
	name: string,
	tokens: readonly string[],
	seconds: number,
	late: number,
	{ median, p99, longest, longTasks }: Delays,
): string[] {
	if (late > 1) console.log(`The clock of the bench itself was ${late.toFixed(1)} s late.`);
	return [
		name,
		(tokens.join('').length / 1000).toFixed(0),
		seconds.toFixed(1),
		longTasks[0] === undefined ? 'under 50' : longTasks[0].toFixed(0),
		String(longTasks.length),
		...[median, p99, longest].map(threeDigits),
	];
}
