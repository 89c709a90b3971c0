import type { Message, Reply } from '../../shared/conversation/messages.ts';
import type { RequestRecord } from '../../shared/conversation/requestRecord.ts';
import type {
	ContextEvent,
	ContinuedEvent,
	SettleEvent,
	SummaryEvent,
	TextEvent,
} from './conversationEvent.ts';

/** What an event makes of the message that it names. Messages are values: each function returns a new one. */

/** The reply with what it grew by. Also a settled one: the text was received, and the log's word counts. */
export function grown(
	reply: Reply,
	{ thought, extras, text = '', reasoning = '', reasoningMs }: TextEvent,
): Reply {
	return {
		...reply,
		text: (thought ? '' : reply.text) + text,
		reasoning: reply.reasoning + (thought ? reply.text : '') + reasoning,
		...(extras && { extras: [...(reply.extras ?? []), ...extras] }),
		...(reasoningMs !== undefined && { reasoningMs }),
	};
}

/** The reply as it ended; undefined where it had ended before, and this event only takes it for abandoned. */
export function settled(
	before: Reply,
	{ status, facts, failure, reasoningMs }: SettleEvent,
): Reply | undefined {
	// A window that took the reply for abandoned does not overrule the one that saw it end.
	// What the server has said since of one that was interrupted leaves it so.
	const adds = before.status === 'interrupted' && facts.later !== undefined;
	if (status === 'interrupted' && before.status !== 'streaming' && !adds) return undefined;
	const { failure: _earlier, ...reply } = before;
	return {
		...reply,
		status,
		facts,
		...(failure && { failure }),
		...(reasoningMs !== undefined && { reasoningMs }),
	};
}

/**
 * The reply as it streams again.
 * @param request what goes out this time, with all its texts
 */
export function continued(
	before: Reply,
	request: RequestRecord | undefined,
	{ unsent }: ContinuedEvent,
): Reply {
	const { failure: _earlier, unsent: _then, ...reply } = before;
	return {
		...reply,
		status: 'streaming',
		...(unsent && { unsent }),
		...(request && { continuations: [...(reply.continuations ?? []), request] }),
	};
}

/** The message with its place in later requests. */
export function withContext(before: Message, { inContext }: ContextEvent): Message {
	const { inContext: _before, ...message } = before;
	return inContext === null ? message : { ...message, inContext };
}

/** The message with the summary that stands for it and others; undefined for one that does not name it. */
export function withSummary(before: Message, { summary }: SummaryEvent): Message | undefined {
	const { summary: _before, ...message } = before;
	if (summary === null) return message;
	return summary.of.includes(before.id) ? { ...message, summary } : undefined;
}

/**
 * A message as it is to be shown when no live turn owns it: a reply that never settled was interrupted. Its text is what
 * reached the disk. Whether a turn owns it only the caller can say.
 */
export function asInterrupted(message: Message): Message {
	return message.role === 'assistant' && message.status === 'streaming'
		? { ...message, status: 'interrupted' }
		: message;
}
