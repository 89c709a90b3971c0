import * as v from 'valibot';
import { MessageId } from '../text/fields.ts';
import { parseWith } from '../text/parseWith.ts';

/** What a page has VS Code keep of it. An editor with a chat comes back by that after a reload. */
const PageState = v.object({
	/** The id of the chat that it shows. */
	conversation: MessageId,
	/** Whether anything was said in it: one without a message is on no disk. */
	begun: v.boolean(),
});
export type PageState = v.InferOutput<typeof PageState>;

/** Parses what VS Code has kept; undefined for anything else. */
export function parsePageState(data: unknown): PageState | undefined {
	return parseWith(PageState, data);
}
