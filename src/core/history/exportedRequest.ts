import * as v from 'valibot';
import { Summary } from '../../shared/conversation/messageSummary.ts';
import {
	type Message,
	Question,
	Reply,
	type SentPart,
} from '../../shared/conversation/messages.ts';
import { RequestRecord } from '../../shared/conversation/requestRecord.ts';

/** What stands in an export where the log does not have the request: an older version wrote it. */
const NOT_RECORDED = 'not recorded';

/** In a file every text stands where it was sent. */
const InFile = v.object({
	...v.omit(RequestRecord, ['systemOf', 'systemParts', 'summaries', 'withheld']).entries,
	summaries: v.exactOptional(v.array(v.object({ id: v.string(), text: v.string() }))),
});

const SummaryInFile = v.omit(Summary, ['withheld']);

/** A reply as it stands in a file; what else its request says there is in the reply itself. */
const ReplyInFile = v.pipe(
	v.object({
		...Reply.entries,
		summary: v.exactOptional(SummaryInFile),
		request: v.exactOptional(v.union([v.literal(NOT_RECORDED), InFile])),
		continuations: v.exactOptional(v.array(InFile)),
	}),
	v.transform(({ request, ...reply }) =>
		request === undefined || request === NOT_RECORDED ? reply : { ...reply, request },
	),
);

/** What stood in the place of secrets is known on one machine only. */
const QuestionInFile = v.object({
	...v.omit(Question, ['withheld']).entries,
	summary: v.exactOptional(SummaryInFile),
});

/** A message of a file; older versions have not written requests. */
export const MessageInFile = v.variant('role', [QuestionInFile, ReplyInFile]);

/** A message as it is written into a file: a reply with all that was sent for it. */
export function asWritten(message: Message): object {
	if (message.role === 'user') return message;
	const { request: sent, imported: _here, ...reply } = message;
	if (sent === undefined) return { ...reply, request: NOT_RECORDED };
	const { system, userName, parameters, leftOut, ...messages } = sent;
	const parts = (message.parts ?? []).map(({ text: _text, ...part }) => part);
	const request = {
		system,
		...(userName !== undefined && { userName }),
		parameters,
		...messages,
		instructions: parts.filter(isInstructions),
		attachments: parts.filter((part) => !isInstructions(part)),
		leftOut,
	};
	return { ...reply, request };
}

function isInstructions({ source }: SentPart): boolean {
	return source === 'instructions';
}
