import * as v from 'valibot';
import { MAX_IMAGE_BYTES } from '../attachments/imageHeader.ts';
import { ContextView } from '../context/contextView.ts';
import {
	Excerpt,
	Failure,
	Image,
	ImageHash,
	InContext,
	Message,
} from '../conversation/messages.ts';
import { Action } from '../errors/action.ts';
import {
	PARAMETERS_REQUESTS,
	ParametersView,
	ShownParameter,
} from '../parameters/parameterViews.ts';

/**
 * Everything that passes between the extension host and the page. The page is a function of what it is told: it keeps
 * nothing of its own, and it names messages and blocks instead of sending text back.
 */

/** What a reply waits for before it is asked for again. */
export const RetryView = v.object({
	/** Milliseconds left. */
	wait: v.number(),
	/** Which retry it is, from 1, of how many. */
	number: v.number(),
	limit: v.number(),
	/** Why, in a few words. */
	reason: v.string(),
});
export type RetryView = v.InferOutput<typeof RetryView>;

/** A message as the page shows it: with its place among its siblings, counted from 1. */
export const MessageView = v.object({
	message: Message,
	/** The name over it: "You", or the model's. */
	name: v.string(),
	sibling: v.number(),
	siblings: v.number(),
	/** The names of the models, where another one was asked for this reply than for the one before. */
	modelChange: v.exactOptional(v.object({ from: v.string(), to: v.string() })),
	/** Whether the reply stopped early and stands at the end, so that it can go on. */
	canContinue: v.exactOptional(v.boolean()),
	retry: v.exactOptional(RetryView),
	/** Whether the reply failed where images were sent, so that asking again without them may help. */
	canLeaveOutImages: v.exactOptional(v.boolean()),
	/** Another window is receiving this reply; what it has written down comes here too. */
	elsewhere: v.exactOptional(v.boolean()),
});
export type MessageView = v.InferOutput<typeof MessageView>;

/** Which key sends: Enter, or with Control (Command on a Mac); the other one of the two begins a new line. */
export const SendKey = v.picklist(['enter', 'ctrlEnter']);
export type SendKey = v.InferOutput<typeof SendKey>;

/** A message that waits for the running reply to be complete. */
export const QueuedMessageView = v.object({
	id: v.string(),
	/** Its beginning. */
	text: v.string(),
	/** How many pieces of code and images go with it. */
	attachments: v.number(),
});
export type QueuedMessageView = v.InferOutput<typeof QueuedMessageView>;

/** What goes along with the next message, without its text: that is the host's until it is sent. */
export const AttachmentView = v.variant('kind', [
	v.object({
		kind: v.literal('excerpt'),
		...v.pick(Excerpt, ['label', 'startLine', 'endLine']).entries,
		/** The text's size in UTF-8. */
		bytes: v.number(),
	}),
	v.object({ kind: v.literal('image'), image: Image }),
]);
export type AttachmentView = v.InferOutput<typeof AttachmentView>;

/** What is likely to go wrong with the next message. */
export const FindingKind = v.picklist([
	'modelGone',
	'modelExpires',
	'imagesRefused',
	'promptTooLong',
	'maxTokensTooHigh',
]);
export type FindingKind = v.InferOutput<typeof FindingKind>;

/** What can be done about it with one click. */
const FindingAction = v.picklist([
	'selectModel',
	'useNearest',
	'sendWithoutImages',
	'lowerMaxTokens',
]);

export const Finding = v.object({
	kind: FindingKind,
	/** One sentence. */
	message: v.string(),
	/** The most useful first. */
	remedies: v.array(v.object({ action: FindingAction, label: v.string() })),
});
export type Finding = v.InferOutput<typeof Finding>;

/** Why the last of a chat is not on the disk, for people and as the system says it. */
const Unsaved = v.object({ message: v.string(), detail: v.string() });
export type Unsaved = v.InferOutput<typeof Unsaved>;

/** What stands around the conversation. Small, and sent whole whenever any of it changes. */
export const ChatStatus = v.object({
	title: v.string(),
	/** The reply that is streaming in this chat, if any. */
	running: v.nullable(v.string()),
	/** The configured model's name for people. */
	modelName: v.string(),
	/** The sampling parameters that are set, those that are not sent last. */
	parameters: v.array(ShownParameter),
	/** What the next message carries along. */
	attachments: v.array(AttachmentView),
	/** Why the last message was not sent, until it is dismissed or the next one is sent. */
	notice: v.nullable(Failure),
	/** What is likely to go wrong with the next message; it can be sent all the same. */
	findings: v.exactOptional(v.array(Finding)),
	/** True where the server needs a key and there is none: the empty chat then begins with that. */
	needsKey: v.boolean(),
	sendKey: SendKey,
	/** What is sent next, in order. */
	queued: v.array(QueuedMessageView),
	/** Why that waits for the user, in words; null where it is sent by itself. */
	waiting: v.nullable(v.string()),
	/** What the replies of this chat cost until now, in words; absent where there are none that cost anything known. */
	spent: v.exactOptional(v.string()),
	/** Whether a message has just been deleted and can be brought back. */
	canUndoDelete: v.exactOptional(v.boolean()),
	/** Why the last of this chat is not on disk; absent when it is. It is tried again until it is. */
	unsaved: v.exactOptional(Unsaved),
	/** What is said of the routing with each message, a line for each field; absent where nothing is. */
	routing: v.exactOptional(v.array(v.string())),
	/** The size of the next request. */
	context: v.exactOptional(ContextView),
});
export type ChatStatus = v.InferOutput<typeof ChatStatus>;

/** At most what an image may have. */
const ImageBytes = v.pipe(v.instance(Uint8Array), v.maxLength(MAX_IMAGE_BYTES));

export const Change = v.variant('type', [
	/** A new message at the end, or new facts of one that is shown; its text is only taken when it is new. */
	v.object({ type: v.literal('message'), view: MessageView }),
	v.object({ type: v.literal('text'), id: v.string(), text: v.string() }),
	v.object({ type: v.literal('reasoning'), id: v.string(), text: v.string() }),
	v.object({ type: v.literal('status'), status: ChatStatus }),
	/** The message that was sent is in the conversation: the box may be emptied. */
	v.object({ type: v.literal('accepted') }),
	/** A message that came back: into the box, unless something else has been typed there. */
	v.object({ type: v.literal('returned'), text: v.string() }),
	/** The message was not sent: it stays in the box. */
	v.object({ type: v.literal('refused') }),
	/** A message that was taken out of the queue to be changed: into the box, before what stands there. */
	v.object({ type: v.literal('unqueued'), text: v.string() }),
	v.object({ type: v.literal('focus') }),
	/** The file of an image that the user picked: to be looked at, made smaller where it is too large, and attached. */
	v.object({ type: v.literal('imageFile'), name: v.string(), bytes: ImageBytes }),
	/** Opens the panel of parameters, at one of them or at the top. */
	v.object({ type: v.literal('showParameters'), setting: v.exactOptional(v.string()) }),
	/** What the panel shows; only while it is open. */
	v.object({ type: v.literal('parameters'), view: ParametersView }),
]);
export type Change = v.InferOutput<typeof Change>;

const MessageId = v.pipe(v.string(), v.maxLength(64));

/** Every message has a number; the page acknowledges it once it is laid out. */
const Sequence = v.pipe(v.number(), v.integer());

/** Where the reader is in a conversation: the message at the top edge, which stays where it is whatever the width and what follows. */
export const Place = v.object({
	id: MessageId,
	/** How many pixels of it are above the edge; negative where it begins below. */
	offset: v.number(),
});
export type Place = v.InferOutput<typeof Place>;

export const ToWebview = v.variant('type', [
	v.object({
		type: v.literal('snapshot'),
		sequence: Sequence,
		conversation: v.string(),
		messages: v.array(MessageView),
		status: ChatStatus,
		/** What stood last in this conversation's box; for a page that showed another one or none. */
		draft: v.string(),
		/** Where the reader was in it; null at its end. For a page that showed another one or none. */
		place: v.nullable(Place),
		/** The changes to the page itself that came with it: a returned draft, a wish for focus. */
		changes: v.array(Change),
	}),
	v.object({ type: v.literal('changes'), sequence: Sequence, changes: v.array(Change) }),
]);
export type ToWebview = v.InferOutput<typeof ToWebview>;

/** The answer to loadImage. It is no news but asked for, so it has no number and is not acknowledged. */
const LoadedImage = v.object({
	type: v.literal('loadedImage'),
	hash: ImageHash,
	/** Undefined where there is a problem. */
	bytes: v.exactOptional(ImageBytes),
	/** Why it cannot be shown, to be read after its name: "its file is missing". */
	problem: v.exactOptional(v.string()),
});
export type LoadedImage = v.InferOutput<typeof LoadedImage>;

const Index = v.pipe(v.number(), v.integer(), v.minValue(0));

/** The longest text that can be typed or pasted into a message, in UTF-16 units: more than any model takes. */
export const MAX_TEXT = 8 * 1024 * 1024;
const Text = v.pipe(v.string(), v.maxLength(MAX_TEXT));

/** The longest address that comes from the page, in UTF-16 units. */
export const MAX_ADDRESS = 8192;
const Address = v.pipe(v.string(), v.maxLength(MAX_ADDRESS));

/** A message, or the code block of it with this number in document order. */
const MessagePart = { id: MessageId, block: v.exactOptional(Index) };

export const FromWebview = v.variant('type', [
	v.object({ type: v.literal('ready') }),
	v.object({ type: v.literal('ack'), sequence: Sequence }),
	v.object({
		type: v.literal('send'),
		text: Text,
		withoutImages: v.exactOptional(v.boolean()),
	}),
	/** Sends the message once the running reply is complete. */
	v.object({ type: v.literal('queue'), text: Text }),
	v.object({ type: v.literal('editQueued'), id: MessageId }),
	v.object({ type: v.literal('removeQueued'), id: MessageId }),
	/** Sends the first queued message now, the others after it. */
	v.object({ type: v.literal('sendQueued') }),
	/** What stands in this conversation's box, a moment after it changed: the host keeps it over a reload. */
	v.object({ type: v.literal('draft'), conversation: MessageId, text: Text }),
	/** Where the reader is in this conversation, a moment after the last move; null at its end. */
	v.object({ type: v.literal('place'), conversation: MessageId, place: v.nullable(Place) }),
	v.object({ type: v.literal('stop') }),
	/** Ends the wait for the next try. */
	v.object({ type: v.literal('tryNow') }),
	v.object({ type: v.literal('newChat') }),
	v.object({ type: v.literal('showHistory') }),
	v.object({ type: v.literal('showUsage') }),
	v.object({ type: v.literal('copy'), ...MessagePart }),
	v.object({ type: v.literal('insert'), ...MessagePart }),
	/** Shows a code block of the language mermaid in VS Code's Markdown preview. */
	v.object({ type: v.literal('openDiagram'), id: MessageId, block: Index }),
	v.object({ type: v.literal('regenerate'), id: MessageId }),
	v.object({
		type: v.literal('edit'),
		id: MessageId,
		text: Text,
		/** Which of the question's attachments no longer go along: its excerpts and then its images, counted from 0. */
		removed: v.exactOptional(v.pipe(v.array(Index), v.maxLength(1000))),
	}),
	/** Asks the question of this failed reply again without images. */
	v.object({ type: v.literal('askWithoutImages'), id: MessageId }),
	v.object({ type: v.literal('delete'), id: MessageId }),
	v.object({ type: v.literal('undoDelete') }),
	v.object({ type: v.literal('continue'), id: MessageId }),
	v.object({ type: v.literal('fork'), id: MessageId }),
	/** Opens what was sent and received for this reply. */
	v.object({ type: v.literal('showRequest'), id: MessageId }),
	v.object({ type: v.literal('copyAsCurl'), id: MessageId }),
	/** Sends the very request of this reply once more. */
	v.object({ type: v.literal('runAgain'), id: MessageId }),
	/** Shows how this reply differs from the one whose request it answers again. */
	v.object({ type: v.literal('showChanges'), id: MessageId }),
	v.object({ type: v.literal('showSibling'), id: MessageId, step: v.picklist([-1, 1]) }),
	/** Opens the document of a sent excerpt at its range; without a message, that of a chip over the box. */
	v.object({ type: v.literal('openExcerpt'), id: v.exactOptional(MessageId), index: Index }),
	v.object({ type: v.literal('removeAttachment'), index: Index }),
	/** Offers what can be attached. */
	v.object({ type: v.literal('attach') }),
	/** An image that was pasted, dropped or picked, as it is to be sent. */
	v.object({
		type: v.literal('attachImage'),
		conversation: MessageId,
		name: v.pipe(v.string(), v.maxLength(1024)),
		bytes: ImageBytes,
	}),
	/** What was dropped from the Explorer or an editor's tab. */
	v.object({
		type: v.literal('attachFiles'),
		uris: v.pipe(v.array(Address), v.maxLength(1000)),
	}),
	v.object({ type: v.literal('loadImage'), hash: ImageHash }),
	/** Opens an image of a question, or of a chip over the box, in an editor. */
	v.object({ type: v.literal('openImage'), hash: ImageHash }),
	/** A link of a reply; `text` is what is shown of it. */
	v.object({ type: v.literal('openLink'), href: Address, text: Address }),
	/** Asks which part of an attachment is to be sent. */
	v.object({ type: v.literal('shortenAttachment'), index: Index }),
	/** Pins a message in later requests, leaves it out of them, or (null) sends it while there is room. */
	v.object({
		type: v.literal('keepInContext'),
		id: MessageId,
		inContext: v.nullable(InContext),
	}),
	...PARAMETERS_REQUESTS,
	/** A button of the failure of a message, or, without one, of the notice or of the empty chat. */
	v.object({ type: v.literal('act'), action: Action, id: v.exactOptional(MessageId) }),
	v.object({ type: v.literal('dismissNotice') }),
	/** Does something about a finding; without an action it is not to be shown again. */
	v.object({
		type: v.literal('finding'),
		kind: FindingKind,
		action: v.exactOptional(v.picklist(['selectModel', 'useNearest', 'lowerMaxTokens'])),
	}),
]);
export type FromWebview = v.InferOutput<typeof FromWebview>;

/** Parses what the page sent; undefined for anything that is not of the protocol. */
export function parseFromWebview(data: unknown): FromWebview | undefined {
	const result = v.safeParse(FromWebview, data);
	return result.success ? result.output : undefined;
}

/** Parses what the host sent; undefined for anything else that reaches the page's window. */
export function parseToWebview(data: unknown): ToWebview | undefined {
	const result = v.safeParse(ToWebview, data);
	return result.success ? result.output : undefined;
}

/** Parses an answer to loadImage; undefined for anything else. */
export function parseLoadedImage(data: unknown): LoadedImage | undefined {
	const result = v.safeParse(LoadedImage, data);
	return result.success ? result.output : undefined;
}
