import type { InContext, Message } from '../../shared/conversation/messages.ts';

/** A branch as turns, oldest first: a question with what answers it. */
export function turnsOf(path: readonly Message[]): Message[][] {
	const turns: Message[][] = [];
	for (const message of path) {
		const last = turns.at(-1);
		if (message.role === 'user' || last === undefined) turns.push([message]);
		else last.push(message);
	}
	return turns;
}

/**
 * Whether a turn is pinned or left out; undefined where it is sent while there is room. A turn has one state, since a question without
 * its reply, or a reply without its question, is no chat that a server takes. The question's mark counts, then the newest reply's.
 */
export function turnState(turn: readonly Message[]): InContext | undefined {
	const [question] = turn;
	const marked = turn.findLast(({ inContext }) => inContext !== undefined);
	return question?.inContext ?? marked?.inContext;
}

/** The turn of a branch that a message is in; empty where it is in none. */
export function turnWith(path: readonly Message[], id: string): readonly Message[] {
	const at = path.findLastIndex((message) => message.id === id);
	if (at < 0) return [];
	const asked = path.findLastIndex(({ role }, index) => index <= at && role === 'user');
	const next = path.findIndex(({ role }, index) => index > at && role === 'user');
	return path.slice(Math.max(0, asked), next < 0 ? undefined : next);
}

/** The message with the state of its turn as its own. */
export function inStateOf(turn: readonly Message[], message: Message): Message {
	const state = turnState(turn);
	if (message.inContext === state) return message;
	const { inContext: _own, ...rest } = message;
	return state === undefined ? rest : { ...rest, inContext: state };
}
