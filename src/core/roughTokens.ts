import type { WireMessage } from './chatRequest.ts';
import { correctedTokens, type TokenCorrection } from './tokenCorrection.ts';
import { countTokens } from './tokenEstimate.ts';

/** The header and the end that a chat template puts around each message. */
const PER_MESSAGE = 5;

/**
 * Estimates how many tokens a text has.
 * @param correction what was learned of the model; below too
 */
export function textTokens(text: string, correction?: TokenCorrection): number {
	return Math.ceil(correctedTokens(countTokens(text), correction));
}

/** Estimates how many tokens a prompt has; of an image nothing is known. */
export function promptTokens(
	messages: readonly WireMessage[],
	correction?: TokenCorrection,
): number {
	return messages.reduce((sum, { content }) => {
		const text =
			typeof content === 'string'
				? content
				: content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
		return sum + textTokens(text, correction) + PER_MESSAGE;
	}, 0);
}
