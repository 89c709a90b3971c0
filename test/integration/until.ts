/**
 * Waits for what VS Code tells no event for: asks again each time the event loop comes round. What never comes true ends
 * with the test's own time limit.
 */
export async function until<T>(ask: () => T | Promise<T>): Promise<NonNullable<T>> {
	for (;;) {
		const answer = await ask();
		if (answer !== undefined && answer !== null && answer !== false) return answer;
		await new Promise((resolve) => setImmediate(resolve));
	}
}
