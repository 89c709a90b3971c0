import type { Withheld } from '../../shared/conversation/withheldText.ts';
import type { WireMessage } from '../server/chatRequest.ts';
import { withholdJson } from './toolJson.ts';
import { withhold } from './withheld.ts';

/** The messages of a request as they go out. */
export function withheldFrom(
	messages: readonly WireMessage[],
	withheld: readonly Withheld[],
): readonly WireMessage[] {
	if (withheld.length === 0) return messages;
	return messages.map((whole) => {
		const message = { ...whole, ...callsWithheld(whole, withheld) };
		const { content } = message;
		if (typeof content === 'string') {
			const sent = whole.role === 'tool' ? withholdJson : withhold;
			return { ...message, content: sent(content, withheld) };
		}
		const parts = content.map((part) =>
			part.type === 'text' ? { ...part, text: withhold(part.text, withheld) } : part,
		);
		return { ...message, content: parts };
	});
}

/** What tools are called with is JSON, as what they answer often is: a secret stands in it as JSON writes it. */
function callsWithheld(
	{ tool_calls }: WireMessage,
	withheld: readonly Withheld[],
): Pick<WireMessage, 'tool_calls'> {
	if (tool_calls === undefined) return {};
	return {
		tool_calls: tool_calls.map((call) => {
			const { name, arguments: input } = call.function;
			return { ...call, function: { name, arguments: withholdJson(input, withheld) } };
		}),
	};
}
