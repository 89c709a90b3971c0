import type { ReplyArticle } from './replyArticle.ts';

let loaded: typeof ReplyArticle | undefined;

/** Resolves when replies can be shown. What shows them is most of the page's code, and an empty chat does not need it. */
export async function loadReplies(): Promise<void> {
	if (loaded === undefined) ({ ReplyArticle: loaded } = await import('./replyArticle.ts'));
}

/** @throws Error before `loadReplies` has resolved */
export function createReplyArticle(
	...parameters: ConstructorParameters<typeof ReplyArticle>
): ReplyArticle {
	if (loaded === undefined) throw new Error('A reply is shown before what shows it is loaded');
	return new loaded(...parameters);
}
