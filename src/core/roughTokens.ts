import type { WireMessage } from './chatRequest.ts';
import { correctedTokens } from './tokenCorrection.ts';
import { countTokens } from './tokenEstimate.ts';

/** The header and the end that a chat template puts around each message. */
const PER_MESSAGE = 5;

/** Estimates how many tokens a text has. */
export function textTokens(text: string): number {
	return Math.ceil(correctedTokens(countTokens(text)));
}

/** Estimates how many tokens a prompt has; of an image nothing is known. */
export function promptTokens(messages: readonly WireMessage[]): number {
	return messages.reduce((sum, { content }) => {
		const text =
			typeof content === 'string'
				? content
				: content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
		return sum + textTokens(text) + PER_MESSAGE;
	}, 0);
}
