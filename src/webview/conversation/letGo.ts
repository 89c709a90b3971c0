import type { ReplyArticle } from './replyArticle.ts';

/** Milliseconds that this may take of one idle time. */
const SLICE_MS = 4;

/** Disposes of replies while the page is idle: of hundreds that takes a while, for which what is shown next is not to wait. */
export function letGoLater(replies: ReplyArticle[]): void {
	if (replies.length === 0) return;
	requestIdleCallback(
		() => {
			const end = performance.now() + SLICE_MS;
			do replies.pop()?.dispose();
			while (replies.length > 0 && performance.now() < end);
			letGoLater(replies);
		},
		{ timeout: 200 },
	);
}
