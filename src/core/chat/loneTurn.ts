import type { ReplyFacts } from '../../shared/conversation/messages.ts';
import type { CountedShort } from '../../shared/conversation/shortCount.ts';
import { countedShort } from '../context/countedShort.ts';
import type { PlannedRequest } from '../context/requestPlan.ts';
import { ChatError } from '../errors/chatError.ts';
import type { ChatServer, ReceivedExtra } from '../server/chatServer.ts';
import type { TokenCorrections } from '../tokens/tokenCorrection.ts';
import type { Prepared } from './chatPorts.ts';
import type { RetryWait } from './retries.ts';
import { Turn, type TurnOutcome } from './turn.ts';
import type { TurnObserver } from './turnObserver.ts';

/** A request that is no message of a chat, and goes the same way as one. */
export interface LoneRequest {
	/** What its cost and its exchange are kept under in the place of a chat and a reply. */
	readonly chat: string;
	readonly reply: string;
	readonly prepared: Pick<Prepared, 'destination' | 'retries'> & {
		readonly planned: Pick<PlannedRequest, 'request'>;
	};
}

export interface LonePorts {
	readonly server: ChatServer;
	/** What the counts of its model have taught. Such a request teaches nothing. */
	readonly tokens: Pick<TokenCorrections, 'of'>;
	/** Looks at what is sent and what it costs; undefined where nobody does. */
	readonly observer: Pick<TurnObserver, 'begin'> | undefined;
	/** Is told each piece of the reply's text as it comes. */
	readonly text?: (piece: string) => void;
	/** Is told that the model reasons. */
	readonly reasoning?: () => void;
	/** Is told that all text so far was reasoning. */
	readonly thought?: () => void;
	/** Is told what comes beside the text. */
	readonly extra?: (extra: ReceivedExtra) => void;
	/** The request waits to go out again, or with undefined does so now. */
	waiting(wait: RetryWait | undefined): void;
}

export interface LoneReply {
	/** Without what the model reasoned. */
	readonly text: string;
	readonly facts: ReplyFacts;
	/** Both numbers where the server cannot have read all of the request. */
	readonly short?: CountedShort;
}

/**
 * Sends a request and reads its reply to the end.
 *
 * @param signal stops it, and closes the connection at once
 * @returns undefined where it was stopped
 * @throws ChatError where it failed
 */
export async function askAlone(
	{ chat, reply, prepared }: LoneRequest,
	{ server, tokens, observer, waiting, text: tell, reasoning, thought, extra }: LonePorts,
	signal: AbortSignal,
): Promise<LoneReply | undefined> {
	if (signal.aborted) return undefined;
	const { destination, planned, retries } = prepared;
	const { request } = planned;
	const correction = tokens.of(request.model);
	const observed = observer?.begin({ chat, reply, destination, request });
	let text = '';
	const outcome = await new Promise<TurnOutcome>((resolve) => {
		const turn: Turn = new Turn({
			text: (piece) => {
				text += piece;
				tell?.(piece);
			},
			reasoning: () => reasoning?.(),
			extra: async (received) => extra?.(received),
			thought: () => {
				text = '';
				thought?.();
			},
			waiting: () => waiting(turn.wait),
			settled: resolve,
		});
		signal.addEventListener('abort', () => turn.stop());
		void turn.run(server, destination, request, { observer: observed?.observer, retries });
	});
	const facts = observed?.settled(outcome) ?? outcome.facts;
	if (outcome.status === 'stopped') return undefined;
	if (outcome.failure !== undefined) {
		// What only a reply could be sent again with has no button here.
		const { kind, message, affordable: _tokens, parameter: _parameter, ...more } = outcome.failure;
		throw new ChatError(kind, message, more);
	}
	const short = countedShort({ ...request, correction }, facts);
	return { text, facts, ...(short && { short }) };
}
