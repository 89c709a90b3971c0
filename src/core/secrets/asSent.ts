import type { Message, ReplyExtra } from '../../shared/conversation/messages.ts';
import type { Withheld } from '../../shared/conversation/withheldText.ts';
import { titleSent } from './titleSent.ts';
import { withhold, withholdJson } from './withheld.ts';

/** Messages as they are to leave this machine: with what went out in the place of secrets, in the replies as well. */
export function asSent(
	messages: readonly Message[],
	withheld: readonly Withheld[],
): readonly Message[] {
	if (withheld.length === 0) return messages;
	const sent = (text: string) => withhold(text, withheld);
	return messages.map((message): Message => {
		const { summary } = message;
		const told = summary && { summary: { ...summary, text: sent(summary.text) } };
		if (message.role === 'user') {
			const { withheld: _here, forkedFrom, ...rest } = message;
			const from = forkedFrom && {
				forkedFrom: { ...forkedFrom, title: titleSent(forkedFrom.title, withheld) },
			};
			const excerpts = message.excerpts.map((one) => ({ ...one, text: sent(one.text) }));
			return { ...rest, ...from, text: sent(message.text), excerpts, ...told };
		}
		const parts = message.parts?.map((part) =>
			part.text === undefined ? part : { ...part, text: sent(part.text) },
		);
		const texts = { text: sent(message.text), reasoning: sent(message.reasoning) };
		const extras = message.extras?.map((extra) => extraAsSent(extra, withheld));
		return { ...message, ...texts, ...(extras && { extras }), ...(parts && { parts }), ...told };
	});
}

function extraAsSent(extra: ReplyExtra, withheld: readonly Withheld[]): ReplyExtra {
	if (extra.type !== 'toolCall') return extra;
	const { input, result } = extra;
	return {
		...extra,
		...(input !== undefined && { input: withholdJson(input, withheld) }),
		...(result !== undefined && { result: withhold(result, withheld) }),
	};
}
