import type { Summary } from '../../shared/conversation/messageSummary.ts';
import type { Message, ReplyExtra } from '../../shared/conversation/messages.ts';
import type { RequestRecord } from '../../shared/conversation/requestRecord.ts';
import type { Withheld } from '../../shared/conversation/withheldText.ts';
import { beginningSent, titleSent } from './titleSent.ts';
import { withholdJson } from './toolJson.ts';
import { withhold } from './withheld.ts';

/** Messages as they are to leave this machine: with what went out in the place of secrets, in the replies as well. */
export function asSent(
	messages: readonly Message[],
	withheld: readonly Withheld[],
): readonly Message[] {
	if (withheld.length === 0) return messages;
	const sent = (text: string) => withhold(text, withheld);
	return messages.map((message): Message => {
		const { summary } = message;
		const told = summary && { summary: summarySent(summary, withheld) };
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
		const unsent = message.unsent?.map((one) => ({
			...one,
			text: beginningSent(one.text, withheld, 'Message'),
		}));
		const { request, continuations, ...reply } = message;
		const requests = {
			...(request && { request: requestSent(request, withheld) }),
			...(continuations && {
				continuations: continuations.map((one) => requestSent(one, withheld)),
			}),
		};
		return {
			...reply,
			...requests,
			...texts,
			...(extras && { extras }),
			...(unsent && { unsent }),
			...(parts && { parts }),
			...told,
		};
	});
}

/** Without what stands in the place of what: that is known on this machine only. */
function requestSent(
	{ withheld: _here, summaries, ...request }: RequestRecord,
	withheld: readonly Withheld[],
): RequestRecord {
	if (summaries === undefined) return request;
	const sent = summaries.map((one) => ({ ...one, text: withhold(one.text, withheld) }));
	return { ...request, summaries: sent };
}

function summarySent(
	{ withheld: _here, ...summary }: Summary,
	withheld: readonly Withheld[],
): Summary {
	return { ...summary, text: withhold(summary.text, withheld) };
}

function extraAsSent(extra: ReplyExtra, withheld: readonly Withheld[]): ReplyExtra {
	if (extra.type !== 'toolCall') return extra;
	const { input, result } = extra;
	return {
		...extra,
		...(input !== undefined && { input: withholdJson(input, withheld) }),
		...(result !== undefined && { result: withholdJson(result, withheld) }),
	};
}
