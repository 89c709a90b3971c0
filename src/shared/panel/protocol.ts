import * as v from 'valibot';
import {
	AttachmentFromPage,
	AttachmentToPage,
	ChangedAttachments,
	LoadedImage,
} from '../attachments/attachmentProtocol.ts';
import { ChangesFromPage, ChangesToPage } from '../changes/changeProtocol.ts';
import { ComposerFromPage, ComposerToPage } from '../composer/composerProtocol.ts';
import { ContextFromPage, Reread } from '../context/contextProtocol.ts';
import {
	ConversationFromPage,
	ConversationToPage,
	EditDraft,
	MessageView,
} from '../conversation/conversationProtocol.ts';
import { ErrorFromPage } from '../errors/errorProtocol.ts';
import { InspectFromPage } from '../inspect/inspectProtocol.ts';
import { InstructionFromPage } from '../instructions/instructionProtocol.ts';
import { MarkdownFromPage, References } from '../markdown/markdownProtocol.ts';
import { ModelFromPage } from '../models/modelProtocol.ts';
import { ParametersFromPage, ParametersToPage } from '../parameters/parameterProtocol.ts';
import { Place, ReadingFromPage, ReadingToPage } from '../reading/readingProtocol.ts';
import { SuggestionFromPage, Suggestions } from '../suggestions/suggestionProtocol.ts';
import { MessageId, Text } from '../text/fields.ts';
import { parseWith } from '../text/parseWith.ts';
import { ChatStatus } from './chatStatus.ts';

/**
 * Everything that passes between the extension host and the page: the unions of all topics, joined. The page is a function of what
 * it is told: it keeps nothing of its own, and it names messages, blocks and attachments instead of sending text back.
 */

/** Every message has a number; the page acknowledges it once it is laid out. */
const Sequence = v.pipe(v.number(), v.integer());

export const Change = v.variant('type', [
	v.object({ type: v.literal('status'), status: ChatStatus }),
	/** What the page asked for by this name (doneOnce.ts) is done, or refused. */
	v.object({ type: v.literal('done'), key: v.string() }),
	...ConversationToPage.options,
	...ChangesToPage.options,
	...ComposerToPage.options,
	...AttachmentToPage.options,
	...ParametersToPage.options,
	...ReadingToPage.options,
]);
export type Change = v.InferOutput<typeof Change>;

export const ToWebview = v.variant('type', [
	v.object({
		type: v.literal('snapshot'),
		sequence: Sequence,
		conversation: v.string(),
		/** The last of the branch, oldest first. */
		messages: v.array(MessageView),
		/** How many stand before them and come later; none where it is not said. */
		earlier: v.exactOptional(v.pipe(v.number(), v.integer())),
		status: ChatStatus,
		/** What stood last in this conversation's box; for a page that showed another one or none. */
		draft: v.string(),
		/** The questions of this conversation that are being changed; for a page that showed another one or none. */
		edits: v.exactOptional(v.array(EditDraft)),
		/** Where the reader was in it; null at its end. For a page that showed another one or none. */
		place: v.nullable(Place),
		/** The changes to the page itself that came with it: a returned draft, a wish for focus. */
		changes: v.array(Change),
	}),
	v.object({ type: v.literal('changes'), sequence: Sequence, changes: v.array(Change) }),
]);
export type ToWebview = v.InferOutput<typeof ToWebview>;

/** What the page has asked for: no news, so it has no number and is not acknowledged. */
const Answer = v.variant('type', [
	LoadedImage,
	ChangedAttachments,
	Reread,
	Suggestions,
	References,
]);
export type Answer = v.InferOutput<typeof Answer>;

/** What the page says of itself, and what its empty chat leads to. */
const PanelFromPage = v.variant('type', [
	v.object({ type: v.literal('ready') }),
	v.object({ type: v.literal('ack'), sequence: Sequence }),
	/** The page has the keyboard, or no longer: VS Code itself does not tell which view of a page has it. */
	v.object({ type: v.literal('focusChanged'), focused: v.boolean() }),
	/** The news over the box were answered with one of their buttons, or dismissed. */
	v.object({ type: v.literal('answerNews'), id: MessageId, button: v.exactOptional(Text) }),
	v.object({ type: v.literal('newChat') }),
	v.object({ type: v.literal('showHistory') }),
	v.object({ type: v.literal('showUsage') }),
]);

export const FromWebview = v.variant('type', [
	...PanelFromPage.options,
	...ConversationFromPage.options,
	...ComposerFromPage.options,
	...AttachmentFromPage.options,
	...SuggestionFromPage.options,
	...ReadingFromPage.options,
	...ContextFromPage.options,
	...ModelFromPage.options,
	...ParametersFromPage.options,
	...InspectFromPage.options,
	...InstructionFromPage.options,
	...MarkdownFromPage.options,
	...ErrorFromPage.options,
	...ChangesFromPage.options,
]);
export type FromWebview = v.InferOutput<typeof FromWebview>;

/** Parses what the page sent; undefined for anything that is not of the protocol. */
export function parseFromWebview(data: unknown): FromWebview | undefined {
	return parseWith(FromWebview, data);
}

/** Parses what the host sent; undefined for anything else that reaches the page's window. */
export function parseToWebview(data: unknown): ToWebview | undefined {
	return parseWith(ToWebview, data);
}

/** Parses an answer to what the page has asked for; undefined for anything else. */
export function parseAnswer(data: unknown): Answer | undefined {
	return parseWith(Answer, data);
}
