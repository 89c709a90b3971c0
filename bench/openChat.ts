import { launchChromium } from '../test/vscode/browser.ts';
import { BenchPage, longChat } from './chatPage.ts';
import { watchDelays } from './delays.ts';
import { MainThread } from './mainThread.ts';
import { replyTokens } from './replyTokens.ts';
import { asRatio, median, threeDigits } from './samples.ts';
import { printTable } from './table.ts';

const LENGTHS = [2, 200, 2000];
const ROUNDS = 3;
const DELTAS = 120;

/** How long a chat takes to open, by how long it is; and what a delta of a reply costs at its end. */
export async function benchOpenChat(): Promise<void> {
	const browser = await launchChromium();
	try {
		const opened = await BenchPage.open(browser);
		const thread = await MainThread.of(opened.page);
		await opened.show(longChat(20));
		const rows: string[][] = [];
		let shortest: { readonly painted: number; readonly delta: number } | undefined;
		for (const length of LENGTHS) {
			const chat = longChat(length);
			const samples = {
				painted: [] as number[],
				whole: [] as number[],
				longest: [] as number[],
				delta: [] as number[],
			};
			for (let round = 0; round < ROUNDS; round++) {
				const watched = await watchDelays(opened.page);
				const began = performance.now();
				await opened.show(chat);
				samples.painted.push(performance.now() - began);
				await opened.holds(length);
				samples.whole.push(performance.now() - began);
				await opened.rests();
				const { longTasks } = await watched();
				samples.longest.push(longTasks[0] ?? 0);
				samples.delta.push(await deltaCost(opened, thread));
			}
			shortest ??= { painted: median(samples.painted), delta: median(samples.delta) };
			const longest = Math.max(...samples.longest);
			rows.push([
				length.toLocaleString('en'),
				asRatio(samples.painted, shortest.painted),
				`${median(samples.painted).toFixed(0)} ms`,
				`${median(samples.whole).toFixed(0)} ms`,
				longest === 0 ? 'under 50' : longest.toFixed(0),
				asRatio(samples.delta, shortest.delta),
				threeDigits(median(samples.delta) * 1000),
			]);
		}
		if (opened.errors.length > 0) throw new AggregateError(opened.errors, 'The page has thrown');
		printTable(
			'Opening a chat, and streaming into it',
			[
				'messages',
				'its end painted',
				'that is',
				'all in the page',
				'longest task, ms',
				'a delta at its end',
				'that is, µs',
			],
			rows,
			[
				`The shipped page in one Chromium ${browser.version()}; ${ROUNDS} rounds; ratios to the shortest chat. "Its end painted" counts from the host's snapshot to the end of the first frame with it, after which the box takes keys; older messages are put above it while the page is idle, until all are in the page.`,
				`A delta: processor time of the main thread for each of ${DELTAS} deltas, each in a batch of its own and laid out.`,
			],
		);
	} finally {
		await browser.close();
	}
}

/** Milliseconds. */
async function deltaCost(opened: BenchPage, thread: MainThread): Promise<number> {
	await opened.beginReply('streamed');
	const tokens = replyTokens('mixed', DELTAS);
	const spent = await thread.during(async () => {
		for (const text of tokens) {
			const shown = opened.acknowledged();
			opened.feed.push({ type: 'text', id: 'streamed', text });
			await shown;
		}
	});
	return spent / DELTAS;
}
