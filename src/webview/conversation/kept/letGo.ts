import type { Article } from './keptArticles.ts';

/** Milliseconds that this may take of one idle time. */
const SLICE_MS = 4;
/** So many elements are removed in one go, which takes about half a millisecond. */
const IN_ONE_GO = 2000;

/** Whether elements are so large that to remove them at once would hold up what is shown next. */
export function isLarge(...elements: readonly Element[]): boolean {
	let size = 0;
	for (const element of elements) size += element.getElementsByTagName('*').length;
	return size > IN_ONE_GO;
}

/**
 * Disposes of messages, and takes what held them out of the page, while the page is idle: of hundreds that takes a while, for which
 * what is shown next is not to wait.
 * @param content out of sight already; undefined where it is out of the page
 */
export function letGoLater(messages: readonly Article[], content?: HTMLElement): void {
	const steps = letGo(messages, content);
	const goOn = () => {
		const end = performance.now() + SLICE_MS;
		let done: boolean | undefined;
		do done = steps.next().done;
		while (!done && performance.now() < end);
		if (!done) requestIdleCallback(goOn, { timeout: 200 });
	};
	requestIdleCallback(goOn, { timeout: 200 });
}

function* letGo(
	messages: readonly Article[],
	content: HTMLElement | undefined,
): Generator<void, void> {
	for (const message of messages) {
		message.dispose();
		yield;
	}
	if (content !== undefined) yield* takeApart(content);
}

/** Removes an element, from its end on, in pieces that are not large. */
function* takeApart(element: Element): Generator<void, void> {
	if (isLarge(element)) {
		for (let last = element.lastElementChild; last; last = element.lastElementChild) {
			yield* takeApart(last);
		}
	}
	element.remove();
	yield;
}
