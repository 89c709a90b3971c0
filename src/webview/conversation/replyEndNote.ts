import { replyEnd } from '../../shared/conversation/finishReason.ts';
import type { Reply } from '../../shared/conversation/messages.ts';

/** Why the text ends where it does, where that is not because the model had said all. */
export function endNote(reply: Reply): string | undefined {
	if (reply.status === 'stopped') return 'Stopped.';
	if (reply.status === 'interrupted') {
		return 'Interrupted: the window was closed or reloaded while this reply came in.';
	}
	switch (replyEnd(reply.facts.finish_reason)) {
		case 'length':
			return 'Cut off: the reply reached its length limit.';
		case 'filtered':
			return 'Cut off by the server’s content filter.';
		default:
			return emptyNote(reply);
	}
}

/** That there is no text, where there is nothing else either. */
function emptyNote({ text, extras = [], reasoning }: Reply): string | undefined {
	if (text !== '' || extras.length > 0) return undefined;
	return reasoning === ''
		? 'The model answered with nothing.'
		: 'The model reasoned, but gave no answer.';
}
