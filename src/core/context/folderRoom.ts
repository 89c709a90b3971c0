import type { Attachment, Excerpt } from '../../shared/conversation/messages.ts';
import { isImage } from '../attachments/attachments.ts';
import type { TokenCorrection } from '../tokens/tokenCorrection.ts';
import { type BudgetInput, planBudget } from './contextBudget.ts';
import { textTokens } from './messageTokens.ts';

/** How much of the model's context is free. */
export interface ContextRoom {
	readonly tokens: number;
	/** Estimated. */
	tokensOf(text: string): number;
}

/** Files are counted one by one when they are taken, which comes to some more than all of them at once. */
const MARGIN = 1.1;

/** What is needed so that a folder can be taken again as it is, in tokens. */
export function withMargin(text: string, { tokensOf }: Pick<ContextRoom, 'tokensOf'>): number {
	return tokensOf(text) * MARGIN;
}

export function isFolder(attachment: Attachment): attachment is Excerpt {
	return !isImage(attachment) && attachment.source === 'folder';
}

/** What a folder is sent with beside its text: this is there whatever there is room for. */
export function withoutText<One extends Attachment>(attachment: One): One | Excerpt {
	return isFolder(attachment) ? { ...attachment, text: '' } : attachment;
}

/**
 * The room for the folders of a message: all that is free. What they took when they were attached they keep, and older messages go
 * for it, as long as the model takes it.
 * @param budget of the message, its folders without their texts
 * @param folders as they were attached
 * @returns undefined where it is not known how much the model takes
 */
export function folderRoom(
	budget: BudgetInput,
	folders: readonly Excerpt[],
	correction: TokenCorrection | undefined,
): ContextRoom | undefined {
	const { context, system, question, leastReply, history } = budget;
	if (context === undefined) return undefined;
	const tokensOf = (text: string) => textTokens(text, correction);
	const had = folders.reduce((sum, { text }) => sum + withMargin(text, { tokensOf }), 0);
	const pinned = history.reduce(
		(sum, { state, tokens }) => sum + (state === 'pinned' ? tokens : 0),
		0,
	);
	const most = context - system - question - pinned - leastReply;
	const free = context - planBudget(budget).used;
	return { tokens: Math.max(0, free, Math.min(had, most)), tokensOf };
}
