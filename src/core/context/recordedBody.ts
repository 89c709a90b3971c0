import type { Image, Message, Question, Reply } from '../../shared/conversation/messages.ts';
import type { RequestRecord } from '../../shared/conversation/requestRecord.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { wireMessages } from '../prompts/prompt.ts';
import { withheldIn } from '../secrets/chatSecrets.ts';
import { withheldFrom } from '../secrets/withheldMessages.ts';
import { named, requestBody, type WireMessage } from '../server/chatRequest.ts';

/** What a chat's own record knows of the last request for a reply. */
export interface RecordedBody {
	/** The JSON that went out, but for what the notes say. */
	readonly body: string;
	/** In sentences: what of it is not as it went out. */
	readonly notes: readonly string[];
	readonly leftOut: RequestRecord['leftOut'];
}

/**
 * The body of the last request for a reply, made of what the chat has recorded with it.
 * @returns undefined where that is not recorded: an older version wrote it, or what was sent again is not known
 */
export function recordedBody(
	conversation: Pick<Conversation, 'message' | 'pathTo'>,
	asked: Reply,
): RecordedBody | undefined {
	// All choices of an answer have one request, unless such a one has gone on by itself.
	const first = conversation.message(asked.choiceOf ?? '');
	const reply = asked.request === undefined && first?.role === 'assistant' ? first : asked;
	const record = asked.continuations?.at(-1) ?? reply.request;
	if (record?.messages === undefined) return undefined;
	const ids = record.messages;
	const summaries = new Map((record.summaries ?? []).map(({ id, text }) => [id, text]));
	const sent = ids.flatMap((id): Message[] => {
		const summary = summaries.get(id);
		if (summary !== undefined) return [summaryAsSent(id, summary)];
		const message = conversation.message(id);
		return message === undefined ? [] : [message];
	});
	let images = 0;
	const written = wireMessages(sent, (image) => {
		images++;
		return nameOf(image);
	});
	const asThen = record.withheld ?? [];
	const withheld = [...withheldIn(conversation.pathTo(asked.parent)), ...asThen];
	const system: WireMessage[] =
		record.system.trim() === '' ? [] : [{ role: 'system', content: record.system }];
	const messages = withheldFrom(written, withheld).map((one) => named(one, record.userName));
	const gone = ids.length - sent.length;
	const goesOn = ids.includes(asked.id);
	return {
		body: requestBody({
			model: reply.model,
			messages: [...system, ...messages],
			...record.parameters,
		}),
		notes: [
			...(images > 0 ? ['Images are named by their hash here; they went out whole.'] : []),
			...(gone > 0 ? [`Deleted since, and not here: ${gone} of its messages.`] : []),
			...(goesOn
				? ['The reply went on then: it is here as it is now, and went out as it was.']
				: []),
		],
		leftOut: record.leftOut,
	};
}

function summaryAsSent(id: string, text: string): Question {
	return { role: 'user', id, parent: null, at: 0, text, excerpts: [] };
}

function nameOf({ hash, mediaType }: Image): string {
	return `data:${mediaType};sha256=${hash}`;
}
