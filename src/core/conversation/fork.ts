import type { ForkOrigin } from '../../shared/conversation/forkOrigin.ts';
import type { Message } from '../../shared/conversation/messages.ts';
import type { RequestRecord } from '../../shared/conversation/requestRecord.ts';

const FORK = / \(fork(?: (\d+))?\)$/;

/** The title of a fork of a chat with this title, so that the two are told apart in the history: "… (fork)", then "… (fork 2)". */
export function forkTitle(title: string): string {
	const number = FORK.exec(title);
	if (number === null) return `${title} (fork)`;
	return title.replace(FORK, ` (fork ${Number(number[1] ?? 1) + 1})`);
}

/**
 * A branch of another chat, from its first message on, under ids of its own.
 * @param origin where it comes from; kept with the first message, in the place of where that chat itself came from. Undefined where it
 * comes from no chat that could be shown
 */
export function* adopted(
	branch: readonly Message[],
	origin: ForkOrigin | undefined,
	newId: () => string,
): Generator<Message> {
	let parent: string | null = null;
	const ids = new Map<string, string>();
	for (const { summary, ...message } of branch) {
		const id = newId();
		ids.set(message.id, id);
		const of = summary?.of.flatMap((old) => ids.get(old) ?? []) ?? [];
		// What it stands for has to be here, all of it.
		const kept = summary && of.length === summary.of.length ? { summary: { ...summary, of } } : {};
		if (message.role === 'user') {
			const { forkedFrom: _before, ...question } = message;
			const from = parent === null && origin !== undefined ? { forkedFrom: origin } : {};
			yield { ...question, ...kept, ...from, id, parent };
		} else if (parent !== null) {
			// The reply that it could be compared with, or came with, is not in this chat.
			const { again: _again, choiceOf: _first, request, continuations, ...reply } = message;
			yield {
				...reply,
				...kept,
				...(request && { request: renamed(request, ids) }),
				...(continuations && { continuations: continuations.map((one) => renamed(one, ids)) }),
				id,
				parent,
			};
		}
		parent = id;
	}
}

/** A request with the ids that its messages have here; one that is not here keeps its own. */
function renamed(request: RequestRecord, ids: ReadonlyMap<string, string>): RequestRecord {
	const { messages, leftOut } = request;
	return {
		...request,
		...(messages && { messages: messages.map((id) => ids.get(id) ?? id) }),
		leftOut: leftOut.map(({ id, why }) => ({ id: ids.get(id) ?? id, why })),
	};
}
