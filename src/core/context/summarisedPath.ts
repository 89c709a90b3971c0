import type { Summary } from '../../shared/conversation/messageSummary.ts';
import type { Message, Question } from '../../shared/conversation/messages.ts';
import { turnState, turnsOf } from '../conversation/turns.ts';

/** A branch as later requests have it: with summaries where the messages stood that they stand for. */
export interface SummarisedPath {
	/** What is left of it; a summary is a question that is always sent. */
	readonly messages: readonly Message[];
	/** The messages that a summary stands for, oldest first. */
	readonly inSummary: readonly string[];
}

/** Branches are values: what was made of one stays right. */
const known = new WeakMap<readonly Message[], SummarisedPath>();

/**
 * Puts summaries in the place of what they stand for. Each stands with the last message of those, so it is on a branch with all of them or
 * not at all. A turn that is pinned or left out by itself is not in it: the user's word counts.
 * @param history what was said before the question
 */
export function withSummaries(history: readonly Message[]): SummarisedPath {
	const made = known.get(history) ?? summarised(history);
	known.set(history, made);
	return made;
}

function summarised(history: readonly Message[]): SummarisedPath {
	const counting = countingSummaries(history);
	if (counting.length === 0) return { messages: history, inSummary: [] };
	const messages: Message[] = [];
	const inSummary: string[] = [];
	const placed = new Set<Summary>();
	for (const turn of turnsOf(history)) {
		const ids = turn.map(({ id }) => id);
		const summary =
			turnState(turn) === undefined
				? counting.find(({ of }) => ids.every((id) => of.includes(id)))
				: undefined;
		if (summary === undefined) {
			for (const message of turn) messages.push(message);
			continue;
		}
		for (const id of ids) inSummary.push(id);
		if (!placed.has(summary)) messages.push(asQuestion(summary));
		placed.add(summary);
	}
	return { messages, inSummary };
}

/** The summaries that count on a branch, newest first: none that a later one stands for as well. */
function countingSummaries(history: readonly Message[]): Summary[] {
	const covered = new Set<string>();
	const counting: Summary[] = [];
	for (const { summary } of history.toReversed()) {
		if (summary === undefined || summary.leftOut || summary.text.trim() === '') continue;
		if (summary.of.every((id) => covered.has(id))) continue;
		counting.push(summary);
		for (const id of summary.of) covered.add(id);
	}
	return counting;
}

/** Summaries are values too, and what is counted of a message is kept by it. */
const questions = new WeakMap<Summary, Question>();
const summaries = new WeakSet<Message>();

/** Whether a message of such a branch is a summary. */
export function isSummary(message: Message): boolean {
	return summaries.has(message);
}

/** A summary as it goes out: a message that says what it is. */
function asQuestion(summary: Summary): Question {
	const made = questions.get(summary) ?? {
		role: 'user',
		id: summary.id,
		parent: null,
		at: summary.at,
		text: summaryAsSent(summary),
		excerpts: [],
		inContext: 'pinned',
	};
	questions.set(summary, made);
	summaries.add(made);
	return made;
}

/** What the model is told of a summary, and the summary. */
function summaryAsSent({ of, text }: Pick<Summary, 'of' | 'text'>): string {
	const messages = of.length === 1 ? '1 earlier message' : `${of.length} earlier messages`;
	return `[Summary of ${messages} of this conversation, which stood here and are not sent themselves:]\n\n${text.trim()}\n\n[End of the summary.]`;
}

/** What a new summary is to stand for, and what it is made of. */
export interface SummaryRange {
	/** All that it stands for, oldest first: also what the summary before it stands for, which it replaces. */
	readonly of: readonly string[];
	/** What is summarised: the messages, and the summary before. */
	readonly messages: readonly Message[];
}

/**
 * @param history the branch before the next question
 * @param noRoom the messages of it that there is no room for
 * @returns undefined where there is nothing to summarise
 */
export function summaryRange(
	history: readonly Message[],
	noRoom: readonly string[],
): SummaryRange | undefined {
	const wanted = new Set(noRoom);
	const { messages } = withSummaries(history);
	if (!messages.some(({ id }) => wanted.has(id))) return undefined;
	const before = countingSummaries(history);
	const replaced = new Set(before.map(({ id }) => id));
	const all = new Set([...wanted, ...before.flatMap(({ of }) => of)]);
	return {
		of: history.flatMap(({ id }) => (all.has(id) ? id : [])),
		messages: messages.filter(({ id }) => wanted.has(id) || replaced.has(id)),
	};
}
