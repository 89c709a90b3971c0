import type { Page } from 'playwright-core';
import { threeDigits } from './samples.ts';

/** How long a page kept those waiting who wanted something of it, in milliseconds. */
export interface Delays {
	readonly median: number;
	readonly p99: number;
	readonly longest: number;
	/** Tasks of more than 50 ms, as Chromium reports them, the longest first. */
	readonly longTasks: readonly number[];
}

/** Begins to ask the page every few milliseconds, from a thread of its own, and to note how long the answer takes. */
export async function watchDelays(page: Page): Promise<() => Promise<Delays>> {
	await page.evaluate(() => {
		const source = `setInterval(() => postMessage(performance.timeOrigin + performance.now()), 5)`;
		const worker = new Worker(URL.createObjectURL(new Blob([source])));
		const delays: number[] = [];
		worker.onmessage = ({ data }) => {
			delays.push(performance.timeOrigin + performance.now() - data);
		};
		const longTasks: number[] = [];
		const observer = new PerformanceObserver((list) => {
			for (const { duration } of list.getEntries()) longTasks.push(duration);
		});
		observer.observe({ type: 'longtask' });
		const stop = () => {
			worker.terminate();
			for (const { duration } of observer.takeRecords()) longTasks.push(duration);
			observer.disconnect();
			return { delays, longTasks };
		};
		Object.assign(globalThis, { stopWatching: stop });
	});
	return async () => {
		const { delays, longTasks } = await page.evaluate<{ delays: number[]; longTasks: number[] }>(
			() => Object(globalThis).stopWatching(),
		);
		const sorted = delays.toSorted((a, b) => a - b);
		const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
		return {
			median: at(0.5),
			p99: at(0.99),
			longest: at(1),
			longTasks: longTasks.toSorted((a, b) => b - a),
		};
	};
}

/** The columns of a table in which delays stand. */
export const DELAY_COLUMNS = [
	'longest task, ms',
	'tasks over 50 ms',
	'answers after, ms: median',
	'99 %',
	'longest',
] as const;

/** What stands in them. */
export function delaysInWords({ median, p99, longest, longTasks }: Delays): string[] {
	return [
		longTasks[0] === undefined ? 'under 50' : longTasks[0].toFixed(0),
		String(longTasks.length),
		...[median, p99, longest].map(threeDigits),
	];
}
