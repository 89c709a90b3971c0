import type { Question, Reply } from '../../shared/conversation/messages.ts';
import { countedShort } from '../context/countedShort.ts';
import { learnTokens } from '../context/requestPlan.ts';
import { isNameOf, namesDeployments } from '../models/answeredModel.ts';
import type { ChatPorts, Prepared } from './chatPorts.ts';
import type { AnswerChoices } from './choices/answerChoices.ts';
import { ReplyWriter, type WriterListener } from './choices/replyWriter.ts';
import { leaseOf, RENEWAL_MS } from './replyLeases.ts';
import { Turn, type TurnOutcome } from './turn.ts';

/** How a turn ended, and how long the model reasoned. */
export type SettledTurn = Omit<TurnOutcome, 'read' | 'choices'> & Pick<Reply, 'reasoningMs'>;

/** The reply that a turn writes. */
export interface TurnReply {
	readonly id: string;
	/** The id of its chat. */
	readonly chat: string;
	/** What there is of it already, where it goes on. */
	readonly earlier: Reply | undefined;
	/** Takes the other choices of the answer; without, they are left out. */
	readonly choices?: AnswerChoices;
}

export interface ReplyListener extends WriterListener {
	/** The request waits to go out again, or does so now. */
	waiting(): void;
	settled(outcome: SettledTurn): void;
}

/** What a new reply comes from: the question that was asked for it, or the reply whose request is sent again. */
export interface ReplyOrigin extends Pick<Reply, 'again' | 'once'> {
	readonly question?: Question;
}

/** A reply of which nothing has come yet. */
export function newReply(
	start: Pick<
		Reply,
		'id' | 'parent' | 'at' | 'model' | 'again' | 'once' | 'unsent' | 'parts' | 'request'
	>,
): Reply {
	return { role: 'assistant', text: '', reasoning: '', status: 'streaming', facts: {}, ...start };
}

/** Sends the request; what comes goes to the reply, which is to be recorded before the first of it, that is at once. */
export function startTurn(
	{ id, chat, earlier, choices }: TurnReply,
	prepared: Prepared,
	ports: ChatPorts,
	listener: ReplyListener,
): Turn {
	const { destination, planned, retries } = prepared;
	const { server, observer, processes, tokens, retrying, models } = ports;
	const { request } = planned;
	const correction = tokens.of(request.model);
	const observed = observer?.begin({ chat, reply: id, destination, request });
	const renew = () => {
		for (const one of choices?.ids ?? [id]) listener.record(leaseOf(one, processes));
	};
	const renewals = setInterval(renew, RENEWAL_MS);
	const writer = new ReplyWriter(id, earlier, prepared, ports, listener);
	const turn: Turn = new Turn({
		text: (text) => writer.text(text),
		reasoning: (reasoning) => writer.reasoning(reasoning),
		extra: (received) => writer.extra(received),
		thought: () => writer.thought(),
		choice: async (index, piece) => choices?.add(index, piece),
		waiting: () => {
			if (turn.wait !== undefined) retrying?.(turn.wait);
			listener.waiting();
		},
		settled: (ended) => {
			const { baseUrl } = destination;
			const asked = models.model(baseUrl, request.model);
			const target = asked?.aliasTarget;
			const entries = [asked, target === undefined ? undefined : models.model(baseUrl, target)];
			const isListed = entries.some((entry) => isNameOf(ended.facts.model, entry));
			const short = countedShort({ ...request, correction }, ended.facts);
			const ours = {
				...(namesDeployments(baseUrl) && { deployment: true as const }),
				...(isListed && { listed_name: true as const }),
				...(target !== undefined && { alias_target: target }),
				...(short && { counted_short: short }),
			};
			const outcome = { ...ended, facts: { ...ended.facts, ...ours } };
			clearInterval(renewals);
			writer.end();
			choices?.settled(outcome);
			const { status, failure } = outcome;
			learnTokens(tokens, planned, outcome.facts);
			const facts = observed?.settled(outcome) ?? outcome.facts;
			listener.settled({ status, facts, failure, ...writer.news() });
		},
	});
	void turn.run(server, destination, request, { observer: observed?.observer, retries });
	return turn;
}
