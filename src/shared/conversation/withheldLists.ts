import type { Message } from './messages.ts';
import type { Withheld } from './withheldText.ts';

/** Where a message may say what went out in other words: for itself, for each request of it, and for the summary that is kept with it. */
export function withheldLists(message: Message): readonly (readonly Withheld[] | undefined)[] {
	const summary = message.summary?.withheld;
	if (message.role === 'user') return [message.withheld, summary];
	const { request, continuations = [] } = message;
	return [...[request, ...continuations].map((one) => one?.withheld), summary];
}
