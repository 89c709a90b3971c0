import type { Failure } from '../../shared/conversation/messages.ts';

/** A failure in one text, with the server's own words where ours do not have them. */
export function failureSentence({
	message,
	detail = '',
}: Pick<Failure, 'message' | 'detail'>): string {
	return message.includes(detail) ? message : `${message} ${detail}`;
}
