import type { Withheld } from '../../shared/conversation/withheldText.ts';
import type { WireMessage } from '../server/chatRequest.ts';
import { withhold } from './withheld.ts';

/** The messages of a request as they go out. */
export function withheldFrom(
	messages: readonly WireMessage[],
	withheld: readonly Withheld[],
): readonly WireMessage[] {
	if (withheld.length === 0) return messages;
	return messages.map((message) => {
		const { content } = message;
		if (typeof content === 'string') return { ...message, content: withhold(content, withheld) };
		const parts = content.map((part) =>
			part.type === 'text' ? { ...part, text: withhold(part.text, withheld) } : part,
		);
		return { ...message, content: parts };
	});
}
