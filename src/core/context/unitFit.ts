import { ChatError } from '../errors/chatError.ts';
import { marginOf } from '../models/longestReply.ts';
import { tokensAround } from './messageTokens.ts';

/** What a model takes, as far as it is known. */
export interface ModelLimits {
	/** Its name for people. */
	readonly model: string;
	/** Prompt and reply together, in tokens; undefined where nobody says. */
	readonly context: number | undefined;
	/** The longest reply that is asked for, in tokens; undefined where none is set. */
	readonly maxTokens: number | undefined;
	/** The longest reply that the model gives, in tokens; undefined where nobody says. */
	readonly longestReply: number | undefined;
	/** Estimated. */
	tokensOf(text: string): number;
}

/**
 * Sees to it that code can go out and come back whole.
 * @param around what is sent beside the code
 * @returns how many tokens the reply needs, by the estimate: older messages have to go for it
 * @throws ChatError of kind tooLong, with the numbers
 */
export function checkUnitFits(code: string, around: string, limits: ModelLimits): number {
	const { model, context, maxTokens, longestReply, tokensOf } = limits;
	const unit = tokensOf(code);
	const number = (tokens: number) => Math.round(tokens).toLocaleString('en');
	const rest = 'This is an estimate. Nothing was sent.';
	if (maxTokens !== undefined && unit > maxTokens) {
		throw new ChatError(
			'tooLong',
			`The code has about ${number(unit)} tokens, and Max Tokens allows replies of ${number(maxTokens)}: it could not come back whole. ${rest} Select less, or raise Max Tokens.`,
		);
	}
	if (longestReply !== undefined && unit > longestReply) {
		throw new ChatError(
			'tooLong',
			`The code has about ${number(unit)} tokens, and replies of ${model} have at most ${number(longestReply)}: it could not come back whole. ${rest} Select less, or choose a model with longer replies.`,
		);
	}
	const reply = Math.ceil(unit);
	if (context === undefined) return reply;
	const needed = 2 * unit + tokensOf(around) + tokensAround(1) + marginOf(context);
	if (needed <= context) return reply;
	throw new ChatError(
		'tooLong',
		`The code has about ${number(unit)} tokens. Sent and returned, with the instruction, it takes ${number(needed)}, and ${model} takes ${number(context)} in all. ${rest} Select less, or choose a model with more context.`,
	);
}
