import type { Message, Reply } from '../../shared/conversation/messages.ts';
import type { RequestRecord } from '../../shared/conversation/requestRecord.ts';
import type { ConversationEvent } from './conversationEvent.ts';
import { LOST_SHARED_TEXT, WORTH_IT } from './textOnce.ts';

/**
 * The texts of the requests that a log has, each with the reply whose first request has it. That one never changes, so what
 * leads to it is right whatever other windows write meanwhile.
 */
export class RequestTexts {
	readonly #systems = new Map<string, string>();
	readonly #summaries = new Map<string, string>();

	constructor(messages: Iterable<Message> = []) {
		for (const message of messages) this.add(message);
	}

	add(message: Message): void {
		if (message.role === 'user' || message.request === undefined) return;
		const { system, summaries = [] } = message.request;
		if (!this.#systems.has(system)) this.#systems.set(system, message.id);
		for (const { id, text } of new Map(summaries.map((one) => [one.id, one])).values()) {
			const key = keyOf(id, text);
			if (!this.#summaries.has(key)) this.#summaries.set(key, message.id);
		}
	}

	/** A line as it is written down: texts of requests that the log has are not in it again. */
	once(event: ConversationEvent): ConversationEvent {
		if (event.type === 'continued') {
			const { request } = event;
			return request === undefined ? event : { ...event, request: this.#request(request) };
		}
		if (event.type !== 'message' || event.message.role === 'user') return event;
		const { request, continuations } = event.message;
		if (request === undefined && continuations === undefined) return event;
		const message = {
			...event.message,
			...(request && { request: this.#request(request) }),
			...(continuations && { continuations: continuations.map((one) => this.#request(one)) }),
		};
		return { type: 'message', message };
	}

	#request(request: RequestRecord): RequestRecord {
		const { system, summaries } = request;
		const of = system.length < WORTH_IT ? undefined : this.#systems.get(system);
		return {
			...request,
			...(of === undefined ? {} : { system: '', systemOf: of }),
			...(summaries && { summaries: summaries.map((summary) => this.#summary(summary)) }),
		};
	}

	#summary(summary: SentSummary): SentSummary {
		const { id, text } = summary;
		const of = text.length < WORTH_IT ? undefined : this.#summaries.get(keyOf(id, text));
		return of === undefined ? summary : { id, text: '', textOf: of };
	}
}

type Find = (id: string) => Message | undefined;
type SentSummary = NonNullable<RequestRecord['summaries']>[number];

function keyOf(id: string, text: string): string {
	return `${id}\n${text}`;
}

/**
 * A reply of the log with all texts of its requests.
 * @param find an earlier message
 */
export function withRequestTexts(reply: Reply, find: Find): Reply {
	const { request, continuations } = reply;
	if (request === undefined && continuations === undefined) return reply;
	return {
		...reply,
		...(request && { request: wholeRequest(request, find) }),
		...(continuations && { continuations: continuations.map((one) => wholeRequest(one, find)) }),
	};
}

/** A request of the log with all its texts. */
export function wholeRequest(request: RequestRecord, find: Find): RequestRecord {
	const { systemOf, ...own } = request;
	const requestOf = (id: string) => {
		const message = find(id);
		return message?.role === 'assistant' ? message.request : undefined;
	};
	const summaries = request.summaries?.map(({ textOf, ...summary }) => {
		if (textOf === undefined) return summary;
		const there = requestOf(textOf)?.summaries?.findLast(({ id }) => id === summary.id);
		return { ...summary, text: there?.text ?? LOST_SHARED_TEXT };
	});
	return {
		...own,
		...(systemOf === undefined ? {} : { system: requestOf(systemOf)?.system ?? LOST_SHARED_TEXT }),
		...(summaries && { summaries }),
	};
}
