/** In milliseconds; less than a test's own limit, which would not say what was waited for. */
const LIMIT = 15_000;
/** In milliseconds, between two questions. */
const PAUSE = 5;

/**
 * Waits for what VS Code tells no event for: asks again and again, and leaves the processor to VS Code in between.
 * @throws Error that shows what was asked, where it does not come true in time
 */
export async function until<T>(ask: () => T | Promise<T>): Promise<NonNullable<T>> {
	const signal = AbortSignal.timeout(LIMIT);
	const { stack } = new Error();
	for (;;) {
		const answer = await ask();
		if (answer !== undefined && answer !== null && answer !== false) return answer;
		if (signal.aborted) throw new Error(`Waited in vain until ${ask}\n${stack}`);
		await new Promise((resolve) => setTimeout(resolve, PAUSE));
	}
}
