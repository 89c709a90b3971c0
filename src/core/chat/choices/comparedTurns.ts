import type { Message, Question } from '../../../shared/conversation/messages.ts';
import { ChatError } from '../../errors/chatError.ts';
import type { ComparedReply, Prepared, TurnChat } from '../chatPorts.ts';
import {
	type ChosenOnce,
	type NewQuestion,
	recordedOnce,
	type TurnOptions,
	wasDeleted,
} from '../prepareTurn.ts';
import type { ReplyStreams } from './replyStreams.ts';

/** How several answers to one question are asked for. */
export interface CompareOptions {
	/** The chat shows none of the answers to a new question before one is chosen. */
	readonly hidden?: boolean;
	/** Whether a column, counted from 0, is no longer wanted: it is asked before that goes out. */
	readonly isStopped?: (column: number) => boolean;
}

/** What the turns of one chat do for it. */
export interface ComparedSteps {
	readonly chat: TurnChat;
	readonly replies: ReplyStreams;
	/** @throws ChatError where it cannot be asked */
	newQuestion(asked: NewQuestion): Promise<Question>;
	/** @throws ChatError where it is refused */
	prepare(
		path: readonly Message[],
		question: Question | undefined,
		options: TurnOptions,
	): Promise<Prepared>;
	/** @throws ChatError where what it follows was deleted */
	record(question: Question): void;
}

/**
 * Prepares one answer after the other, and begins each at once.
 * @throws ChatError where none is begun: with the first reason
 */
export async function compareTurns(
	{ chat: { conversation }, replies, newQuestion, prepare, record }: ComparedSteps,
	asked: NewQuestion | string,
	columns: readonly ChosenOnce[],
	told: (column: number, became: ComparedReply) => void,
	{ hidden = false, isStopped = () => false }: CompareOptions,
): Promise<void> {
	const { head } = conversation;
	const question = typeof asked === 'string' ? undefined : await newQuestion(asked);
	const id = typeof asked === 'string' ? asked : (question?.id ?? '');
	const path = conversation.pathTo(question ? head : id);
	if (question) path.push(question);
	let shown = question || head === id ? undefined : (head ?? undefined);
	let [first, refused]: [string?, ChatError?] = [];
	const together = { requests: columns.length };
	for (const [index, once] of columns.entries()) {
		try {
			if (isStopped(index)) throw wasStopped();
			const prepared = await prepare(path, question, { once, together });
			if (isStopped(index)) throw wasStopped();
			if (first === undefined && question !== undefined) record(question);
			const asIs = conversation.message(id);
			if (asIs?.role !== 'user') throw wasDeleted();
			if (question) path[path.length - 1] = asIs; // with what was decided on of its secrets
			const compared = { shown, hidden: hidden && (question !== undefined || head === id) };
			const begun = replies.begin(id, prepared, { compared, ...recordedOnce(once) });
			first ??= begun.reply;
			shown ??= first;
			told(index, begun);
		} catch (error) {
			if (!(error instanceof ChatError)) throw error;
			refused ??= error;
			told(index, { refused: error.toFailure() });
		}
	}
	if (first === undefined) throw refused ?? wasDeleted();
}

/** Why one of several is not asked for any more. */
export function wasStopped(): ChatError {
	return new ChatError('refused', 'Stopped before it was asked. Nothing was sent.');
}
