import type { Excerpt, Image, Message } from '../../shared/conversation/messages.ts';
import { sendsImages } from '../attachments/attachments.ts';
import { turnState, turnsOf } from '../conversation/turns.ts';
import { leastReply, marginOf } from '../models/longestReply.ts';
import { questionAsMarkdown, saysSomething } from '../prompts/prompt.ts';
import { type AnsweredCall, answeredCalls } from '../prompts/toolCalls.ts';
import type { WireMessage } from '../server/chatRequest.ts';
import { correctedTokens, type TokenCorrection } from '../tokens/tokenCorrection.ts';
import { addCounts, NO_TOKENS, type TokenCounts } from '../tokens/tokenCounts.ts';
import { countTokens } from '../tokens/tokenEstimate.ts';
import type { BudgetTurn } from './contextBudget.ts';
import { withSummaries } from './summarisedPath.ts';

/** What a chat template puts around a message: role, separators, end. Llama 3's and Qwen's five tokens, GPT's four. */
export const AROUND_MESSAGE = 5;
/** What it puts before the first message and before the reply: Llama 3's one and four, Qwen's and GPT's three. */
export const AROUND_REPLY = 5;

/** Without `maxTokens`, so much is kept free for the reply, or a quarter of a small context. */
const REPLY_ROOM = 1024;

const PIXELS_PER_TOKEN = 750;
/** No image counts for more tokens. */
export const MOST_OF_AN_IMAGE = 1600;

/** Messages are values, so what was counted of one stays right. */
const counted = new WeakMap<Message, TokenCounts>();

/** The tokens of a message as it goes out, uncorrected. */
export function messageCounts(message: Message): TokenCounts {
	const known = counted.get(message);
	if (known !== undefined) return known;
	const counts = countTokens(
		message.role === 'user'
			? questionAsMarkdown(message.text, message.excerpts)
			: [message.text, ...answeredCalls(message).map(callInWords)].join('\n'),
	);
	counted.set(message, counts);
	return counts;
}

/** All of a call that counts: its id stands in it twice. */
function callInWords({ id, name, input, result }: AnsweredCall): string {
	return [id, name, input, id, result].join('\n');
}

/** What vision models make of an image: about a token for 750 pixels, once they have brought it down to their own size. */
export function imageTokens({ width, height }: Pick<Image, 'width' | 'height'>): number {
	return Math.min(MOST_OF_AN_IMAGE, Math.ceil((width * height) / PIXELS_PER_TOKEN));
}

/** So does what was counted of an excerpt: it is asked for with every key that is typed. */
const countedExcerpts = new WeakMap<Excerpt, TokenCounts>();

export function excerptCounts(excerpt: Excerpt): TokenCounts {
	const counts = countedExcerpts.get(excerpt) ?? countTokens(questionAsMarkdown('', [excerpt]));
	countedExcerpts.set(excerpt, counts);
	return counts;
}

/** What stands around so many messages and the reply to them. */
export function tokensAround(messages: number): number {
	return messages * AROUND_MESSAGE + AROUND_REPLY;
}

/** The tokens of a message of these counts, with what stands around it. */
export function messageTokens(counts: TokenCounts, correction?: TokenCorrection): number {
	return AROUND_MESSAGE + correctedTokens(counts, correction);
}

/** The tokens of a text by itself, such as a reply's. */
export function textTokens(text: string, correction?: TokenCorrection): number {
	return Math.ceil(correctedTokens(countTokens(text), correction));
}

/** And of a message as it goes out: each price of it is by its tokens, and what is learned of its count. */
const countedToSend = new WeakMap<WireMessage, TokenCounts>();

function countsToSend(message: WireMessage): TokenCounts {
	const counts = countedToSend.get(message) ?? countTokens(textsOf(message).join('\n'));
	countedToSend.set(message, counts);
	return counts;
}

/** The tokens of a request's messages, with what stands around them; a data URL does not say what its image counts for. */
export function promptTokens(
	messages: readonly WireMessage[],
	correction?: TokenCorrection,
): number {
	const size = (message: WireMessage) => messageTokens(countsToSend(message), correction);
	return Math.ceil(messages.reduce((sum, message) => sum + size(message), AROUND_REPLY));
}

/** What the texts of a request's messages are estimated by, as they go out. */
export function requestCounts(messages: readonly WireMessage[]): TokenCounts {
	return messages.map(countsToSend).reduce(addCounts, NO_TOKENS);
}

/** All texts of a message as it goes out, what tools are called with among them. */
export function textsOf({ content, tool_calls = [] }: WireMessage): string[] {
	const calls = tool_calls.map((call) => `${call.function.name}\n${call.function.arguments}`);
	if (typeof content === 'string') return [content, ...calls];
	return [...content.flatMap((part) => (part.type === 'text' ? part.text : [])), ...calls];
}

/** The tokens of each message of a branch, images and what stands around it included. */
export function messageSizes(
	path: readonly Message[],
	correction?: TokenCorrection,
): (message: Message) => number {
	const sends = sendsImages(path);
	return (message) => {
		if (!saysSomething(message)) return 0;
		const images = message.role === 'user' && sends(message) ? (message.images ?? []) : [];
		return (
			messageTokens(messageCounts(message), correction) +
			(message.role === 'user' ? 0 : answeredCalls(message).length * AROUND_MESSAGE) +
			images.reduce((sum, image) => sum + imageTokens(image), 0)
		);
	};
}

/** A branch as the turns that a budget is planned with. */
export function budgetTurns(
	path: readonly Message[],
	tokensOf: (message: Message) => number,
): BudgetTurn[] {
	return turnsOf(path).map((turn) => ({
		messages: turn.map(({ id }) => id),
		tokens: turn.reduce((sum, message) => sum + tokensOf(message), 0),
		state: turnState(turn),
	}));
}

/** What turns a branch was last taken for, and by which correction: both are values, so that stays right as long as they do. */
const turnsByPath = new WeakMap<
	readonly Message[],
	{ readonly turns: readonly BudgetTurn[]; readonly correction: TokenCorrection | undefined }
>();

/** As budgetTurns, for a branch that is asked for again and again: with each letter that is typed. */
export function rememberedTurns(
	path: readonly Message[],
	correction: TokenCorrection | undefined,
): readonly BudgetTurn[] {
	const known = turnsByPath.get(path);
	if (known !== undefined && known.correction === correction) return known.turns;
	const turns = budgetTurns(withSummaries(path).messages, messageSizes(path, correction));
	turnsByPath.set(path, { turns, correction });
	return turns;
}

/** Tokens kept free: for the reply, at least for the shortest one, and as a margin. */
export interface RoomKept {
	readonly reply: number;
	readonly least: number;
	readonly margin: number;
}

/**
 * @param maxTokens the longest reply that is asked for. However long it may be, no more than half the context is kept free for it.
 * @param atLeast so long the reply has to be, where that is known
 */
export function roomKept(
	maxTokens: number | undefined,
	context: number | undefined,
	atLeast = 0,
): RoomKept {
	if (context === undefined) return { reply: maxTokens ?? 0, least: 0, margin: 0 };
	const usual =
		maxTokens === undefined
			? Math.min(REPLY_ROOM, Math.floor(context / 4))
			: Math.min(maxTokens, Math.ceil(context / 2));
	const reply = Math.max(usual, atLeast);
	const least = Math.max(Math.min(usual, leastReply(context)), atLeast);
	return { reply, least, margin: marginOf(context) };
}
