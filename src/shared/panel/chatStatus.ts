import * as v from 'valibot';
import { AttachmentView } from '../attachments/attachmentProtocol.ts';
import { QueuedMessageView, SendKey } from '../composer/composerProtocol.ts';
import { ContextView } from '../context/contextProtocol.ts';
import { Failure } from '../conversation/messages.ts';
import { InstructionView } from '../instructions/instructionProtocol.ts';
import { Finding } from '../models/modelProtocol.ts';
import { ShownParameter } from '../parameters/parameterProtocol.ts';

/** Why the last of a chat is not on the disk, for people and as the system says it. */
const Unsaved = v.object({ message: v.string(), detail: v.string() });
export type Unsaved = v.InferOutput<typeof Unsaved>;

/** What was done for the chat, or why it was not, and what can be done next, each a button. */
const ShownNews = v.object({
	/** Of these news: others may be shown when they are answered. */
	id: v.string(),
	text: v.string(),
	isError: v.boolean(),
	buttons: v.array(v.string()),
});
export type ShownNews = v.InferOutput<typeof ShownNews>;

/** Whether what was refused stands in the box, or was asked for elsewhere: an edit, another reply, a queued message. */
export const RefusedFrom = v.picklist(['box', 'elsewhere']);
export type RefusedFrom = v.InferOutput<typeof RefusedFrom>;

/** What stands around the conversation. Small, and sent whole whenever any of it changes. */
export const ChatStatus = v.object({
	title: v.string(),
	/** The reply that is streaming in this chat, if any. */
	running: v.nullable(v.string()),
	/** The configured model's name for people. */
	modelName: v.string(),
	/** The same where there is less room for it, each shorter than the one before; absent where there is none. */
	shorterNames: v.exactOptional(v.array(v.string())),
	/** The sampling parameters that are set, those that are not sent last. */
	parameters: v.array(ShownParameter),
	/** What the next message carries along. */
	attachments: v.array(AttachmentView),
	/** The project's instructions that apply to it. */
	instructions: v.exactOptional(v.array(InstructionView)),
	/** Why the last message was not sent, until it is dismissed or the next one is sent. */
	notice: v.nullable(Failure),
	/** What the notice refused can be sent all the same, as only an estimate says that it does not fit; absent where it cannot. */
	canSendAnyway: v.exactOptional(RefusedFrom),
	/** What is said over the box; absent where nothing is. */
	news: v.exactOptional(ShownNews),
	/** What is likely to go wrong with the next message; it can be sent all the same. */
	findings: v.exactOptional(v.array(Finding)),
	/** True where the server needs a key and there is none: the empty chat then begins with that. */
	needsKey: v.boolean(),
	sendKey: SendKey,
	/** Present where the lines of code are broken that are wider than it. */
	wrapCode: v.exactOptional(v.literal(true)),
	/** What is sent next, in order. */
	queued: v.array(QueuedMessageView),
	/** Why that waits for the user, in words; null where it is sent by itself. */
	waiting: v.nullable(v.string()),
	/** What the replies of this chat cost until now, in words, its parts parted by " · ", the sum last; absent where there are none that cost anything known. */
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
