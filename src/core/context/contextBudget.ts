import type { InContext } from '../../shared/conversation/messages.ts';

/** A question with the replies below it: what is sent or left out together, since many servers want the roles to alternate. */
export interface BudgetTurn {
	/** The ids of its messages, oldest first. */
	readonly messages: readonly string[];
	/** Estimated. */
	readonly tokens: number;
	/** Pinned: it is sent whatever else has to go. Left out: it is not sent. Undefined: it is sent while there is room. */
	readonly state: InContext | undefined;
}

/** All sizes in tokens. */
export interface BudgetInput {
	/** What the model takes in all, prompt and reply; undefined where nobody says: then nothing has to go. */
	readonly context: number | undefined;
	/** Kept free for the reply, as far as older turns have to go for it. */
	readonly reply: number;
	/** What the reply has to have room for at least: no more than `reply`. */
	readonly leastReply: number;
	readonly system: number;
	/** What was said before the question, oldest first. */
	readonly history: readonly BudgetTurn[];
	/** The question itself, with all that goes along with it. It is always sent. */
	readonly question: number;
}

export interface BudgetPlan {
	/** The messages that are not sent because there is no room for them, oldest first. */
	readonly noRoom: readonly string[];
	/** The messages that the user left out. */
	readonly leftOut: readonly string[];
	/** The tokens of the history that is sent. */
	readonly history: number;
	/** Prompt and room for the reply, as wanted. */
	readonly used: number;
	/** False when not even the system prompt, the pinned turns and the question leave room for the shortest reply. */
	readonly fits: boolean;
}

/**
 * Decides what of a conversation is sent: whole turns go, the oldest first, until the rest fits. System prompt, pinned turns and the
 * question never go.
 */
export function planBudget(input: BudgetInput): BudgetPlan {
	const { context, history } = input;
	const wanted = history.filter(({ state }) => state !== 'leftOut');
	let left = input.system + input.question + input.reply + sum(wanted);
	const noRoom = new Set<BudgetTurn>();
	for (const turn of wanted) {
		if (context === undefined || left <= context) break;
		if (turn.state === 'pinned') continue;
		noRoom.add(turn);
		left -= turn.tokens;
	}
	// Summed anew: what was subtracted piece by piece need not be the sum of what is left, to the last bit.
	const sent = sum(wanted.filter((turn) => !noRoom.has(turn)));
	const used = input.system + input.question + input.reply + sent;
	return {
		noRoom: [...noRoom].flatMap((turn) => turn.messages),
		leftOut: history.filter(({ state }) => state === 'leftOut').flatMap((turn) => turn.messages),
		history: sent,
		used,
		fits: context === undefined || used - input.reply + input.leastReply <= context,
	};
}

function sum(turns: readonly BudgetTurn[]): number {
	return turns.reduce((total, { tokens }) => total + tokens, 0);
}
