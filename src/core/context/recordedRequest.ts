import * as v from 'valibot';
import type { RequestRecord } from '../../shared/conversation/requestRecord.ts';
import { withoutKey } from '../access/redaction.ts';
import { saysSomething } from '../prompts/prompt.ts';
import { requestBody } from '../server/chatRequest.ts';
import type { PlannedRequest } from './requestPlan.ts';
import { isSummary } from './summarisedPath.ts';

const Parameters = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.unknown()));

/** What is known of the messages in a request that went out before. */
export type SentMessages = Partial<RequestRecord> & Pick<RequestRecord, 'leftOut'>;

/**
 * A request as it goes out, without the texts that the conversation has, and without the key.
 * @param before where it is sent again
 */
export function recordedRequest(
	{ request, sent, unsent }: Pick<PlannedRequest, 'request' | 'sent' | 'unsent'>,
	apiKey: string | undefined,
	before?: SentMessages,
): RequestRecord {
	const first = request.messages[0];
	const system = first?.role === 'system' && typeof first.content === 'string' ? first.content : '';
	const body = withoutKey(requestBody({ ...request, messages: [] }), apiKey);
	const { model: _model, messages: _messages, ...parameters } = v.parse(Parameters, body);
	const userName = request.messages.find(({ role }) => role === 'user')?.name;
	const known = {
		system: withoutKey(system.toWellFormed(), apiKey),
		...(userName !== undefined && { userName: withoutKey(userName, apiKey) }),
		parameters,
	};
	if (before !== undefined) {
		const { messages, summaries, leftOut } = before;
		return {
			...known,
			...(messages && { messages }),
			...(summaries && { summaries }),
			leftOut,
		};
	}
	const summaries = sent.flatMap((message) =>
		isSummary(message) ? { id: message.id, text: withoutKey(message.text, apiKey) } : [],
	);
	return {
		...known,
		messages: sent.filter(saysSomething).map(({ id }) => id),
		...(summaries.length > 0 && { summaries }),
		leftOut: [
			...unsent.map(({ id, why }) => ({ id, why })),
			...sent.flatMap((message) =>
				saysSomething(message) ? [] : { id: message.id, why: 'empty' as const },
			),
		],
	};
}
