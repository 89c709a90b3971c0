import * as v from 'valibot';
import { Question, Reply } from '../../shared/conversation/messages.ts';
import { RequestRecord } from '../../shared/conversation/requestRecord.ts';

/** A message as logs and exports have it: a reply with its requests. */
export const RecordedMessage = v.variant('role', [
	Question,
	v.object({
		...Reply.entries,
		request: v.exactOptional(RequestRecord),
		continuations: v.exactOptional(v.array(RequestRecord)),
		imported: v.exactOptional(v.literal(true)),
	}),
]);
