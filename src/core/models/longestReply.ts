import type { CatalogueModel } from '../server/chatServer.ts';

/** Of the context, kept free because the counts are estimates: a prompt that is one token too long is refused whole. */
const MARGIN = 0.02;

/** A shorter reply is hardly one, so there has to be room for it; in a small context a quarter of that. */
const LEAST_REPLY = 256;

/** What is left of a context is rounded down to a multiple of it, so that it does not change with every letter that is typed. */
const STEP = 16;

/** What a server says of a model's size, in tokens. */
type KnownSize = Pick<CatalogueModel, 'contextLength' | 'maxCompletionTokens'>;

/** Tokens of a context that are kept free. */
export function marginOf(context: number): number {
	return Math.ceil(context * MARGIN);
}

/** The shortest reply that there has to be room for, in tokens. */
export function leastReply(context: number): number {
	return Math.min(LEAST_REPLY, Math.floor(context / 4));
}

/**
 * The longest reply that a model can give after a prompt, in tokens: prompt and reply share the context, and some servers say of their
 * models' longest reply that it is as long as that. Undefined where the server says neither.
 * @param prompt tokens of the prompt, estimated
 */
export function longestReply(known: KnownSize | undefined, prompt = 0): number | undefined {
	if (known === undefined) return undefined;
	const { maxCompletionTokens: own, contextLength: context } = known;
	if (context === undefined) return own;
	const left = Math.floor((context - marginOf(context) - prompt) / STEP) * STEP;
	const room = Math.max(leastReply(context), left);
	return own === undefined ? room : Math.min(own, room);
}
