import type { Conversation } from './conversation.ts';

/** The message that the branch of a message's sibling ends in, that many siblings away; undefined where there is none. */
export function leafBeside(
	conversation: Conversation,
	id: string,
	step: -1 | 1,
): string | undefined {
	const siblings = conversation.siblings(id);
	const other = siblings[siblings.indexOf(id) + step];
	return other === undefined ? undefined : conversation.leafBelow(other);
}
