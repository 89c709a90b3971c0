import * as v from 'valibot';
import { Time } from '../text/time.ts';
import { Withheld } from './withheldText.ts';

/** A request as it went out, beside the texts of the messages in it, which the conversation has. The key is blanked in all of it. */
export const RequestRecord = v.object({
	/** When it went out; absent where that is when its reply was begun, and in what older versions have written. */
	at: v.exactOptional(Time),
	/** The text of the system message, with the project's instructions in it; empty where there was none. */
	system: v.string(),
	/** In a log only, where `system` is empty: it is that of the request for this reply. */
	systemOf: v.exactOptional(v.string()),
	/** In a log only, where `system` is empty: its pieces, where a part of a reply has the text of one. */
	systemParts: v.exactOptional(
		v.array(v.union([v.string(), v.object({ of: v.string(), hash: v.string() })])),
	),
	/** Who the user's messages in it say that they are from: their `name`; absent where they had none. */
	userName: v.exactOptional(v.string()),
	/** All else that was in the body beside model and messages, by its names there: `temperature`, `stream_options`. */
	parameters: v.record(v.string(), v.unknown()),
	/** The messages in it, oldest first, by their ids; absent where that is not known. */
	messages: v.exactOptional(v.array(v.string())),
	/** The summaries in it, as they were then; their ids are among those of the messages. */
	summaries: v.exactOptional(
		v.array(
			v.object({
				id: v.string(),
				text: v.string(),
				/** In a log only, where the text is empty: it is in the request for this reply, under the same id. */
				textOf: v.exactOptional(v.string()),
				/** The same: the chat's summary of this id that has this checksum, and what went out around its text. */
				ofChat: v.exactOptional(
					v.object({ checksum: v.string(), before: v.string(), after: v.string() }),
				),
			}),
		),
	),
	/** In a log only: what went out in other words beside what the questions above say. */
	withheld: v.exactOptional(v.array(Withheld)),
	/** The messages above that were not in it; `empty`: there was nothing of a reply to send. */
	leftOut: v.array(
		v.object({ id: v.string(), why: v.picklist(['noRoom', 'leftOut', 'inSummary', 'empty']) }),
	),
});
export type RequestRecord = v.InferOutput<typeof RequestRecord>;
