import type { MessageView } from '../../../shared/conversation/conversationProtocol.ts';
import type { QuestionArticle } from '../questionArticle.ts';
import type { ReplyArticle } from '../replyArticle.ts';

export type Article = QuestionArticle | ReplyArticle;

/** So many messages that are new, or are others now, are made at once for the sake of those above them that are kept. */
const MOST_BETWEEN = 20;

/**
 * What goes on showing the last of the messages where their chat is shown anew, with all that the reader has opened in it: one entry
 * for each message from that with the number `from` on, or from an earlier one where that is kept, too; undefined where there is none.
 */
export function keptOf(
	views: readonly MessageView[],
	from: number,
	articleOf: (id: string) => Article | undefined,
): (Article | undefined)[] {
	const all = views.map((view) => {
		const article = articleOf(view.message.id);
		return article?.canShow(view) ? article : undefined;
	});
	let first = from;
	let room = MOST_BETWEEN;
	for (let index = from - 1; index >= 0 && room > 0; index--) {
		if (all[index]) first = index;
		else room--;
	}
	return all.slice(first);
}
