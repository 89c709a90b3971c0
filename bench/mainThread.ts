import type { CDPSession, Page } from 'playwright-core';

/** Reads what Chromium itself counts of a page's main thread. */
export class MainThread {
	readonly #devTools: CDPSession;

	private constructor(devTools: CDPSession) {
		this.#devTools = devTools;
	}

	static async of(page: Page): Promise<MainThread> {
		const devTools = await page.context().newCDPSession(page);
		// Processor time of the thread: what else the machine does meanwhile is not counted.
		await devTools.send('Performance.enable', { timeDomain: 'threadTicks' });
		return new MainThread(devTools);
	}

	/** Milliseconds of processor time that the main thread spends on all that the action makes it do: script, style and layout. */
	async during(action: () => Promise<unknown>): Promise<number> {
		// What is left behind from before is not to be swept up at this one's cost.
		await this.#devTools.send('HeapProfiler.collectGarbage');
		const before = await this.#tasks();
		await action();
		return (await this.#tasks()) - before;
	}

	/** Bytes in use by script, after a collection, and the nodes that exist, in the document or not. */
	async memory(): Promise<{ bytes: number; nodes: number; listeners: number }> {
		// Twice: what the first one finalises may have held something.
		await this.#devTools.send('HeapProfiler.collectGarbage');
		await this.#devTools.send('HeapProfiler.collectGarbage');
		const metrics = await this.#metrics();
		return {
			bytes: metrics.get('JSHeapUsedSize') ?? Number.NaN,
			nodes: metrics.get('Nodes') ?? Number.NaN,
			listeners: metrics.get('JSEventListeners') ?? Number.NaN,
		};
	}

	async #tasks(): Promise<number> {
		return ((await this.#metrics()).get('TaskDuration') ?? Number.NaN) * 1000;
	}

	async #metrics(): Promise<Map<string, number>> {
		const { metrics } = await this.#devTools.send('Performance.getMetrics');
		return new Map(metrics.map(({ name, value }) => [name, value]));
	}
}
