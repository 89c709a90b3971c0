/** A function that waits until its caller has been quiet for a while. */
export interface Debounced<Arguments extends unknown[]> {
	(...args: Arguments): void;
	/** Runs the pending call now, if there is one. */
	flush(): void;
	cancel(): void;
}

export function debounce<Arguments extends unknown[]>(
	action: (...args: Arguments) => void,
	milliseconds: number,
): Debounced<Arguments> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	let pending: Arguments | undefined;

	const cancel = () => {
		clearTimeout(timer);
		timer = undefined;
		pending = undefined;
	};
	const flush = () => {
		const args = pending;
		cancel();
		if (args !== undefined) {
			action(...args);
		}
	};
	const call = (...args: Arguments) => {
		clearTimeout(timer);
		pending = args;
		timer = setTimeout(flush, milliseconds);
	};
	return Object.assign(call, { flush, cancel });
}
